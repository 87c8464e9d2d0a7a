// The data behind a screen: one question and one feed for each device, however many panels show it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, fetchRow, unwrap, type DeviceValue, type FloorDevice } from '@/kit/api';
import { devicesPath, followDevice, useFloor } from '../use-telemetry';

export const screensPath = '/api/v1/screens';
// More than these are polled: a person has so many sockets.
const followedMax = 12;
const pollMs = 3_000;

export function useScreen(id: string) {
  return useQuery({ queryKey: [screensPath, id], queryFn: () => fetchRow(screensPath, id) });
}

export function useShownDevice(id: string | undefined): FloorDevice | undefined {
  return useFloor().data?.devices.find((device) => device.id === id);
}

export function useShownValues(id: string | undefined): DeviceValue[] | undefined {
  return useQuery({
    queryKey: [devicesPath, id ?? '', 'values'],
    queryFn: () => unwrap(api.GET('/api/v1/devices/{id}/values', { params: { path: { id: id ?? '' } } })),
    enabled: Boolean(id),
  }).data?.values;
}

// Keeps the values of these devices as they come.
export function useFollowed(devices: readonly string[]): void {
  const queries = useQueryClient();
  const key = devices.join();
  useEffect(() => {
    const all = key === '' ? [] : key.split(',');
    const stops = all.slice(0, followedMax).map((id) => followDevice(queries, id));
    const others = all.slice(followedMax);
    const timer = setInterval(() => {
      for (const id of others)
        void queries.invalidateQueries({ queryKey: [devicesPath, id, 'values'], exact: true });
    }, pollMs);
    return () => {
      clearInterval(timer);
      for (const stop of stops) stop();
    };
  }, [queries, key]);
}
