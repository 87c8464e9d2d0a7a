// Goal: what an event makes stale is what shows it, and a notification stands for what another organisation did.
import { expect, test } from 'vitest';
import { everything, staleBy } from '../stale';

test.each([
  ['site', '/api/v1/sites'],
  ['purchase_order', '/api/v1/purchase-orders'],
  ['debit_note', '/api/v1/debit-notes'],
  ['webhook_delivery', '/api/v1/webhook-deliveries'],
  ['stored_file', '/api/v1/files'],
  ['work_report', '/api/v1/operation-tasks'],
])('an event of %s makes its collection stale, and whoever has tasks looks again', (entity, collection) => {
  expect(staleBy(entity)).toEqual(['/api/v1/events', '/api/v1/tasks', collection]);
});

test('a shipment is shown to both sides, a bid with its RFQ', () => {
  expect(staleBy('shipment')).toContain('/api/v1/incoming-shipments');
  expect(staleBy('bid')).toContain('/api/v1/rfxs');
});

test('a notification makes everything stale: the log of the other organisation is not heard', () => {
  expect(staleBy('notification')).toBe(everything);
});
