// What a gateway tells of itself, its versions and its commands, asked for while the page is open.
import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '@/kit/api';
import { devicesPath } from './use-telemetry';

const everyMs = 3_000;
const versionsShown = 20;
const commandsShown = 10;
export const configurationsPath = '/api/v1/gateway-configurations';
export const commandsPath = '/api/v1/gateway-commands';

export function useGateway(id: string) {
  return useQuery({
    queryKey: [devicesPath, id, 'gateway'],
    queryFn: () => unwrap(api.GET('/api/v1/devices/{id}/gateway', { params: { path: { id } } })),
    refetchInterval: everyMs,
  });
}

export function useConfigurations(id: string) {
  const query = { device_id: id, limit: versionsShown };
  return useQuery({
    queryKey: [configurationsPath, id],
    queryFn: () => unwrap(api.GET('/api/v1/gateway-configurations', { params: { query } })),
  });
}

export function useCommands(id: string) {
  const query = { device_id: id, limit: commandsShown };
  return useQuery({
    queryKey: [commandsPath, id],
    queryFn: () => unwrap(api.GET('/api/v1/gateway-commands', { params: { query } })),
    refetchInterval: everyMs,
  });
}
