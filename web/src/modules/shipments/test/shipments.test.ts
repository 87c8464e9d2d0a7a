// Goal: what a receiver signs is what he counted: empty fields are no zeros, fractions are exact, damage goes before
// shortage; and a scanned code opens a shipment and nothing else.
import { describe, expect, it } from 'vitest';
import { countsOf, differenceOf, judgementOf, milliOf, shipmentIn, type Line } from '../counts';

const line = (position: number, quantity: number): Line => ({
  position,
  quantity,
  lot: `L-${position}`,
  goods: '轴套',
  unit: '件',
  packages: 1,
  received: 0,
  damaged: 0,
  subject_position: null,
});
const lines = [line(1, 100_000), line(2, 2_500)];

describe('counts', () => {
  it('are as shipped where all is signed, whatever was typed before', () => {
    const counts = countsOf(lines, [{ received: 3, damaged: 1 }], 'full');
    expect(counts).toEqual([
      { received: 100_000, damaged: 0 },
      { received: 2_500, damaged: 0 },
    ]);
    expect(judgementOf(lines, counts)).toBe('full');
  });
  it('take an empty field as all, and a zero as nothing', () => {
    expect(countsOf(lines, [{ received: null }, { received: 0 }], 'short')).toEqual([
      { received: 100_000, damaged: 0 },
      { received: 0, damaged: 0 },
    ]);
  });
  it('forget damage that was typed before only a shortage was told', () => {
    expect(countsOf(lines, [{ received: 98, damaged: 5 }], 'short')[0]).toEqual({
      received: 98_000,
      damaged: 0,
    });
  });
  it('are exact to the thousandth of a unit', () => {
    expect(milliOf(1.005)).toBe(1_005);
    expect(milliOf(0.1 + 0.2)).toBe(300);
  });
});

describe('a judgement', () => {
  it('is damaged before it is short', () => {
    const counts = countsOf(lines, [{ received: 98, damaged: 1 }], 'damaged');
    expect(judgementOf(lines, counts)).toBe('damaged');
    expect(differenceOf(lines, counts)).toEqual({ missing: 2_000, damaged: 1_000, over: 0 });
  });
  it('is short by one line, though another brought more', () => {
    const counts = countsOf(lines, [{ received: 101 }, { received: 2 }], 'short');
    expect(judgementOf(lines, counts)).toBe('short');
    expect(differenceOf(lines, counts)).toEqual({ missing: 500, damaged: 0, over: 1_000 });
  });
});

describe('a code', () => {
  it('opens a shipment by its label or by what is typed', () => {
    expect(shipmentIn('https://cluster.example/open/shipment/42')).toEqual({ by: 'id', id: '42' });
    expect(shipmentIn('  SH0000000000016J ')).toEqual({ by: 'code', code: 'SH0000000000016J' });
  });
  it('of another document is none, and nothing is none', () => {
    expect(shipmentIn('https://cluster.example/open/machine/42')).toBeNull();
    expect(shipmentIn('   ')).toBeNull();
  });
});
