// What an escrow is called: that of an order by the order's title in the reader's language, where he may read it.
import { useQuery } from '@tanstack/react-query';
import { fetchRow, type Escrow } from '@/kit/api';
import { useLanguage } from '@/kit/i18n';

export function useEscrowTitle(escrow: Escrow | undefined): string {
  const { language } = useLanguage();
  const order = escrow?.subject_kind === 'sales_order' ? (escrow.subject_id ?? '') : '';
  const { data } = useQuery({
    queryKey: ['/api/v1/sales-orders', order],
    queryFn: () => fetchRow('/api/v1/sales-orders', order),
    enabled: language === 'en' && order !== '',
    retry: false,
  });
  return data?.title_en ? `${data.number} ${data.title_en}` : (escrow?.title ?? '');
}
