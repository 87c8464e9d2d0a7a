// Counts by county, gathered for the parts of a region.
import { isWithin, partOf, type Seat } from './seats';

export type Count = { code: string; count: number };

export function gathered(counts: readonly Count[], scope: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { code, count } of counts) {
    if (!isWithin(code, scope)) continue;
    const part = partOf(code, scope);
    sums.set(part, (sums.get(part) ?? 0) + count);
  }
  return sums;
}

// The smallest region that holds everything that is counted: what a map opens with. The country where nothing is.
export function commonScope(counts: readonly Count[]): string {
  const provinces = new Set(counts.filter(({ count }) => count > 0).map(({ code }) => code.slice(0, 2)));
  const [only] = provinces;
  return provinces.size === 1 && only !== undefined ? `${only}0000` : '';
}

// The region above, for the way back; null for the country.
export function parentScope(scope: string, seats: readonly Seat[]): string | null {
  if (scope === '') return null;
  return seats.find((seat) => seat.code === scope)?.parent ?? '';
}
