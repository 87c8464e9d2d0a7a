// The kinds of documents by name, and the pages of what they became.
import type { ReceivedDocument } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { texts } from './texts';

export const documentPath = '/api/v1/received-documents';

const pages: Record<string, string> = {
  rfx: '/rfqs',
  purchase_order: '/purchase-orders',
  supplier_invoice: '/invoices',
  shipment: '/shipments',
  statement: '/statements',
};

export function pageOf(entity: string, id: string): string | null {
  const page = pages[entity];
  return page === undefined ? null : `${page}/${id}`;
}

export function subjectAddress(document: ReceivedDocument): string | null {
  return pageOf(document.subject_kind, document.subject_id);
}

// "Order" → "采购订单"; a kind that has no name yet keeps its own.
export function useKindName(): (kind: string) => string {
  const text = useTexts(texts);
  return (kind) => {
    const name = text[`kind_${kind}` as keyof typeof text];
    return typeof name === 'string' ? name : kind;
  };
}
