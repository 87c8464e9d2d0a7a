// Goal: of a long list exactly the rows on the screen are drawn, and the space for the rest is as high as the rest.
import { describe, expect, it } from 'vitest';
import { blocksOf, Heights, visibleRange } from '../list/window';

const heightOf = (heights: Heights, start: number, end: number) => {
  let sum = 0;
  for (let i = start; i < end; i += 1) sum += heights.of(i);
  return sum;
};

describe('visibleRange', () => {
  it('draws the first screen and some spare rows', () => {
    const range = visibleRange(1000, new Heights(50), 0, 500, { above: 3, below: 3 });
    expect(range).toEqual({ start: 0, end: 13, before: 0, after: 987 * 50 });
  });

  it('covers the screen wherever it is, whatever the heights are', () => {
    const heights = new Heights(40);
    for (let i = 0; i < 300; i += 1) heights.set(i, 30 + ((i * 37) % 60));
    const all = heightOf(heights, 0, 300);
    for (let offset = 0; offset < all - 400; offset += 97) {
      const range = visibleRange(300, heights, offset, 400, { above: 2, below: 2 });
      expect(range.before).toBeCloseTo(heightOf(heights, 0, range.start));
      expect(range.after).toBeCloseTo(heightOf(heights, range.end, 300));
      expect(range.before).toBeLessThanOrEqual(offset);
      expect(all - range.after).toBeGreaterThanOrEqual(offset + 400);
      expect(range.end - range.start).toBeLessThan(400 / 30 + 2 * 2 + 2);
    }
  });

  it('shows the last rows at the end and beyond it', () => {
    const range = visibleRange(100, new Heights(50), 100_000, 500, { above: 3, below: 3 });
    expect(range.end).toBe(100);
    expect(range.after).toBe(0);
  });

  it('draws whole blocks, more of them where the list moves to', () => {
    const heights = new Heights(50);
    for (let offset = 0; offset < 45_000; offset += 77) {
      const spare = { above: 4, below: 12 };
      const range = visibleRange(1_001, heights, offset, 500, spare, 8);
      const exact = visibleRange(1_001, heights, offset, 500, spare);
      expect(range.start % 8).toBe(0);
      expect(range.end === 1_001 || range.end % 8 === 0).toBe(true);
      expect([exact.start - range.start, range.end - exact.end].every((more) => more >= 0 && more < 8)).toBe(
        true,
      );
      expect(range.before).toBe(range.start * 50);
      expect(range.after).toBe((1_001 - range.end) * 50);
    }
  });

  it('cuts a range into blocks, the last one as long as is left', () => {
    expect(blocksOf({ start: 8, end: 27 }, 8)).toEqual([
      { start: 8, end: 16 },
      { start: 16, end: 24 },
      { start: 24, end: 27 },
    ]);
  });

  it('passes over rows by the block as if one by one', () => {
    const heights = new Heights(40);
    for (let i = 100; i < 1_500; i += 3) heights.set(i, 20 + ((i * 37) % 90));
    for (const [start, end] of [
      [0, 2_000],
      [255, 257],
      [256, 512],
      [300, 1_999],
    ] as const)
      expect(heights.between(start, end)).toBeCloseTo(heightOf(heights, start, end));
    for (let offset = 0; offset < 70_000; offset += 613) {
      const { row, top } = heights.at(offset, 2_000);
      expect(top).toBeCloseTo(heightOf(heights, 0, row));
      expect(top).toBeLessThanOrEqual(offset);
      expect(top + heights.of(row)).toBeGreaterThan(offset);
    }
    expect(heights.at(1e9, 2_000).row).toBe(2_000);
  });

  it('takes the mean of the first rows that are measured for the others', () => {
    const heights = new Heights(50);
    expect(heights.set(0, 100)).toBe(true);
    expect(heights.set(0, 100)).toBe(false);
    heights.set(1, 60);
    expect([heights.of(0), heights.of(1), heights.of(2)]).toEqual([100, 60, 80]);
  });

  it('leaves what is on the screen in its place, whatever the rows measure that come in', () => {
    const heights = new Heights(50);
    for (let i = 0; i < 100; i += 1) heights.set(i, 48);
    const { start, end, before } = visibleRange(100_000, heights, 1_440_000, 900, { above: 4, below: 12 });
    for (let i = start; i < end; i += 1) heights.set(i, 70);
    expect(heights.between(0, start)).toBe(before);
  });
});
