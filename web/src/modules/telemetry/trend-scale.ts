// The arithmetic of trends: windows of time from a year to a second, round ticks, paths of pixels.
import type { PointSeries } from '@/kit/api';
import type { Range } from './use-telemetry';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
// The windows that buttons offer, the widest first.
export const windows = [
  { name: 'year', ms: 365 * day },
  { name: 'month', ms: 30 * day },
  { name: 'week', ms: 7 * day },
  { name: 'day', ms: day },
  { name: 'hour', ms: hour },
  { name: 'minute', ms: minute },
  { name: 'second', ms: second },
] as const;
export type WindowName = (typeof windows)[number]['name'];
const narrowest = second / 2;
const widest = 10 * 365 * day;

// Around `at` (0 to 1 of the range) by a factor; within the bounds.
export function zoomed({ from, to }: Range, at: number, factor: number): Range {
  const width = Math.min(Math.max((to - from) * factor, narrowest), widest);
  const middle = from + (to - from) * at;
  const start = Math.round(middle - width * at);
  return { from: start, to: Math.round(start + width) };
}

export function shifted({ from, to }: Range, by: number): Range {
  const ms = Math.round((to - from) * by);
  return { from: from + ms, to: to + ms };
}

// The window that comes nearest to the range.
export function windowOf({ from, to }: Range): WindowName {
  const width = to - from;
  const distance = (ms: number) => Math.abs(Math.log(ms / width));
  return windows.reduce((best, next) => (distance(next.ms) < distance(best.ms) ? next : best)).name;
}

const steps = [
  10,
  50,
  100,
  250,
  500,
  second,
  2 * second,
  5 * second,
  10 * second,
  30 * second,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  7 * day,
  14 * day,
  30 * day,
  91 * day,
  182 * day,
  365 * day,
];

// Moments on round times of a clock that is `offset` milliseconds before UTC's; at most `count` steps lie between the first and the last.
export function ticksOf({ from, to }: Range, count: number, offset: number): number[] {
  const step = steps.find((ms) => (to - from) / ms <= count) ?? (to - from) / count;
  const ticks: number[] = [];
  for (let at = Math.ceil((from + offset) / step) * step - offset; at <= to; at += step) ticks.push(at);
  return ticks;
}

export type Scale = { low: number; high: number };

// The least of 1, 2, 2.5 and 5 times a power of ten that is not below it.
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 2.5, 5].find((step) => step * power >= least) ?? 10) * power;
}

// Of all that is shown, between round numbers; a flat line stands in the middle, and what never was negative has no
// negative end.
export function scaleOf(series: readonly Pick<PointSeries, 'min' | 'max'>[]): Scale | null {
  const lows = series.flatMap(({ min }) => min);
  const highs = series.flatMap(({ max }) => max);
  if (lows.length === 0) return null;
  const low = lows.reduce((a, b) => Math.min(a, b));
  const high = highs.reduce((a, b) => Math.max(a, b));
  const room = high > low ? 0 : Math.max(Math.abs(high) * 0.1, 1);
  const step = roundStep((high - low + 2 * room) / 4);
  const down = Math.floor((low - room) / step) * step;
  return { low: low >= 0 ? Math.max(down, 0) : down, high: Math.ceil((high + room) / step) * step };
}

export const pictureWidth = 1_000;
export const pictureHeight = 240;

type Drawn = { line: string; band: string };

// The mean as a line, lowest to highest as a band behind it. A gap of more than `gapPixels` pixels without values is no
// line.
export function pathsOf(series: PointSeries, range: Range, scale: Scale, pixels: number): Drawn {
  const width = range.to - range.from;
  const x = (ms: number) => ((ms - range.from) / width) * pictureWidth;
  const y = (value: number) => (1 - (value - scale.low) / (scale.high - scale.low)) * pictureHeight;
  const text = (ms: number, value: number) => `${x(ms).toFixed(1)} ${y(value).toFixed(1)}`;
  const usual = usualStep(series.from_ms, width / pixels);
  let line = '';
  let band = '';
  let start = 0;
  const { from_ms: at, min, max, mean } = series;
  const closeRun = (end: number) => {
    if (end - start < 1) return;
    const run = at.slice(start, end);
    line += run.map((ms, i) => `${i === 0 ? 'M' : 'L'}${text(ms, mean[start + i] ?? 0)}`).join('');
    // A single value is a short dash.
    if (run.length === 1) line += `h2`;
    const there = run.map((ms, i) => text(ms, max[start + i] ?? 0));
    const back = run.map((ms, i) => text(ms, min[start + i] ?? 0)).reverse();
    band += `M${[...there, ...back].join('L')}Z`;
  };
  for (let i = 1; i <= at.length; i += 1) {
    if (i < at.length && (at[i] ?? 0) - (at[i - 1] ?? 0) <= usual * gapSteps) continue;
    closeRun(i);
    start = i;
  }
  return { line, band };
}

const gapSteps = 5;

// How far apart values usually are: the median distance, and not less than a pixel.
function usualStep(at: readonly number[], pixelMs: number): number {
  const distances = at.slice(1).map((ms, i) => ms - (at[i] ?? 0));
  distances.sort((a, b) => a - b);
  return Math.max(distances[Math.floor(distances.length / 2)] ?? 0, pixelMs);
}

// The index of the pixel nearest to a moment; -1 where there is none.
export function nearest(at: readonly number[], ms: number): number {
  if (at.length === 0) return -1;
  let low = 0;
  let high = at.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  const before = at[low - 1];
  return before !== undefined && ms - before < (at[low] ?? 0) - ms ? low - 1 : low;
}
