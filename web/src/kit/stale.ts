// Which collections an event of the feed makes stale. Pure.

// Where a collection is not named after the entity that it shows.
const collections: Record<string, string> = {
  role_definition: 'roles',
  stored_file: 'files',
  user: 'members',
  saved_view: 'views',
  order_option: 'sales-orders',
  work_report: 'operation-tasks',
  counter_offer: 'operation-tasks',
  work_evidence: 'work-evidence',
  bid_seal: 'bids',
  auction_move: 'auctions',
  negotiation_message: 'negotiations',
  purchase_order_response: 'purchase-orders',
  purchase_order_version: 'purchase-orders',
  goods_return: 'returns',
  firmware: 'firmware',
  device_firmware: 'device-firmware',
};

function collectionOf(entity: string): string {
  const name = entity.replaceAll('_', '-');
  return `/api/v1/${collections[entity] ?? (/[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`)}`;
}

export const everything = 'everything';

export function staleBy(entity: string): string[] | typeof everything {
  // A document of two sides lies with one of them, and only its log tells of it; the other side hears a notification,
  // which does not say what of.
  if (entity === 'notification') return everything;
  // Whatever happens may be somebody's task, or end one.
  const stale = ['/api/v1/events', '/api/v1/tasks', collectionOf(entity)];
  if (entity === 'shipment') stale.push('/api/v1/incoming-shipments');
  // A bidder has no event of the RFQ itself.
  if (entity === 'bid' || entity === 'invitation') stale.push('/api/v1/rfxs', '/api/v1/received-invitations');
  return stale;
}
