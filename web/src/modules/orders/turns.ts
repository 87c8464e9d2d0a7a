// Whose turn it is: which words a state has for each side, and whether that side has to act. Pure.
import type { OperationTask, OrderOption, SalesOrder } from '@/kit/api';

export const openOf = (order: Pick<SalesOrder, 'delivered' | 'accepted' | 'rejected'>) =>
  order.delivered - order.accepted - order.rejected;

type Said = { buyer: string; supplier: string; turn: 'buyer' | 'supplier' | 'nobody' };
const ofOrders = {
  draft: { buyer: 'draft_buyer', supplier: 'draft_supplier', turn: 'supplier' },
  quoted: { buyer: 'quoted_buyer', supplier: 'quoted_supplier', turn: 'buyer' },
  accepted: { buyer: 'accepted_buyer', supplier: 'accepted_supplier', turn: 'buyer' },
  funded: { buyer: 'funded_buyer', supplier: 'funded_supplier', turn: 'supplier' },
  change_open: { buyer: 'change_open_buyer', supplier: 'change_yours', turn: 'supplier' },
  change_agreed: { buyer: 'change_yours', supplier: 'change_agreed_supplier', turn: 'buyer' },
  making: { buyer: 'making_buyer', supplier: 'making_supplier', turn: 'supplier' },
  judging: { buyer: 'judging_buyer', supplier: 'judging_supplier', turn: 'buyer' },
  judging_last: { buyer: 'judging_last_buyer', supplier: 'judging_last_supplier', turn: 'buyer' },
  settling: { buyer: 'settling_buyer', supplier: 'settling_supplier', turn: 'buyer' },
  settled: { buyer: 'settled_both', supplier: 'settled_both', turn: 'nobody' },
  closed: { buyer: 'closed_both', supplier: 'closed_both', turn: 'nobody' },
  ending: { buyer: 'ending_asked', supplier: 'ending_answer', turn: 'supplier' },
  ending_by_supplier: { buyer: 'ending_answer', supplier: 'ending_asked', turn: 'buyer' },
} as const satisfies Record<string, Said>;

function waitOf(order: SalesOrder, change: OrderOption['status'] | undefined): keyof typeof ofOrders | null {
  const hasOpen = openOf(order) > 0;
  if (change === 'open') return 'change_open';
  if (change === 'agreed') return 'change_agreed';
  switch (order.status) {
    case 'released':
    case 'in_production':
      return 'making';
    case 'partly_delivered':
      return hasOpen ? 'judging' : 'making';
    case 'delivered':
      return hasOpen ? 'judging_last' : 'settling';
    case 'terminating':
      return order.terminated_by_supplier ? 'ending_by_supplier' : 'ending';
    case 'expired':
    case 'cancelled':
    case 'closed_short':
      return null;
    default:
      return order.status;
  }
}

// null: the order has ended early, and nobody waits.
export function turnOfOrder(order: SalesOrder, isBuyer: boolean, change?: OrderOption['status']) {
  const wait = waitOf(order, change);
  if (wait === null) return null;
  const said = ofOrders[wait];
  return {
    says: isBuyer ? said.buyer : said.supplier,
    isYours: said.turn === (isBuyer ? 'buyer' : 'supplier'),
  };
}

const ofWorkshop = {
  planned: 'planned',
  ready: 'ready_workshop',
  offered: 'offered_workshop',
  accepted: 'accepted_workshop',
  running: 'running_workshop',
  reported: 'reported_workshop',
  inspected: 'inspected_workshop',
  passed: 'passed_workshop',
  rework: 'rework_workshop',
  declined: 'lost_workshop',
  expired: 'expired_workshop',
  revoked: 'revoked_workshop',
  scrapped: 'scrapped_workshop',
  held: 'held_workshop',
} as const;
const ofCustomer = {
  planned: 'planned',
  ready: 'ready_customer',
  offered: 'offered_customer',
  accepted: 'accepted_customer',
  running: 'running_customer',
  reported: 'reported_customer',
  inspected: 'inspected_customer',
  passed: 'passed_customer',
  rework: 'rework_customer',
  declined: 'lost_customer',
  expired: 'lost_customer',
  revoked: 'lost_customer',
  scrapped: 'lost_customer',
  held: 'held_customer',
} as const;
const workshopActs: ReadonlySet<string> = new Set(['offered', 'accepted', 'running', 'passed', 'rework']);
const customerActs: ReadonlySet<string> = new Set([
  ...['ready', 'reported', 'inspected', 'declined', 'expired', 'revoked', 'scrapped', 'held'],
]);

// null: it is over.
export function turnOfTask({ status }: Pick<OperationTask, 'status'>, isWorkshop: boolean) {
  if (status === 'handed_over' || status === 'cancelled') return null;
  return isWorkshop
    ? { says: ofWorkshop[status], isYours: workshopActs.has(status) }
    : { says: ofCustomer[status], isYours: customerActs.has(status) };
}

// What a task that is planned still waits for. The drawing is known to the workshop alone.
export function missingOf(
  task: Pick<OperationTask, 'inputs' | 'has_material'>,
): ('inputs' | 'material' | 'drawing')[] {
  const missing: ('inputs' | 'material')[] = [];
  if (task.inputs.some(({ received }) => received === 0)) missing.push('inputs');
  if (!task.has_material) missing.push('material');
  return missing.length > 0 ? missing : ['drawing'];
}
