// Goal: what people write as times of day and what the server counts are the same.
import { describe, expect, it } from 'vitest';
import { endOf, minuteOf, minuteText } from '../minute';

describe('times of day', () => {
  it('are written and read', () => {
    for (const minute of [0, 1, 59, 480, 1439]) expect(minuteOf(minuteText(minute))).toBe(minute);
    expect(minuteText(1500)).toBe('01:00');
    for (const text of ['', '24:00', '8', '08:60', 'noon']) expect(minuteOf(text)).toBeNull();
  });

  it('end on the next day where they are not later', () => {
    expect(endOf(480, '17:00')).toBe(1020);
    expect(endOf(1320, '06:00')).toBe(1800);
    expect(endOf(480, '08:00')).toBe(1920);
    expect(endOf(480, '?')).toBeNull();
  });
});
