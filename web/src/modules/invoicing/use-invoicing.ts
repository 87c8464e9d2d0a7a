// What the pages of statements and invoices ask the server for, and how states look.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, fetchRow, unwrap, type Item } from '@/kit/api';
import type { Tone } from '@/kit/page';

export type Statement = Item<'/api/v1/statements'>;
export type StatementLine = Item<'/api/v1/statement-lines'>;
export type Invoice = Item<'/api/v1/supplier-invoices'>;
export type DebitNote = Item<'/api/v1/debit-notes'>;
export type MatchException = Item<'/api/v1/match-exceptions'>;

export const statementsPath = '/api/v1/statements';
export const receivedStatementsPath = '/api/v1/received-statements';
export const linesPath = '/api/v1/statement-lines';
export const invoicesPath = '/api/v1/supplier-invoices';
export const receivedInvoicesPath = '/api/v1/received-supplier-invoices';
export const debitsPath = '/api/v1/debit-notes';
export const receivedDebitsPath = '/api/v1/received-debit-notes';
export const exceptionsPath = '/api/v1/match-exceptions';
export const receivedExceptionsPath = '/api/v1/received-match-exceptions';

export function useStatement(id: string) {
  return useQuery({ queryKey: [statementsPath, id], queryFn: () => fetchRow(statementsPath, id) });
}
export function useStatementLines(id: string) {
  return useQuery({
    queryKey: [statementsPath, id, 'lines'],
    queryFn: async () =>
      (await unwrap(api.GET('/api/v1/statements/{id}/lines', { params: { path: { id } } }))).items,
  });
}
export function useStatementDebits(id: string) {
  return useQuery({
    queryKey: [statementsPath, id, 'debit-notes'],
    queryFn: async () =>
      (await unwrap(api.GET('/api/v1/statements/{id}/debit-notes', { params: { path: { id } } }))).items,
  });
}
export function useInvoice(id: string) {
  return useQuery({ queryKey: [invoicesPath, id], queryFn: () => fetchRow(invoicesPath, id) });
}

export const shownIn = [
  ...[statementsPath, receivedStatementsPath, linesPath, invoicesPath, receivedInvoicesPath],
  ...[debitsPath, receivedDebitsPath],
  ...[exceptionsPath, receivedExceptionsPath, '/api/v1/purchase-orders', '/api/v1/tasks'],
] as const;
export function useRefresh(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const path of shownIn) void queries.invalidateQueries({ queryKey: [path] });
  };
}

export const statementTones: Record<string, Tone | 'plain'> = { proposed: 'warning', confirmed: 'good' };
export const lineTones: Record<string, Tone | 'plain'> = {
  open: 'plain',
  proposed: 'warning',
  disputed: 'bad',
  agreed: 'info',
  confirmed: 'info',
  invoiced: 'info',
  matched: 'info',
  payable: 'good',
  paid: 'good',
};
export const invoiceTones: Record<string, Tone | 'plain'> = {
  draft: 'plain',
  submitted: 'info',
  blocked: 'warning',
  matched: 'good',
  paid: 'good',
  refused: 'bad',
  withdrawn: 'plain',
};
