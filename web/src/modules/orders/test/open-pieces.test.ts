// Goal: pieces are sent on once: what is handed over or may still be signed for is not open, what was lost is.
import { expect, it } from 'vitest';
import { openPieces } from '../open-pieces';

const sent = (status: string, ...quantities: number[]) => ({
  status,
  lines: quantities.map((quantity) => ({ quantity })),
});

it('counts what is not handed over and not under way', () => {
  const task = { good: 100_000, handed_over: 20_000 };
  expect(openPieces(task, [])).toBe(80_000);
  expect(
    openPieces(task, [sent('signed', 20_000), sent('dispatched', 10_000, 5_000), sent('draft', 1_000)]),
  ).toBe(64_000);
  expect(openPieces(task, [sent('lost', 30_000)])).toBe(80_000);
});

it('is never below nothing', () => {
  expect(openPieces({ good: 5_000, handed_over: 0 }, [sent('arrived', 9_000)])).toBe(0);
});
