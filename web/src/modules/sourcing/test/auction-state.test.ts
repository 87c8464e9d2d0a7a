// Goal: who has the row and the changes since knows the auction; what comes twice counts once.
import { expect, test } from 'vitest';
import { changed, curveOf, mostOf, remainingText, type Live } from '../auction-state';
import type { Auction } from '../use-sourcing';

const row = {
  format: 'english',
  status: 'running',
  moves: 1,
  offers: 1,
  best: 900,
  last_alias: 2,
  last_amount: 900,
};
const live = { auction: { ...row, last_adjusted: 900 } as unknown as Auction, offers: [] } as Live;
const offered = {
  event: 'auction.offered',
  at: '2026-03-01T00:00:10.000Z',
  data: { moves: [1, 2], best: [900, 880], last_amount: [900, 880], last_adjusted: [900, 880] },
};

test('a change is applied once', () => {
  const after = changed(live, offered);
  expect(after.auction.best).toBe(880);
  // The same bidder again: his alias did not change, and is not told.
  expect(after.offers).toEqual([{ number: 2, alias: 2, amount: 880, adjusted: 880, at: offered.at }]);
  expect(changed(after, offered)).toBe(after);
  expect(
    changed(after, { event: 'auction.closed', at: '', data: { status: ['running', 'closed'] } }).auction
      .status,
  ).toBe('closed');
});

test('the most that may be offered', () => {
  expect(mostOf(live.auction, 10, 1_000, null)).toBe(890);
  expect(mostOf({ ...live.auction, best: null }, 10, 1_000, null)).toBe(1_000);
  expect(mostOf({ ...live.auction, format: 'three_round' }, 10, 1_000, 700)).toBe(690);
});

test('time and curve', () => {
  expect(remainingText(61_000)).toBe('01:01');
  expect(remainingText(3_600_000)).toBe('1:00:00');
  expect(remainingText(-5)).toBe('00:00');
  const from = Date.parse('2026-03-01T00:00:00.000Z');
  expect(curveOf([], from, from + 1)).toBe('');
  const after = changed(live, offered);
  expect(curveOf(after.offers, from, from + 20_000)).toBe('50.00,50 100,50');
});
