// What is due and when, added up. Pure; fen.
import type { Invoice } from './use-invoicing';

export type Due = Pick<Invoice, 'status' | 'agreed_total' | 'paid_total' | 'due_on' | 'kind'>;

export const openOf = (one: Due) =>
  one.status === 'matched' || one.status === 'blocked' ? one.agreed_total - one.paid_total : 0;

// What a debit note holds back waits for its decision.
export const payableOf = (one: Due & Pick<Invoice, 'held_total'>) => openOf(one) - one.held_total;

export type Sums = { overdue: number; soon: number; later: number; blocked: number };

// A credit note lowers what is due first. `soon`: within 30 days of `today` ("2026-03-01").
export function sumsOf(
  invoices: readonly (Due & Pick<Invoice, 'net_total' | 'tax_total'>)[],
  today: string,
): Sums {
  const limit = new Date(`${today}T00:00:00Z`);
  limit.setUTCDate(limit.getUTCDate() + 30);
  const until = limit.toISOString().slice(0, 10);
  const sums: Sums = { overdue: 0, soon: 0, later: 0, blocked: 0 };
  for (const one of invoices) {
    const open = openOf(one) * (one.kind === 'credit_note' ? -1 : 1);
    const due = one.due_on ?? today;
    if (one.kind === 'credit_note' || (due >= today && due <= until)) sums.soon += open;
    else if (due < today) sums.overdue += open;
    else sums.later += open;
    if (one.status === 'blocked') sums.blocked += one.net_total + one.tax_total - one.agreed_total;
  }
  return sums;
}
