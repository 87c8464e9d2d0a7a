// Goal: bids stand beside each other by line; the lowest is marked where there is a choice, and what awarding by line
// would cost is told only where every line was offered.
import { describe, expect, it } from 'vitest';
import { bestAnswerOf, cherryPicked, columnsOf, lowestOf } from '../price-columns';
import type { Bid, Rfx } from '../use-sourcing';

const bid = (
  id: string,
  offers: [number, number, number][],
  answers: [number, number][] = [],
  status = 'opened',
) =>
  ({
    id,
    bidder_name: id,
    status,
    offers: offers.map(([position, unit_price, value]) => ({ position, unit_price, value })),
    answers: answers.map(([criterion, value]) => ({ criterion, value })),
  }) as unknown as Bid;
const rfx = { lines: [{ position: 1 }, { position: 2 }] } as Pick<Rfx, 'lines'>;
const two = [
  bid(
    'dear',
    [
      [1, 100, 1_000],
      [2, 300, 3_000],
    ],
    [[1, 7]],
  ),
  bid(
    'cheap',
    [
      [1, 200, 2_000],
      [2, 150, 1_500],
    ],
    [[1, 29]],
  ),
];

describe('bids beside each other', () => {
  it('stand in the order of their sums, without those that say nothing or were thrown out', () => {
    const all = columnsOf([...two, bid('sealed', []), bid('out', [[1, 1, 1]], [], 'disqualified')]);
    expect(all.map(({ id, total }) => [id, total])).toEqual([
      ['cheap', 3_500],
      ['dear', 4_000],
    ]);
  });

  it('mark the lowest of a line where there is a choice', () => {
    expect(lowestOf(columnsOf(two), 1)).toBe(100);
    expect(lowestOf(columnsOf(two), 2)).toBe(150);
    expect(lowestOf(columnsOf(two.slice(0, 1)), 1)).toBeUndefined();
  });

  it('mark the answer that is charged least, whichever way the criterion points', () => {
    const way = (worst: number, best: number) =>
      bestAnswerOf(columnsOf(two), 1, { name: '', weight: 1, worst, best } as Rfx['criteria'][number]);
    expect(way(30, 5)).toBe(7);
    expect(way(5, 30)).toBe(29);
  });

  it('tell what the cheapest of every line come to, where every line was offered', () => {
    expect(cherryPicked(columnsOf(two), rfx)).toBe(2_500);
    expect(cherryPicked(columnsOf([bid('one', [[1, 1, 1]])]), rfx)).toBeUndefined();
  });
});
