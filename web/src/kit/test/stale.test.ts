// Goal: what an event makes stale is what shows it, and a notification stands for what another organisation did.
import { expect, test } from 'vitest';
import { staleBy } from '../stale';

test('an event makes its collection stale, and whoever has tasks looks again', () => {
  expect(staleBy('site')).toEqual(['/api/v1/events', '/api/v1/tasks', '/api/v1/sites']);
  expect(staleBy('unheard_of')).toEqual(['/api/v1/events', '/api/v1/tasks']);
});

test('a shipment is shown to both sides, a bid with its RFQ', () => {
  expect(staleBy('shipment')).toContain('/api/v1/incoming-shipments');
  expect(staleBy('bid')).toContain('/api/v1/rfxs');
});

test('a notification makes stale what two organisations share: the log of the other one is not heard', () => {
  expect(staleBy('notification')).toEqual(
    expect.arrayContaining([
      '/api/v1/notifications',
      '/api/v1/sales-orders',
      '/api/v1/received-sales-orders',
      '/api/v1/operation-tasks',
      '/api/v1/received-operation-tasks',
    ]),
  );
  expect(staleBy('order_option')).not.toContain('/api/v1/operation-tasks');
});
