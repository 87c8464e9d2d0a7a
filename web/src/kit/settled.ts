// A value once it has stood for a moment: the server is asked for what somebody types when he pauses, not at each letter.
import { useEffect, useState } from 'react';

export type Pause<T> = { next: (value: T) => void; stop: () => void };

// Tells the last of the values that came within `pauseMs` of each other.
export function afterPause<T>(pauseMs: number, tell: (value: T) => void): Pause<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  return {
    stop,
    next: (value) => {
      stop();
      timer = setTimeout(() => tell(value), pauseMs);
    },
  };
}

export function useSettled<T>(value: T, pauseMs: number): T {
  const [settled, setSettled] = useState(value);
  const [pause] = useState(() => afterPause(pauseMs, (next: T) => setSettled(() => next)));
  useEffect(() => {
    pause.next(value);
    return pause.stop;
  }, [pause, value]);
  return settled;
}
