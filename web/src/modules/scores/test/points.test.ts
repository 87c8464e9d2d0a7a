// Goal: what the page says of a score adds up: points of a hundred, losses, and the part that no reason explains.
import { describe, expect, it } from 'vitest';
import type { ScoreReason } from '@/kit/api';
import { lossOf, pointsOf, restOf, totalOf } from '../points';

describe('points', () => {
  it('are a hundred at most, with one decimal', () => {
    expect([1_000_000, 874_600, 0].map(pointsOf)).toEqual(['100.0', '87.5', '0.0']);
  });
  it('and what was lost make a hundred as they are shown', () => {
    expect([totalOf(907_500), pointsOf(92_500)]).toEqual(['90.7', '9.3']);
    expect(totalOf(1_000_000)).toBe('100.0');
  });
  it('that are lost carry a sign, nothing lost carries none', () => {
    expect([35_000, 400, 0].map(lossOf)).toEqual(['−3.5', '0', '0']);
  });
});

describe('the rest', () => {
  const reason = (lost_ppm: number) => ({ lost_ppm }) as ScoreReason;
  it('is what the reasons leave of what the total lacks', () => {
    expect(restOf({ total_ppm: 870_000, reasons: [reason(80_000), reason(15_000)] })).toBe(35_000);
    expect(restOf({ total_ppm: 907_500, reasons: [] })).toBe(92_500);
    expect(lossOf(restOf({ total_ppm: 870_000, reasons: [reason(129_990)] }))).toBe('0');
  });
});
