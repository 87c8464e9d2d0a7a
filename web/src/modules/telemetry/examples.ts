// What to type at a terminal to see the first values: by HTTP, by MQTT, as line protocol.
import type { DeviceProfile } from '@/kit/api';

export const ways = ['http', 'mqtt', 'line'] as const;
export type WayName = (typeof ways)[number];

type Where = {
  origin: string;
  host: string;
  port: number;
  token: string;
  profile: DeviceProfile | undefined;
};

type Sample = { name: string; value: string | number };

// A few points of the profile with values that it may report.
export function samplesOf(profile: DeviceProfile | undefined): Sample[] {
  const points = profile?.points ?? [];
  const samples = points.slice(0, 4).map((point): Sample => {
    if (point.kind === 'state') return { name: point.name, value: point.states[0]?.value ?? 'running' };
    if (point.type === 'text') return { name: point.name, value: 'A' };
    if (point.kind === 'counter') return { name: point.name, value: 1 };
    const high = point.range_max ?? 100;
    return { name: point.name, value: Number(((point.range_min ?? 0) * 0.4 + high * 0.6).toPrecision(3)) };
  });
  return samples.length > 0 ? samples : [{ name: 'value', value: 21.5 }];
}

export function exampleOf(way: WayName, { origin, host, port, token, profile }: Where): string {
  const samples = samplesOf(profile);
  const json = JSON.stringify(Object.fromEntries(samples.map(({ name, value }) => [name, value])));
  if (way === 'mqtt')
    return `mosquitto_pub -h ${host} -p ${port} -u ${token} -q 1 -t v1/devices/me/telemetry -m '${json}'`;
  if (way === 'http')
    return `curl -H 'Authorization: Bearer ${token}' -d '${json}' ${origin}/api/v1/telemetry`;
  const line = samples.map(
    ({ name, value }) => `${name}=${typeof value === 'number' ? value : `"${value}"`}`,
  );
  return `curl -H 'Authorization: Token ${token}' -d 'telemetry ${line.join(',')}' ${origin}/api/v2/write`;
}
