// How a share stands, as the server judges it when data are asked for.
import type { DeviceShare } from '@/kit/api';
import type { Tone } from '@/kit/page';

export type ShareState = 'waiting' | 'active' | 'over' | 'revoked';

export function stateOf(share: DeviceShare, now: number): ShareState {
  if (share.revoked_at) return 'revoked';
  if (now < Date.parse(share.from_at)) return 'waiting';
  return now < Date.parse(share.until_at) ? 'active' : 'over';
}

export const stateTones: Record<ShareState, Tone | 'plain'> = {
  waiting: 'info',
  active: 'good',
  over: 'plain',
  revoked: 'warning',
};

export const sharesPath = '/api/v1/device-shares';
export const receivedSharesPath = '/api/v1/received-device-shares';
