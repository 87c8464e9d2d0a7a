// Keeps what is on the screen fresh: every event of the feed marks the lists that it concerns as stale.
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { feedAddress, followFeed, type FeedStatus } from './feed';

const LiveContext = createContext<FeedStatus>('closed');

// Which collection shows an entity.
const collections: Record<string, string> = {
  enterprise: '/api/v1/enterprises',
  site: '/api/v1/sites',
  contact: '/api/v1/contacts',
  capability: '/api/v1/capabilities',
  certificate: '/api/v1/certificates',
  member: '/api/v1/members',
  role_definition: '/api/v1/roles',
  api_key: '/api/v1/api-keys',
  webhook: '/api/v1/webhooks',
  webhook_delivery: '/api/v1/webhook-deliveries',
  job: '/api/v1/jobs',
  stored_file: '/api/v1/files',
  notification: '/api/v1/notifications',
  sales_order: '/api/v1/sales-orders',
  order_option: '/api/v1/sales-orders',
  operation_task: '/api/v1/operation-tasks',
  work_report: '/api/v1/operation-tasks',
  counter_offer: '/api/v1/operation-tasks',
  shipment: '/api/v1/shipments',
  rfx: '/api/v1/rfxs',
  bid: '/api/v1/bids',
  auction: '/api/v1/auctions',
  device: '/api/v1/devices',
  alarm: '/api/v1/alarms',
  alarm_rule: '/api/v1/alarm-rules',
  invitation: '/api/v1/invitations',
};

// Events come in bursts; one refetch serves them all.
const gatherMs = 400;

function staleMarker(queries: QueryClient) {
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    mark(entity: string) {
      waiting.add('/api/v1/events');
      // Whatever happens may be somebody's task, or end one.
      waiting.add('/api/v1/tasks');
      const collection = collections[entity];
      if (collection) waiting.add(collection);
      if (entity === 'shipment') waiting.add('/api/v1/incoming-shipments');
      // A bidder has no event of the RFQ itself.
      if (entity === 'bid' || entity === 'invitation')
        for (const path of ['/api/v1/rfxs', '/api/v1/received-invitations']) waiting.add(path);
      timer ??= setTimeout(() => {
        timer = undefined;
        for (const path of waiting) void queries.invalidateQueries({ queryKey: [path] });
        waiting.clear();
      }, gatherMs);
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
