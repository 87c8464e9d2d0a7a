// What the pages of purchase orders ask the server for, and how states look.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, fetchRow, unwrap, type Answer, type Item } from '@/kit/api';
import type { Tone } from '@/kit/page';

export type PurchaseOrder = Item<'/api/v1/purchase-orders'>;
export type OrderLine = Item<'/api/v1/purchase-order-lines'>;
export type OrderVersion = Item<'/api/v1/purchase-orders/{id}/versions'>;
export type Change = Answer<'/api/v1/purchase-orders/{id}/difference', 'get'>['changes'][number];
export type OrderDocument = Answer<'/api/v1/purchase-orders/{id}/documents', 'get'>['documents'][number];
export type Shipment = Item<'/api/v1/purchase-orders/{id}/shipments'>;

export type BlanketOrder = Item<'/api/v1/blanket-orders'>;
export type Forecast = Item<'/api/v1/supply-forecasts'>;

export const blanketsPath = '/api/v1/blanket-orders';
export const receivedBlanketsPath = '/api/v1/received-blanket-orders';
export const forecastsPath = '/api/v1/supply-forecasts';
export const receivedForecastsPath = '/api/v1/received-supply-forecasts';
export const ordersPath = '/api/v1/purchase-orders';
export const receivedPath = '/api/v1/received-purchase-orders';
export const linesPath = '/api/v1/purchase-order-lines';

export function useOrder(id: string) {
  return useQuery({
    queryKey: [ordersPath, id],
    queryFn: () => fetchRow(ordersPath, id),
    enabled: id !== '',
  });
}

export function useLines(id: string) {
  return useQuery({
    queryKey: [ordersPath, id, 'lines'],
    queryFn: async () =>
      (await unwrap(api.GET('/api/v1/purchase-orders/{id}/lines', { params: { path: { id } } }))).items,
    enabled: id !== '',
  });
}

export function useVersions(id: string) {
  return useQuery({
    queryKey: [ordersPath, id, 'versions'],
    queryFn: async () =>
      (await unwrap(api.GET('/api/v1/purchase-orders/{id}/versions', { params: { path: { id } } }))).items,
  });
}

export function useDifference(id: string, to: number) {
  return useQuery({
    queryKey: [ordersPath, id, 'difference', to],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/purchase-orders/{id}/difference', {
          params: { path: { id }, query: { to: String(to) } },
        }),
      ),
    enabled: to > 1,
  });
}

export function useShipments(id: string) {
  return useQuery({
    queryKey: [ordersPath, id, 'shipments'],
    queryFn: async () =>
      (await unwrap(api.GET('/api/v1/purchase-orders/{id}/shipments', { params: { path: { id } } }))).items,
  });
}

// Everything that shows an order.
export const shownIn = [
  ...[ordersPath, receivedPath, linesPath, blanketsPath, receivedBlanketsPath],
  ...[forecastsPath, '/api/v1/rfxs', '/api/v1/shipments', '/api/v1/tasks'],
] as const;

export function useRefresh(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const path of shownIn) void queries.invalidateQueries({ queryKey: [path] });
  };
}

export const orderTones: Record<string, Tone | 'plain'> = {
  draft: 'plain',
  issued: 'warning',
  countered: 'warning',
  confirmed: 'info',
  open: 'info',
  closed: 'good',
  cancelled: 'plain',
};
export const blanketTones: Record<string, Tone | 'plain'> = {
  offered: 'warning',
  agreed: 'good',
  refused: 'bad',
  withdrawn: 'plain',
  ended: 'plain',
};
export const lineTones: Record<string, Tone | 'plain'> = {
  draft: 'plain',
  issued: 'warning',
  countered: 'warning',
  changed: 'warning',
  confirmed: 'info',
  open: 'info',
  closed: 'good',
  closed_short: 'plain',
  rejected: 'bad',
  cancelled: 'plain',
};

export const waits = ({ status }: Pick<OrderLine, 'status'>) => status === 'issued' || status === 'changed';
export const isInForce = ({ status }: Pick<OrderLine, 'status'>) =>
  status === 'confirmed' || status === 'open' || status === 'changed';
