// Numbers of orders as people read them. Pure.
import type { Language } from '@/kit/i18n';
import { formatNumber } from '@/kit/format';

const onePiece = 1_000; // milli
const dayMs = 86_400_000;
const chinaMs = 8 * 3_600_000;

export const milliOf = (pieces: number) => Math.round(pieces * onePiece);
export const piecesOf = (milli: number) => milli / onePiece;

// Plans divide lots by shares; people count whole pieces.
export const wholeUp = (milli: number) => Math.ceil(milli / onePiece) * onePiece;

export function formatPieces(milli: number, language: Language): string {
  return formatNumber(piecesOf(milli), language);
}

// Days between the day of `at` in China and a date; positive: later than the date.
export function daysPast(at: string, date: string): number {
  const day = Math.floor((Date.parse(at) + chinaMs) / dayMs);
  return day - Math.floor(Date.parse(`${date}T00:00:00Z`) / dayMs);
}

// "0.5": days by which something is past, one decimal below ten.
export function daysBetween(from: number, to: number): string {
  const days = (to - from) / dayMs;
  return days < 10 ? String(Math.round(days * 10) / 10) : String(Math.round(days));
}

export type Left = { days: number; hours: number; minutes: number; seconds: number };

// null: the moment is past.
export function timeLeft(until: string, now: number): Left | null {
  const seconds = Math.floor((Date.parse(until) - now) / 1_000);
  if (seconds <= 0) return null;
  return {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor((seconds % 86_400) / 3_600),
    minutes: Math.floor((seconds % 3_600) / 60),
    seconds: seconds % 60,
  };
}

// A twentieth is little, a fifth is much.
export function riskOf(ppm: number): 'low' | 'middle' | 'high' {
  if (ppm < 50_000) return 'low';
  return ppm < 200_000 ? 'middle' : 'high';
}

const kinds = ['cheapest', 'fastest', 'safest', 'other'];
export function byKind<T extends { kind: string }>(options: readonly T[]): T[] {
  return [...options].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
}

type Compared = { id: string; price: number; promise_at: string; risk_ppm: number };
export type Best = 'best_price' | 'best_promise' | 'best_risk';

// What each option is the best in; nothing is said where all are alike.
export function bestOf(options: readonly Compared[]): ReadonlyMap<string, Best[]> {
  const found = new Map<string, Best[]>();
  const measures: [Best, (option: Compared) => number][] = [
    ['best_price', (option) => option.price],
    ['best_promise', (option) => Date.parse(option.promise_at)],
    ['best_risk', (option) => option.risk_ppm],
  ];
  for (const [best, measure] of measures) {
    const values = options.map(measure);
    const least = Math.min(...values);
    if (options.length < 2 || values.every((value) => value === least)) continue;
    for (const option of options.filter((one) => measure(one) === least))
      found.set(option.id, [...(found.get(option.id) ?? []), best]);
  }
  return found;
}

const hourMs = 3_600_000;
// Fen that an hour of a task earns.
export function fenPerHour(task: {
  price: number;
  planned_start_at: string;
  planned_end_at: string;
}): number {
  const hours = (Date.parse(task.planned_end_at) - Date.parse(task.planned_start_at)) / hourMs;
  return hours > 0 ? Math.round(task.price / hours) : 0;
}

// The Monday before, at midnight in China.
export function mondayOf(at: number): number {
  const day = Math.floor((at + chinaMs) / dayMs);
  // 1 January 1970 was a Thursday.
  return (day - ((day + 3) % 7)) * dayMs - chinaMs;
}
