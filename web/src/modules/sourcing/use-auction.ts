// Follows one live auction: reads it once, then keeps it current by its own feed.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, fetchRow, unwrap } from '@/kit/api';
import { feedAddress, followFeed, type FeedStatus } from '@/kit/feed';
import { changed, offersOf, type Live } from './auction-state';
import { auctionsPath } from './use-sourcing';

const movesRead = 200;
// So many followers do not all ask at once after an offer.
const standingAfterMs = 400;
const standingSpreadMs = 1_600;

function addressOf(id: string, after: number | undefined): string {
  const address = new URL(feedAddress(after));
  address.searchParams.set('entity', 'auction');
  address.searchParams.set('entity_id', id);
  return address.href;
}

const read = async (id: string): Promise<Live> => {
  const [auction, moves] = await Promise.all([
    fetchRow(auctionsPath, id),
    unwrap(
      api.GET('/api/v1/auctions/{id}/moves', {
        params: { path: { id }, query: { sort: '-number', limit: movesRead } },
      }),
    ),
  ]);
  return { auction, offers: offersOf(moves.items) };
};

export function useAuction(id: string) {
  const queries = useQueryClient();
  const key = [auctionsPath, id, 'live'];
  const [status, setStatus] = useState<FeedStatus>('connecting');
  const live = useQuery({ queryKey: key, queryFn: () => read(id) });
  useEffect(() => {
    const standing = [auctionsPath, id, 'standing'];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const askStanding = () => {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          void queries.invalidateQueries({ queryKey: standing });
        },
        standingAfterMs + Math.random() * standingSpreadMs,
      );
    };
    const again = () => void queries.invalidateQueries({ queryKey: [auctionsPath, id] });
    const stop = followFeed({
      open: (after) => new WebSocket(addressOf(id, after)),
      onMessage: (message) => {
        queries.setQueryData<Live>([auctionsPath, id, 'live'], (before) =>
          before ? changed(before, message) : before,
        );
        askStanding();
      },
      onReset: again,
      onStatus: (next) => {
        setStatus(next);
        // What happened between the reading and the opening.
        if (next === 'open') again();
      },
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [queries, id]);
  return { live, status };
}

export function useStanding(id: string) {
  return useQuery({
    queryKey: [auctionsPath, id, 'standing'],
    queryFn: () => unwrap(api.GET('/api/v1/auctions/{id}/standing', { params: { path: { id } } })),
  }).data;
}

// Now, every half second.
export function useTicking(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return now;
}
