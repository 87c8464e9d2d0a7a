// Which collections an event of the feed makes stale. Pure.

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
  device_command: '/api/v1/device-commands',
  parameter_set: '/api/v1/parameter-sets',
  firmware: '/api/v1/firmware',
  firmware_campaign: '/api/v1/firmware-campaigns',
  firmware_update: '/api/v1/firmware-updates',
  invitation: '/api/v1/invitations',
};

// A document of two sides lies with one of them, and only its log tells of it; the other side hears a notification, which
// does not say what of. So what the two share is read again.
const shared = [
  '/api/v1/sales-orders',
  '/api/v1/received-sales-orders',
  '/api/v1/operation-tasks',
  '/api/v1/received-operation-tasks',
  '/api/v1/incoming-shipments',
  '/api/v1/incoming-returns',
];

export function staleBy(entity: string): string[] {
  // Whatever happens may be somebody's task, or end one.
  const stale = ['/api/v1/events', '/api/v1/tasks'];
  const collection = collections[entity];
  if (collection) stale.push(collection);
  if (entity === 'shipment') stale.push('/api/v1/incoming-shipments');
  // A bidder has no event of the RFQ itself.
  if (entity === 'bid' || entity === 'invitation') stale.push('/api/v1/rfxs', '/api/v1/received-invitations');
  if (entity === 'notification') stale.push(...shared);
  return stale;
}
