import type { Tone } from '@/kit/page';

export const escrowTones: Record<string, Tone | 'plain'> = {
  created: 'plain',
  held: 'warning',
  funded: 'info',
  part_released: 'info',
  released: 'good',
  refunded: 'plain',
  cancelled: 'plain',
};
