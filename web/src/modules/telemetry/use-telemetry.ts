// What devices report: asked once, then kept current by polling the floor and by the live feed of the one device shown.
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, fetchRow, unwrap, type DeviceProfile, type DeviceValue } from '@/kit/api';
import { feedAddress } from '@/kit/feed';
import { followLive } from './follow-live';

export const devicesPath = '/api/v1/devices';
export const floorPath = '/api/v1/workshop-floor';
export const alarmsPath = '/api/v1/alarms';
export const rulesPath = '/api/v1/alarm-rules';
const floorEveryMs = 5_000;
const diagnosisEveryMs = 3_000;

export function useFloor() {
  return useQuery({
    queryKey: [floorPath],
    queryFn: () => unwrap(api.GET('/api/v1/workshop-floor')),
    refetchInterval: floorEveryMs,
  });
}

export function useDevice(id: string) {
  return useQuery({ queryKey: [devicesPath, id], queryFn: () => fetchRow(devicesPath, id) });
}

export function useProfiles(): DeviceProfile[] | undefined {
  return useQuery({
    queryKey: ['/api/v1/device-profiles'],
    queryFn: () => unwrap(api.GET('/api/v1/device-profiles')),
    staleTime: 'static',
  }).data?.items;
}

export function useDiagnosis(id: string) {
  return useQuery({
    queryKey: [devicesPath, id, 'diagnosis'],
    queryFn: () => unwrap(api.GET('/api/v1/devices/{id}/diagnosis', { params: { path: { id } } })),
    refetchInterval: diagnosisEveryMs,
  });
}

// The last values of a device, as they come. Labels are asked for in the language of the page, numbers come live.
export function useValues(id: string) {
  const queries = useQueryClient();
  const values = useQuery({
    queryKey: [devicesPath, id, 'values'],
    queryFn: () => unwrap(api.GET('/api/v1/devices/{id}/values', { params: { path: { id } } })),
  });
  useEffect(() => followDevice(queries, id), [queries, id]);
  return values;
}

// Keeps the values of a device as they come, until the returned function is called.
export function followDevice(queries: QueryClient, id: string): () => void {
  const key = [devicesPath, id, 'values'];
  const address = new URL(feedAddress(undefined));
  address.searchParams.set('entity', 'device');
  address.searchParams.set('entity_id', id);
  let statesTold = '';
  return followLive(address.href, (data) => {
    const told = data as DeviceValue[];
    const before = queries.getQueryData<{ values: DeviceValue[] }>(key);
    const states = told.flatMap(({ kind, text }) => (kind === 'state' ? [text] : [])).join();
    // What is told live has Chinese words: a new state is asked for in the language of the page.
    if (!before || told.length !== before.values.length || states !== statesTold)
      void queries.invalidateQueries({ queryKey: key, exact: true });
    statesTold = states;
    if (before) queries.setQueryData(key, { values: mergedValues(before.values, told) });
  });
}

// New numbers and times; the words and units stay those of the page.
export function mergedValues(before: readonly DeviceValue[], told: readonly DeviceValue[]): DeviceValue[] {
  const fresh = new Map(told.map((value) => [value.point, value]));
  return before.map((value) => {
    const next = fresh.get(value.point);
    if (!next) return value;
    const words = value.kind === 'state' ? { text: value.text, meaning: value.meaning } : {};
    return { ...next, label: value.label, unit: value.unit, ...words };
  });
}

export type Range = { from: number; to: number };

export function useSeries(
  id: string,
  points: readonly string[],
  range: Range,
  pixels: number,
  live: boolean,
) {
  const query = {
    points: points.join(';'),
    from: new Date(range.from).toISOString(),
    to: new Date(range.to).toISOString(),
    pixels: String(pixels),
  };
  return useQuery({
    queryKey: [devicesPath, id, 'series', query],
    queryFn: () => unwrap(api.GET('/api/v1/devices/{id}/series', { params: { path: { id }, query } })),
    enabled: points.length > 0,
    placeholderData: (before) => before,
    staleTime: live ? 0 : 60_000,
  });
}

export function useStates(id: string, range: Range) {
  const query = { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() };
  return useQuery({
    queryKey: [devicesPath, id, 'states', query],
    queryFn: () => unwrap(api.GET('/api/v1/devices/{id}/states', { params: { path: { id }, query } })),
    placeholderData: (before) => before,
  });
}
