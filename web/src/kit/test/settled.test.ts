// Goal: while somebody types nothing is asked; when he pauses, once, for what stands there then.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { afterPause } from '../settled';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('tells the last value after the pause, once', () => {
  const told = vi.fn();
  const pause = afterPause(150, told);
  for (const typed of ['S', 'SO', 'SO-', 'SO-2']) {
    pause.next(typed);
    vi.advanceTimersByTime(149);
  }
  expect(told).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(told.mock.calls).toEqual([['SO-2']]);
  vi.advanceTimersByTime(10_000);
  expect(told).toHaveBeenCalledTimes(1);
});

it('tells each value that stood long enough', () => {
  const told = vi.fn();
  const pause = afterPause(150, told);
  pause.next('SO');
  vi.advanceTimersByTime(150);
  pause.next('SO-2');
  vi.advanceTimersByTime(150);
  expect(told.mock.calls).toEqual([['SO'], ['SO-2']]);
});

it('tells nothing after it was stopped', () => {
  const told = vi.fn();
  const pause = afterPause(150, told);
  pause.next('SO');
  pause.stop();
  vi.advanceTimersByTime(1_000);
  expect(told).not.toHaveBeenCalled();
});
