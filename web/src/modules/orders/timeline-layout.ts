// Where bars and days stand on a time line. Pure.
const dayMs = 86_400_000;
const ticksMax = 9;

export type Span = { from: number; to: number };

// All of them, with a little air at both ends.
export function spanOf(instants: readonly number[]): Span {
  const [low, high] = [Math.min(...instants), Math.max(...instants)];
  const air = Math.max((high - low) * 0.02, dayMs / 8);
  return { from: low - air, to: high + air };
}

// 0 to 1.
export function shareOf(at: number, { from, to }: Span): number {
  return Math.min(1, Math.max(0, (at - from) / (to - from)));
}

// Midnights of a zone that is `offset` before UTC: every day where that is not too many, else every second, third … one.
export function ticksOf({ from, to }: Span, offset: number): number[] {
  const days = Math.ceil((to - from) / dayMs);
  const step = Math.max(1, Math.ceil(days / ticksMax)) * dayMs;
  const first = Math.ceil((from + offset) / dayMs) * dayMs - offset;
  const ticks: number[] = [];
  for (let at = first; at < to; at += step) ticks.push(at);
  return ticks;
}
