// What the wall asks of the screen: how large it is.
import { useSyncExternalStore } from 'react';

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
