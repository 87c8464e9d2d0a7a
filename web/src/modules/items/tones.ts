import type { Tone } from '@/kit/page';

export const revisionTones: Record<string, Tone | 'plain'> = {
  draft: 'info',
  released: 'good',
  superseded: 'plain',
  withdrawn: 'bad',
};
export const distributionTones: Record<string, Tone | 'plain'> = {
  issued: 'warning',
  acknowledged: 'good',
  lapsed: 'bad',
  recalled: 'plain',
};
