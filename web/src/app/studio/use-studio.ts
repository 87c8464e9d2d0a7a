// The figures of the studio, and where the rows behind each are listed.
import { useQuery } from '@tanstack/react-query';
import { api, unwrap, type Answer } from '@/kit/api';

export type Figure = Answer<'/api/v1/studio', 'get'>['figures'][number];

export const suites = ['supply_chain', 'marketing', 'finance', 'tax', 'leasing', 'logistics'] as const;

export const ways = {
  purchases_open: '/purchase-orders',
  purchases_value: '/purchase-orders',
  sales_open: '/received-orders',
  sales_value: '/received-orders',
  rfqs_open: '/rfqs',
  listings_open: '/listings?tab=own',
  negotiations_opened: '/listings?tab=talks',
  negotiations_received: '/listings?tab=talks',
  bids_open: '/market',
  cash: '/accounts',
  receivable: '/my-money',
  payable: '/payables',
  finance_offers: '/listings?side=supply&kind=finance',
  output_tax: '/my-money',
  input_tax: '/payables',
  leasing_offers: '/listings?side=supply&kind=leasing',
  barter_offers: '/listings?side=supply&goods_kind=used_equipment',
  shipments_out: '/incoming',
  shipments_in: '/incoming',
  logistics_offers: '/listings?side=supply&kind=logistics',
  storage_offers: '/listings?side=supply&kind=storage',
} as const;
export type FigureName = keyof typeof ways;

export function isKnown(name: string): name is FigureName {
  return Object.hasOwn(ways, name);
}

export function useStudio() {
  return useQuery({
    queryKey: ['/api/v1/studio'],
    queryFn: async () => (await unwrap(api.GET('/api/v1/studio'))).figures,
  });
}
