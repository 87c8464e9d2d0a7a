// The latest commands to a device, asked for while the page is open: more often while one is under way.
import { useQuery } from '@tanstack/react-query';
import { api, unwrap, type DeviceCommand } from '@/kit/api';

const everyMs = 3_000;
const everyMsWhileOpen = 700;
export const commandsShown = 12;
export const deviceCommandsPath = '/api/v1/device-commands';

export const isOpen = ({ status, is_two_way }: DeviceCommand): boolean =>
  status === 'queued' || status === 'sent' || (status === 'delivered' && is_two_way);

export function useDeviceCommands(device: string) {
  const query = { device_id: device, limit: commandsShown };
  return useQuery({
    queryKey: [deviceCommandsPath, device],
    queryFn: () => unwrap(api.GET('/api/v1/device-commands', { params: { query } })),
    refetchInterval: ({ state }) => (state.data?.items.some(isOpen) ? everyMsWhileOpen : everyMs),
  });
}
