// What the pages of listings ask the server for, and how states look.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, fetchPage, fetchRow, unwrap, type Answer, type Item } from '@/kit/api';
import type { Tone } from '@/kit/page';

export type Listing = Item<'/api/v1/listings'>;
export type Match = Answer<'/api/v1/listings/{id}/matches', 'get'>['items'][number];
export type Negotiation = Item<'/api/v1/negotiations'>;
export type Message = Item<'/api/v1/negotiations/{id}/messages'>;

export const listingsPath = '/api/v1/listings';
export const openPath = '/api/v1/open-listings';
export const circlePath = '/api/v1/circle-listings';
export const negotiationsPath = '/api/v1/negotiations';
export const incomingPath = '/api/v1/incoming-negotiations';
export const listedIn = [openPath, circlePath] as const;
export const negotiatedIn = [incomingPath, listingsPath, openPath, '/api/v1/tasks'] as const;
// The server's bound of a thread.
const messagesMax = 200;

export function useListing(id: string) {
  return useQuery({
    queryKey: [listingsPath, id],
    queryFn: () => fetchRow(listingsPath, id),
    enabled: id !== '',
  });
}

export function useMatches(id: string) {
  return useQuery({
    queryKey: [listingsPath, id, 'matches'],
    queryFn: () => unwrap(api.GET('/api/v1/listings/{id}/matches', { params: { path: { id } } })),
  });
}

export function useNegotiation(id: string) {
  return useQuery({
    queryKey: [negotiationsPath, id],
    queryFn: () => fetchRow(negotiationsPath, id),
  });
}

export function useThread(id: string) {
  return useQuery({
    queryKey: [negotiationsPath, id, 'messages'],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/negotiations/{id}/messages', {
          params: { path: { id }, query: { sort: 'id', limit: messagesMax } },
        }),
      ),
  });
}

// Threads about a listing that the caller is a party of.
export function useNegotiationsOf(listing: Listing, isOwn: boolean) {
  const path = isOwn ? incomingPath : negotiationsPath;
  return useQuery({
    queryKey: [path, 'of', listing.id],
    queryFn: () => fetchPage(path, { listing_id: listing.id, limit: 50 }),
  });
}

export function useRefresh(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const path of [negotiationsPath, ...negotiatedIn])
      void queries.invalidateQueries({ queryKey: [path] });
  };
}

export const listingTones: Record<string, Tone | 'plain'> = {
  draft: 'plain',
  open: 'info',
  filled: 'good',
  expired: 'plain',
  withdrawn: 'plain',
};
export const negotiationTones: Record<string, Tone | 'plain'> = {
  offered: 'warning',
  countered: 'warning',
  agreed: 'good',
  declined: 'plain',
  withdrawn: 'plain',
  lapsed: 'plain',
};
