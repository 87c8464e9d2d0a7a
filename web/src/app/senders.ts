// What can be done without a network and sent later: each module's senders by the kind of action. A module with work for
// the shop floor adds its own here.
import type { Sender } from '@/kit/offline';
import { photograph } from '@/modules/enterprise/photograph';
import { workReport } from '@/modules/orders/work-report';

export const senders: ReadonlyMap<string, Sender> = new Map([
  ['photograph', photograph],
  ['work_report', workReport],
]);
// The lists that show what was sent.
export const collections = [
  '/api/v1/files',
  '/api/v1/certificates',
  '/api/v1/operation-tasks',
  '/api/v1/received-operation-tasks',
];
