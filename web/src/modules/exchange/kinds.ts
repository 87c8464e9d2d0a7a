// The kinds of documents by name, and the pages of what they became.
import type { ReceivedDocument } from '@/kit/api';
import { useTexts } from '@/kit/i18n';
import { texts } from './texts';

export const documentPath = '/api/v1/received-documents';

const pages: Record<string, string> = {
  rfx: '/rfqs',
  purchase_order: '/purchase-orders',
  supplier_invoice: '/invoices',
};

export function subjectAddress(document: ReceivedDocument): string | null {
  const page = pages[document.subject_kind];
  return page === undefined ? null : `${page}/${document.subject_id}`;
}

// "Order" → "采购订单"; a kind that has no name yet keeps its own.
export function useKindName(): (kind: string) => string {
  const text = useTexts(texts);
  return (kind) => {
    const name = text[`kind_${kind}` as keyof typeof text];
    return typeof name === 'string' ? name : kind;
  };
}
