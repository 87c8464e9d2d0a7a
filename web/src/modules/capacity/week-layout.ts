// A week as columns of a day in China's time: which piece of an interval falls on which day, in shares of the day. Pure.
const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
const zoneMs = 8 * hourMs;

// The Monday, 00:00 in China, of the week that holds the moment.
export function mondayOf(moment: number): number {
  const local = moment + zoneMs;
  const day = Math.floor(local / dayMs);
  // 1970-01-01 was a Thursday.
  return (day - ((day + 3) % 7)) * dayMs - zoneMs;
}

export type Piece<T> = { day: number; top: number; height: number; of: T; isFirst: boolean };

export function piecesOf<T extends { starts_at: string; ends_at: string }>(
  intervals: readonly T[],
  monday: number,
): Piece<T>[] {
  return intervals.flatMap((of) => {
    const begin = Math.max(monday, Date.parse(of.starts_at));
    const end = Math.min(monday + 7 * dayMs, Date.parse(of.ends_at));
    const pieces: Piece<T>[] = [];
    for (let day = Math.floor((begin - monday) / dayMs); day < 7; ++day) {
      const from = Math.max(begin, monday + day * dayMs);
      const to = Math.min(end, monday + (day + 1) * dayMs);
      if (to <= from) break;
      pieces.push({
        day,
        top: (from - monday - day * dayMs) / dayMs,
        height: (to - from) / dayMs,
        of,
        isFirst: pieces.length === 0,
      });
    }
    return pieces;
  });
}
