// Goal: the supplier's money is added up by when it comes; a credit note lowers it, what is blocked stands apart.
import { expect, it } from 'vitest';
import { openOf, sumsOf } from '../money';

const row = (due_on: string | null, agreed_total: number, more: object = {}) => ({
  status: 'matched' as const,
  kind: 'invoice' as const,
  agreed_total,
  paid_total: 0,
  net_total: agreed_total,
  tax_total: 0,
  due_on,
  ...more,
});

it('adds up what is overdue, soon, later and blocked', () => {
  const rows = [
    row('2026-02-27', 100),
    row('2026-03-01', 200),
    row('2026-03-31', 300),
    row('2026-04-01', 400),
    row('2026-03-15', 500, { status: 'blocked', net_total: 900 }),
    row(null, 50, { kind: 'credit_note' }),
    row('2026-03-15', 700, { status: 'paid' }),
  ];
  expect(sumsOf(rows, '2026-03-01')).toEqual({ overdue: 100, soon: 950, later: 400, blocked: 400 });
  expect(openOf(row('2026-03-15', 500, { paid_total: 200 }))).toBe(300);
});
