// Clocks of other places: what a clock on the wall shows at a moment, and at which moment it shows that. The browser
// knows the zones; the device's own zone is never used. Pure.
export const usualZone = 'Asia/Shanghai';

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  clocks.set(zone, made);
  return made;
}

// "2026-03-01T08:30:00"
export function wallOf(at: number, zone: string): string {
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`;
}

// Milliseconds that the clock of the zone is before UTC's.
export function offsetAt(at: number, zone: string): number {
  const whole = Math.floor(at / 1_000) * 1_000;
  return Date.parse(`${wallOf(whole, zone)}Z`) - whole;
}

// The moment at which the clock shows that; of an hour that it leaves out, the one after, of one that it shows twice, the
// first. Milliseconds since 1970.
export function instantOf(wall: string, zone: string): number {
  const asUtc = Date.parse(`${wall}Z`);
  const dayMs = 86_400_000;
  const before = asUtc - offsetAt(asUtc - dayMs, zone);
  if (offsetAt(before, zone) === asUtc - before) return before;
  const after = asUtc - offsetAt(asUtc + dayMs, zone);
  return offsetAt(after, zone) === asUtc - after ? after : before;
}

// "2026-03-01"
export function dayOf(at: number, zone: string): string {
  return wallOf(at, zone).slice(0, 10);
}

export function hourOf(at: number, zone: string): number {
  return Number(wallOf(at, zone).slice(11, 13));
}

// Every zone that the browser knows; the given ones first.
export function zoneNames(first: readonly string[]): string[] {
  return [...new Set([...first, ...Intl.supportedValuesOf('timeZone'), 'UTC'])];
}
