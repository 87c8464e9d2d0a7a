// Goal: every operation has a place of its own behind its predecessors, at any width, also where the graph is not sound.
import { describe, expect, it } from 'vitest';
import { columnsFor, layoutOf, levelsOf, size, type Step } from '../graph-layout';

const plate: Step[] = [
  { number: 10, predecessors: [] },
  { number: 20, predecessors: [10] },
  { number: 30, predecessors: [20] },
  { number: 40, predecessors: [20] },
  { number: 50, predecessors: [30, 40] },
  { number: 60, predecessors: [50] },
];

describe('the layout of a routing', () => {
  it('puts an operation behind the longest way to it', () => {
    expect([...levelsOf(plate).values()]).toEqual([0, 1, 2, 2, 3, 4]);
    expect(levelsOf([...plate, { number: 70, predecessors: [10, 60] }]).get(70)).toBe(5);
  });

  it.each([200, 390, 700, 1100, 3000])('overlaps nothing and leaves nothing out at %i pixels', (width) => {
    const { boxes, edges, ...whole } = layoutOf(plate, width);
    expect(boxes).toHaveLength(6);
    expect(edges).toHaveLength(6);
    for (const a of boxes) {
      expect(a.x + size.width).toBeLessThanOrEqual(whole.width);
      expect(a.y + size.height).toBeLessThanOrEqual(whole.height);
      for (const b of boxes)
        if (a !== b)
          expect(Math.abs(a.x - b.x) >= size.width || Math.abs(a.y - b.y) >= size.height).toBe(true);
    }
    expect(whole.width).toBeLessThanOrEqual(Math.max(width, size.width + 2 * size.margin));
    expect(columnsFor(width)).toBeGreaterThan(0);
  });

  it('ends with circles and with what is not there', () => {
    const odd: Step[] = [
      { number: 1, predecessors: [2, 9] },
      { number: 2, predecessors: [1] },
    ];
    expect(layoutOf(odd, 500).boxes).toHaveLength(2);
    expect(layoutOf([], 500).boxes).toHaveLength(0);
  });
});
