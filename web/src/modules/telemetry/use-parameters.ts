// The parameters of a device and their versions, asked for while the page is open.
import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '@/kit/api';
import { devicesPath } from './use-telemetry';

const everyMs = 3_000;
const versionsShown = 20;
export const parameterSetsPath = '/api/v1/parameter-sets';

export function useParameters(id: string) {
  return useQuery({
    queryKey: [devicesPath, id, 'parameters'],
    queryFn: () => unwrap(api.GET('/api/v1/devices/{id}/parameters', { params: { path: { id } } })),
    refetchInterval: everyMs,
  });
}

export function useParameterSets(id: string) {
  const query = { device_id: id, limit: versionsShown };
  return useQuery({
    queryKey: [parameterSetsPath, id],
    queryFn: () => unwrap(api.GET('/api/v1/parameter-sets', { params: { query } })),
    refetchInterval: everyMs,
  });
}

// Of a version against what is in force.
export function useDifference(id: string) {
  return useQuery({
    queryKey: [parameterSetsPath, 'difference', id],
    queryFn: () => unwrap(api.GET('/api/v1/parameter-sets/{id}/difference', { params: { path: { id } } })),
  });
}
