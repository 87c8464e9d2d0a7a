// The two ways to bid: signed in for one's organisation, or by the link of an invitation. The panels do not know which.
import { api, newIdempotencyKey, unwrap } from '@/kit/api';
import type { Sealed } from './seal';
import { bidsPath, receivedPath, rfxsPath, type Bid, type Rfx } from './use-sourcing';

export type BidPort = {
  bidder: string; // what a seal is bound to
  submit: (sealed: Sealed, termsVersion: number, key: string) => Promise<void>;
  giveKey: (key: string) => Promise<void>;
  act: (action: 'withdraw' | 'confirm') => Promise<void>;
  // What shows the bid and has to be read again.
  shownIn: readonly string[];
};

export const memberLists = [bidsPath, rfxsPath, receivedPath, '/api/v1/tasks'];

export function memberPort(organisation: string, rfx: Rfx, bid: Bid | null): BidPort {
  const path = { id: bid?.id ?? '' };
  return {
    bidder: `organisation:${organisation}`,
    submit: async (made, termsVersion, key) => {
      await unwrap(
        api.POST('/api/v1/bids', {
          params: { header: { 'Idempotency-Key': key } },
          body: {
            rfx_id: rfx.id,
            terms_version: termsVersion,
            sealed: made.sealed,
            commitment: made.commitment,
          },
        }),
      );
    },
    giveKey: async (key) => {
      await unwrap(api.POST('/api/v1/bids/{id}/key/actions', { params: { path }, body: { key } }));
    },
    act: async (action) => {
      await unwrap(api.POST('/api/v1/bids/{id}/actions', { params: { path }, body: { action } }));
    },
    shownIn: memberLists,
  };
}

export function linkPort(token: string, bidder: string): BidPort {
  return {
    bidder,
    submit: async (made, termsVersion) => {
      const body = { token, terms_version: termsVersion, sealed: made.sealed, commitment: made.commitment };
      // Another token at the next mail: an answer that is kept for this key would be of no use to it.
      const params = { header: { 'Idempotency-Key': newIdempotencyKey() } };
      await unwrap(api.POST('/api/v1/invitation-links/bids', { params, body }));
    },
    giveKey: async (key) => {
      await unwrap(api.POST('/api/v1/invitation-links/keys', { body: { token, key } }));
    },
    act: async (action) => {
      await unwrap(api.POST('/api/v1/invitation-links/actions', { body: { token, action } }));
    },
    shownIn: ['/api/v1/invitation-links/views'],
  };
}
