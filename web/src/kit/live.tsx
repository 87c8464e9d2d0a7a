// Keeps what is on the screen fresh: every event of the feed marks the lists that it concerns as stale.
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { feedAddress, followFeed, type FeedStatus } from './feed';
import { everything, staleBy } from './stale';

const LiveContext = createContext<FeedStatus>('closed');

// Events come in bursts; one refetch serves them all.
const gatherMs = 400;

function staleMarker(queries: QueryClient) {
  const waiting = new Set<string>();
  let isAllStale = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refetch = () => {
    timer = undefined;
    if (isAllStale) void queries.invalidateQueries();
    else for (const path of waiting) void queries.invalidateQueries({ queryKey: [path] });
    isAllStale = false;
    waiting.clear();
  };
  return {
    mark(entity: string) {
      const stale = staleBy(entity);
      if (stale === everything) isAllStale = true;
      else for (const path of stale) waiting.add(path);
      timer ??= setTimeout(refetch, gatherMs);
    },
    stop: () => clearTimeout(timer),
  };
}

// `follows`: the person may follow the feed at all.
export function LiveProvider({ follows, children }: { follows: boolean; children: ReactNode }) {
  const queries = useQueryClient();
  const [status, setStatus] = useState<FeedStatus>('connecting');
  useEffect(() => {
    if (!follows) return;
    const marker = staleMarker(queries);
    const stop = followFeed({
      open: (after) => new WebSocket(feedAddress(after)),
      onMessage: (message) => marker.mark(message.entity),
      onReset: () => void queries.invalidateQueries(),
      onStatus: setStatus,
    });
    return () => {
      stop();
      marker.stop();
    };
  }, [queries, follows]);
  return <LiveContext value={follows ? status : 'closed'}>{children}</LiveContext>;
}

export function useLiveStatus(): FeedStatus {
  return use(LiveContext);
}
