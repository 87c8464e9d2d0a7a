// Firmware, campaigns and how far each device is, asked for while the page is open.
import { useQuery } from '@tanstack/react-query';
import { api, fetchRow, unwrap } from '@/kit/api';

const everyMs = 3_000;
const updatesShown = 200;
export const firmwarePath = '/api/v1/firmware';
export const campaignsPath = '/api/v1/firmware-campaigns';
export const updatesPath = '/api/v1/firmware-updates';

export function useCampaign(id: string) {
  return useQuery({
    queryKey: [campaignsPath, id],
    queryFn: () => fetchRow(campaignsPath, id),
    refetchInterval: everyMs,
  });
}

export function useFirmware(id: string | undefined) {
  return useQuery({
    queryKey: [firmwarePath, id],
    queryFn: () => fetchRow(firmwarePath, id ?? ''),
    enabled: id !== undefined,
  }).data;
}

export function useProgress(id: string) {
  return useQuery({
    queryKey: [campaignsPath, id, 'progress'],
    queryFn: () => unwrap(api.GET('/api/v1/firmware-campaigns/{id}/progress', { params: { path: { id } } })),
    refetchInterval: everyMs,
  }).data;
}

export function useUpdates(id: string) {
  const query = { campaign_id: id, limit: updatesShown, sort: 'id' } as const;
  return useQuery({
    queryKey: [updatesPath, id],
    queryFn: () => unwrap(api.GET('/api/v1/firmware-updates', { params: { query } })),
    refetchInterval: everyMs,
  }).data?.items;
}
