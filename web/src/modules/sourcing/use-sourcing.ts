// What the pages of sourcing ask the server for, and how states look.
import { useQuery } from '@tanstack/react-query';
import { api, fetchRow, unwrap, type Answer, type Item } from '@/kit/api';
import type { Tone } from '@/kit/page';

export type Rfx = Item<'/api/v1/rfxs'>;
export type Bid = Item<'/api/v1/bids'>;
export type Invitation = Item<'/api/v1/invitations'>;
export type Auction = Item<'/api/v1/auctions'>;
export type AuctionMove = Item<'/api/v1/auctions/{id}/moves'>;
export type Comparison = Answer<'/api/v1/rfxs/{id}/comparison', 'get'>;
export type AwardRow = Comparison['rows'][number];
export type LinkView = Answer<'/api/v1/invitation-links/views', 'post'>;

export const rfxsPath = '/api/v1/rfxs';
export const openPath = '/api/v1/open-rfxs';
export const circlePath = '/api/v1/circle-rfxs';
export const bidsPath = '/api/v1/bids';
export const invitationsPath = '/api/v1/invitations';
export const receivedPath = '/api/v1/received-invitations';
export const auctionsPath = '/api/v1/auctions';

export const isLive = ({ format }: Pick<Rfx, 'format'>) => format !== 'sealed';

export function useRfx(id: string) {
  return useQuery({ queryKey: [rfxsPath, id], queryFn: () => fetchRow(rfxsPath, id), enabled: id !== '' });
}

export function useOwnBid(rfx: string, enabled: boolean) {
  return useQuery({
    queryKey: [bidsPath, 'of', rfx],
    queryFn: async () =>
      (await unwrap(api.GET('/api/v1/bids', { params: { query: { rfx_id: rfx, limit: 1 } } }))).items[0] ??
      null,
    enabled,
  });
}

export function useComparison(rfx: string, enabled: boolean) {
  return useQuery({
    queryKey: [rfxsPath, rfx, 'comparison'],
    queryFn: () => unwrap(api.GET('/api/v1/rfxs/{id}/comparison', { params: { path: { id: rfx } } })),
    enabled,
  });
}

// null: there is none, or it is not for the caller.
export function useAuctionOf(rfx: string, enabled: boolean) {
  return useQuery({
    queryKey: [auctionsPath, 'of', rfx],
    queryFn: () =>
      unwrap(api.GET('/api/v1/rfxs/{id}/auction', { params: { path: { id: rfx } } })).catch(() => null),
    enabled,
  });
}

export const rfxTones: Record<string, Tone | 'plain'> = {
  draft: 'plain',
  published: 'info',
  closed: 'warning',
  opened: 'warning',
  evaluated: 'warning',
  standstill: 'info',
  awarded: 'good',
  contracted: 'good',
  cancelled: 'plain',
  unsuccessful: 'bad',
};
export const bidTones: Record<string, Tone | 'plain'> = {
  draft: 'plain',
  submitted: 'info',
  stale: 'warning',
  withdrawn: 'plain',
  opened: 'info',
  won: 'good',
  lost: 'plain',
  disqualified: 'bad',
  void: 'bad',
};
export const invitationTones: Record<string, Tone | 'plain'> = {
  prepared: 'plain',
  sent: 'info',
  answered: 'good',
  declined: 'plain',
  revoked: 'plain',
};
