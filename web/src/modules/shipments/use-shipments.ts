// What the pages of shipments ask the server for.
import { useQuery } from '@tanstack/react-query';
import { api, fetchRow, unwrap, type Shipment } from '@/kit/api';
import type { Tone } from '@/kit/page';

export const shipmentsPath = '/api/v1/shipments';
export const incomingPath = '/api/v1/incoming-shipments';

export function useShipment(id: string) {
  return useQuery({ queryKey: [shipmentsPath, id], queryFn: () => fetchRow(shipmentsPath, id) });
}

export function useHandOverNote(id: string) {
  return useQuery({
    queryKey: [shipmentsPath, id, 'hand-over-note'],
    queryFn: () => unwrap(api.GET('/api/v1/shipments/{id}/hand-over-note', { params: { path: { id } } })),
  });
}

export function fetchByLabel(code: string): Promise<Shipment> {
  return unwrap(api.GET('/api/v1/shipment-labels/{code}', { params: { path: { code } } }));
}

export const shipmentTones: Record<string, Tone | 'plain'> = {
  draft: 'plain',
  dispatched: 'info',
  arrived: 'warning',
  signed: 'good',
  closed: 'good',
  lost: 'bad',
};
export const outcomeTones: Record<string, Tone | 'plain'> = {
  full: 'good',
  short: 'warning',
  damaged: 'bad',
};
export const isOnItsWay = ({ status }: Shipment) => status === 'dispatched' || status === 'arrived';
export const isReceived = ({ status }: Shipment) => status === 'signed' || status === 'closed';
