// Goal: a return stands at the step where its goods are, and goods that go back are worth their part of the price, exactly.
import { describe, expect, it } from 'vitest';
import { presentStep, returnSteps, valueOf } from '../steps';

describe('the way of a return', () => {
  it('follows the goods', () => {
    expect(presentStep({ status: 'requested', sent_at: null })).toBe(0);
    expect(presentStep({ status: 'credited', sent_at: '2026-03-01T08:00:00Z' })).toBe(4);
    expect(presentStep({ status: 'closed', sent_at: '2026-03-01T08:00:00Z' })).toBe(returnSteps.length);
  });
  it('is left by what was refused, disputed or never sent', () => {
    expect(presentStep({ status: 'refused', sent_at: null })).toBeUndefined();
    expect(presentStep({ status: 'closed', sent_at: null })).toBeUndefined();
  });
});

describe('the value of a part', () => {
  it('is its share of the price, rounded half up', () => {
    expect(valueOf({ price: 100, quantity: 3_000 }, 1_000)).toBe(33);
    expect(valueOf({ price: 100, quantity: 3_000 }, 2_000)).toBe(67);
    expect(valueOf({ price: 1, quantity: 2_000 }, 1_000)).toBe(1);
  });
  it('is exact beyond what floating point holds', () => {
    const order = { price: 9_007_199_254_740_991, quantity: 1_000_000_000_000 };
    expect(valueOf(order, 1_000_000_000_000)).toBe(9_007_199_254_740_991);
  });
  it('is nothing where the order has no quantity', () => {
    expect(valueOf({ price: 100, quantity: 0 }, 1_000)).toBe(0);
  });
});
