// What the wall asks of the screen: how large it is, and that it stays on.
import { useEffect, useSyncExternalStore } from 'react';

// 1 at 1920 by 1080, 2 at 3840 by 2160; the smaller side decides.
export function scaleOf(width: number, height: number): number {
  return Math.max(0.5, Math.min(width / 1920, height / 1080));
}

function subscribe(changed: () => void): () => void {
  globalThis.addEventListener('resize', changed);
  return () => globalThis.removeEventListener('resize', changed);
}

export function useScale(): number {
  return useSyncExternalStore(subscribe, () => scaleOf(innerWidth, innerHeight));
}

export function useWakeLock(): void {
  useEffect(() => {
    if (!('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | undefined;
    let over = false;
    const hold = async () => {
      if (document.visibilityState !== 'visible') return;
      try {
        const held = await navigator.wakeLock.request('screen');
        if (over) await held.release();
        else lock = held;
      } catch {
        // Saving energy comes first on some devices; the wall works all the same.
      }
    };
    const again = () => void hold();
    again();
    document.addEventListener('visibilitychange', again);
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', again);
      void lock?.release();
    };
  }, []);
}
