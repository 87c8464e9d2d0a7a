// Goal: a week holds every minute of an interval once, in the column of its day in China.
import { describe, expect, it } from 'vitest';
import { dayMs, mondayOf, piecesOf } from '../week-layout';

const monday = Date.parse('2026-03-02T00:00:00+08:00');
const at = (starts_at: string, ends_at: string) => ({ starts_at, ends_at });

describe('the week of a machine', () => {
  it('begins on Monday in China', () => {
    for (const moment of ['2026-03-02T00:00:00+08:00', '2026-03-05T12:00:00Z', '2026-03-08T23:59:59+08:00'])
      expect(mondayOf(Date.parse(moment))).toBe(monday);
    expect(mondayOf(monday - 1)).toBe(monday - 7 * dayMs);
  });

  it('cuts what goes over midnight', () => {
    const pieces = piecesOf([at('2026-03-02T22:00:00+08:00', '2026-03-04T06:00:00+08:00')], monday);
    expect(pieces.map(({ day, top, height, isFirst }) => [day, top * 24, height * 24, isFirst])).toEqual([
      [0, 22, 2, true],
      [1, 0, 24, false],
      [2, 0, 6, false],
    ]);
  });

  it('shows only what lies within', () => {
    const pieces = piecesOf(
      [
        at('2026-02-28T00:00:00+08:00', '2026-03-02T06:00:00+08:00'),
        at('2026-03-08T18:00:00+08:00', '2026-03-12T00:00:00+08:00'),
        at('2026-04-01T00:00:00+08:00', '2026-04-02T00:00:00+08:00'),
      ],
      monday,
    );
    expect(pieces.map(({ day, height }) => [day, height * 24])).toEqual([
      [0, 6],
      [6, 6],
    ]);
  });
});
