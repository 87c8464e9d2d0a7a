// Goal: a deed on many rows reaches each of them once, a few at a time, and a failure of one stops no other.
import { describe, expect, it } from 'vitest';
import { Problem } from '../api/problem';
import { runOverRows } from '../list/bulk';

describe('runOverRows', () => {
  it('tells an outcome for every row, in their order', async () => {
    const seen: number[] = [];
    const progress: number[] = [];
    const outcomes = await runOverRows(
      [1, 2, 3, 4, 5, 6, 7],
      async (row) => {
        await Promise.resolve();
        seen.push(row);
        if (row % 3 === 0) throw new Problem(409, 'flow.bad_transition', '不行', '', []);
      },
      (done) => progress.push(done),
    );
    expect([...seen].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(outcomes.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(outcomes.filter(({ problem }) => problem).map(({ row }) => row)).toEqual([3, 6]);
    expect(progress).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('asks for a few at a time', async () => {
    let running = 0;
    let most = 0;
    await runOverRows(Array.from({ length: 20 }), async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
    });
    expect(most).toBe(4);
    expect(await runOverRows([], () => Promise.resolve())).toEqual([]);
  });
});
