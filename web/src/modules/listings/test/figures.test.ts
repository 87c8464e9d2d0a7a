// Goal: figures reach people without loss, and whose turn it is follows from the state.
import { describe, expect, it } from 'vitest';
import { countOf, isBetter, isOurTurn, microOf, milliOf, percentOf, yuanOf } from '../figures';

describe('figures', () => {
  it('go there and back', () => {
    for (const value of [0.001, 1, 10.9, 11_000, 0.123]) expect(countOf(milliOf(value))).toBe(value);
    for (const value of [0.000001, 0.0125, 15.5, 10_900]) expect(yuanOf(microOf(value))).toBe(value);
  });
  it('are percents with a tenth', () => {
    expect(percentOf(-50_000)).toBe('-5');
    expect(percentOf(12_345)).toBe('1.2');
    expect(percentOf(0)).toBe('0');
  });
});

describe('a price', () => {
  it('is better where it is cheaper to buy or dearer to sell', () => {
    expect(isBetter(-1, 'demand')).toBe(true);
    expect(isBetter(1, 'demand')).toBe(false);
    expect(isBetter(1, 'supply')).toBe(true);
    expect(isBetter(0, 'supply')).toBe(false);
  });
});

describe('the turn', () => {
  it('is the other side’s after an offer', () => {
    expect(isOurTurn({ status: 'offered', organisation_id: '1' }, '1')).toBe(false);
    expect(isOurTurn({ status: 'offered', organisation_id: '1' }, '2')).toBe(true);
    expect(isOurTurn({ status: 'countered', organisation_id: '1' }, '1')).toBe(true);
    expect(isOurTurn({ status: 'agreed', organisation_id: '1' }, '1')).toBe(false);
  });
});
