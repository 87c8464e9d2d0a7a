// Goal: moments and wall clocks go both ways in every zone, also where the clock is set, whatever zone the device has.
import { describe, expect, it } from 'vitest';
import { dayOf, hourOf, instantOf, offsetAt, wallOf, zoneNames } from '../time-zone';

const at = (text: string) => Date.parse(text);

describe('a clock of another place', () => {
  it('shows the time there', () => {
    expect(wallOf(at('2026-03-01T16:30:05Z'), 'Asia/Shanghai')).toBe('2026-03-02T00:30:05');
    expect(wallOf(at('2026-03-01T16:30:05Z'), 'Asia/Kathmandu')).toBe('2026-03-01T22:15:05');
    expect(dayOf(at('2026-03-01T16:30:00Z'), 'Asia/Shanghai')).toBe('2026-03-02');
    expect(hourOf(at('2026-03-01T16:30:00Z'), 'Asia/Shanghai')).toBe(0);
    expect(offsetAt(at('2026-07-01T00:00:00.500Z'), 'Europe/Berlin')).toBe(2 * 3_600_000);
  });

  it('goes back to the moment', () => {
    for (const zone of ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'UTC'])
      for (let hour = 0; hour < 24 * 366; hour += 7) {
        const moment = at('2026-01-01T00:20:00Z') + hour * 3_600_000;
        const wall = wallOf(moment, zone);
        const back = instantOf(wall, zone);
        expect(wallOf(back, zone), zone).toBe(wall);
        expect(moment - back === 0 || moment - back === 3_600_000, `${zone} ${wall}`).toBe(true);
      }
  });

  it('has an answer for the hour that is left out and for the one that is twice', () => {
    expect(instantOf('2026-03-29T02:30:00', 'Europe/Berlin')).toBe(at('2026-03-29T01:30:00Z'));
    expect(instantOf('2026-10-25T02:30:00', 'Europe/Berlin')).toBe(at('2026-10-25T00:30:00Z'));
    expect(instantOf('2026-03-01T23:59:59.999', 'Asia/Shanghai')).toBe(at('2026-03-01T15:59:59.999Z'));
  });

  it('is chosen from all that there are', () => {
    const names = zoneNames(['Asia/Shanghai', 'UTC']);
    expect(names.slice(0, 2)).toEqual(['Asia/Shanghai', 'UTC']);
    expect(names.length).toBeGreaterThan(300);
    expect(new Set(names).size).toBe(names.length);
  });
});
