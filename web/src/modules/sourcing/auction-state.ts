// A live auction as its follower knows it: the row, kept current by the changes that the feed tells. Pure.
import type { Auction, AuctionMove } from './use-sourcing';

export type Offer = { number: number; alias: number; amount: number; adjusted: number; at: string };
export type Live = { auction: Auction; offers: Offer[] };
export type Change = { event: string; at: string; data?: Record<string, readonly unknown[]> };

const offersKept = 500;

export function offersOf(moves: readonly AuctionMove[]): Offer[] {
  return moves
    .filter(({ alias }) => alias > 0)
    .map(({ number, alias, amount, adjusted, moved_at: at }) => ({ number, alias, amount, adjusted, at }))
    .sort((a, b) => a.number - b.number);
}

// Each change says [before, after] of every field that changed. What was known already changes nothing.
export function changed(live: Live, change: Change): Live {
  const data = change.data ?? {};
  const moves = data.moves?.[1];
  if (typeof moves === 'number' && moves <= live.auction.moves) return live;
  const after = Object.fromEntries(Object.entries(data).map(([name, [, value]]) => [name, value]));
  const auction = { ...live.auction, ...after };
  if (change.event !== 'auction.offered') return { ...live, auction };
  const offer = {
    number: auction.moves,
    alias: auction.last_alias,
    amount: auction.last_amount,
    adjusted: auction.last_adjusted,
    at: change.at,
  };
  return { auction, offers: [...live.offers, offer].slice(-offersKept) };
}

// The most that may be offered now; null: nothing is asked of the amount but its own rules.
export function mostOf(
  auction: Auction,
  step: number | null | undefined,
  start: number | null | undefined,
  own: number | null,
): number | null {
  if (auction.format === 'english') {
    if (typeof auction.best === 'number') return auction.best - (step ?? 0);
    return start ?? null;
  }
  if (auction.format === 'three_round' && own !== null) return own - (step ?? 0);
  return null;
}

export function remainingText(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1_000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const rest = `${two(Math.floor((seconds % 3_600) / 60))}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

// The offers as a falling staircase in a box of 100 by 100: "x,y x,y …".
export function curveOf(offers: readonly Offer[], from: number, until: number): string {
  if (offers.length === 0) return '';
  const values = offers.map(({ adjusted }) => adjusted);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (at: string) => (((Date.parse(at) - from) / Math.max(1, until - from)) * 100).toFixed(2);
  const y = (value: number) => (high === low ? 50 : 92 - ((value - low) / (high - low)) * 84).toFixed(0);
  let best = Infinity;
  const points: string[] = [];
  for (const offer of offers) {
    const before = best;
    best = Math.min(best, offer.adjusted);
    if (before !== Infinity) points.push(`${x(offer.at)},${y(before)}`);
    points.push(`${x(offer.at)},${y(best)}`);
  }
  points.push(`100,${y(best)}`);
  return points.join(' ');
}
