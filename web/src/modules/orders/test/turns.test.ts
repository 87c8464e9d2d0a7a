// Goal: both sides of an order and of a task are told whose turn it is, and a change shows just the lots that it moves.
import { describe, expect, it } from 'vitest';
import type { OperationTask, OrderOption, SalesOrder } from '@/kit/api';
import { nextTexts } from '../next-texts';
import { movedBy } from '../plan-rows';
import { missingOf, turnOfOrder, turnOfTask } from '../turns';

const order = (given: Partial<SalesOrder>) =>
  ({ delivered: 0, accepted: 0, rejected: 0, terminated_by_supplier: false, ...given }) as SalesOrder;
const orderStates = [
  ...['draft', 'quoted', 'accepted', 'funded', 'released', 'in_production', 'partly_delivered', 'delivered'],
  ...['settled', 'closed', 'terminating'],
] as SalesOrder['status'][];

describe('the turn of an order', () => {
  it('is of one side at most, and has words for both', () => {
    for (const status of orderStates)
      for (const delivered of [0, 1_000]) {
        const sides = [true, false].map((isBuyer) => turnOfOrder(order({ status, delivered }), isBuyer));
        expect(sides.filter((side) => side?.isYours).length, status).toBeLessThanOrEqual(1);
        for (const side of sides) expect(nextTexts.zh).toHaveProperty(`order_${side?.says}`);
      }
  });
  it('is nobody’s once the order has ended', () => {
    for (const status of ['cancelled', 'expired', 'closed_short'] as const)
      expect(turnOfOrder(order({ status }), true)).toBeNull();
  });
  it('follows the pieces that wait for a verdict', () => {
    const says = (given: Partial<SalesOrder>) => turnOfOrder(order(given), true)?.says;
    expect(says({ status: 'partly_delivered', delivered: 5_000, accepted: 5_000 })).toBe('making_buyer');
    expect(says({ status: 'partly_delivered', delivered: 5_000, accepted: 4_000 })).toBe('judging_buyer');
    expect(says({ status: 'delivered', delivered: 5_000, rejected: 5_000 })).toBe('settling_buyer');
  });
  it('is of the one who has to agree to a change', () => {
    const running = order({ status: 'in_production' });
    expect(turnOfOrder(running, false, 'open')?.isYours).toBe(true);
    expect(turnOfOrder(running, true, 'open')?.isYours).toBe(false);
    expect(turnOfOrder(running, true, 'agreed')).toEqual({ says: 'change_yours', isYours: true });
  });
  it('is of the one who is asked to end it early', () => {
    const asked = order({ status: 'terminating', terminated_by_supplier: true });
    expect(turnOfOrder(asked, true)?.isYours).toBe(true);
    expect(turnOfOrder(asked, false)?.isYours).toBe(false);
  });
});

describe('the turn of a task', () => {
  const states = [
    ...['planned', 'ready', 'offered', 'accepted', 'running', 'reported', 'inspected', 'passed'],
    ...['rework', 'declined', 'expired', 'revoked', 'scrapped', 'held'],
  ] as OperationTask['status'][];
  it('is of one side at most, and has words for both', () => {
    for (const status of states) {
      const sides = [true, false].map((isWorkshop) => turnOfTask({ status }, isWorkshop));
      expect(sides.filter((side) => side?.isYours).length, status).toBeLessThanOrEqual(1);
      for (const side of sides) expect(nextTexts.en).toHaveProperty(`task_${side?.says}`);
    }
    expect(turnOfTask({ status: 'handed_over' }, true)).toBeNull();
  });
  it('says what is missing', () => {
    const input = { task_id: '1', operation_number: 10, quantity: 5_000, received: 0, elsewhere: 0 };
    expect(missingOf({ inputs: [input], has_material: false })).toEqual(['inputs', 'material']);
    expect(missingOf({ inputs: [{ ...input, received: 1_000 }], has_material: true })).toEqual(['drawing']);
  });
});

describe('the lots that a change moves', () => {
  const end = '2026-03-02T10:00:00.000Z';
  const step = (task_id: string, operation_number: number, workshop_id: string) => ({
    ...{ task_id, operation_number, workshop_id, operation_name: '冲压', operation_name_en: null },
    ...{ planned_start_at: '2026-03-02T08:00:00.000Z', planned_end_at: end },
  });
  const lot = (
    operation_number: number,
    number: number,
    workshop_id: string,
    task_id: string | null,
    ends_at = end,
  ) => ({ operation_number, lot: number, workshop_id, task_id, ends_at }) as OrderOption['lots'][number];

  it('are those at another workshop or time, and those that come in addition', () => {
    const steps = [step('1', 10, 'a'), step('2', 20, 'b'), step('3', 30, 'c')];
    const lots = [
      lot(30, 1, 'c', '3', '2026-03-03T10:00:00.000Z'),
      lot(10, 1, 'a', '1'),
      lot(20, 1, 'd', '2'),
      lot(20, 2, 'e', null),
    ];
    expect(movedBy({ lots }, steps).map(({ lot: { workshop_id }, isMore }) => [workshop_id, isMore])).toEqual(
      [
        ['d', false],
        ['e', true],
        ['c', false],
      ],
    );
  });
});
