// Parts per million of the total, as points of a hundred; and what the reasons that are told do not explain.
import type { ScoreReport } from '@/kit/api';

export const fullPpm = 1_000_000;
const ppmOfPoint = 10_000;

// One decimal.
export function pointsOf(ppm: number): string {
  return (ppm / ppmOfPoint).toFixed(1);
}

// A total, rounded so that it and what was lost, as that is shown, make a hundred.
export function totalOf(ppm: number): string {
  return (100 - Number(pointsOf(fullPpm - ppm))).toFixed(1);
}

// What was lost, with its sign; nothing lost has none.
export function lossOf(ppm: number): string {
  const points = pointsOf(ppm);
  return Number(points) === 0 ? '0' : `−${points}`;
}

// The reasons are the gravest only, and a party of whom little is known begins below a hundred: what the total lacks
// beyond the reasons, so that the lines sum up.
export function restOf({ total_ppm, reasons }: Pick<ScoreReport, 'total_ppm' | 'reasons'>): number {
  return reasons.reduce((left, reason) => left - reason.lost_ppm, fullPpm - total_ppm);
}
