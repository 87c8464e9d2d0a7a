// Goal: what people type reaches the server exact, and comes back as it was typed.
import { describe, expect, it } from 'vitest';
import type { OrderLine, PurchaseOrder } from '../use-purchase-orders';
import {
  againOrder,
  answerOf,
  dueBy,
  freshOrder,
  lineBody,
  openToShip,
  orderBody,
  valuesOfLine,
} from '../values';

const line = {
  position: 2,
  description_text: '支架',
  unit: '件',
  quantity: 100_000,
  unit_price: 12_500_000,
  tax_rate: 130_000,
  schedules: [
    { due_on: '2026-03-11', quantity: 60_000 },
    { due_on: '2026-03-21', quantity: 40_000 },
  ],
  confirmed_schedules: [
    { due_on: '2026-03-11', quantity: 60_000 },
    { due_on: '2026-03-21', quantity: 40_000 },
  ],
  due_on: '2026-03-21',
  over_rate: 50_000,
  under_rate: 0,
  price_rate: 0,
  date_days: 3,
  has_inspection: true,
  confirmed_quantity: 100_000,
  shipped: 48_000,
  rejected: 3_000,
} as unknown as OrderLine;

describe('an order', () => {
  it('is written in yuan and percent and sent in millionths', () => {
    const body = lineBody(valuesOfLine(line));
    expect(body).toMatchObject({
      position: 2,
      quantity: 100_000,
      unit_price: 12_500_000,
      tax_rate: 130_000,
      schedules: line.schedules,
      over_rate: 50_000,
      has_inspection: true,
    });
  });
  it('is written again at the same terms, with the days to be said anew', () => {
    const order = {
      title: '支架',
      supplier_id: '12',
      buyer_reference: 'ERP-1',
      payment_days: 60,
      buyer_kind: 'other',
    };
    const again = againOrder(order as unknown as PurchaseOrder, [line]);
    expect(again).toMatchObject({
      title: '支架',
      supplier_id: '12',
      buyer_reference: null,
      payment_days: 60,
    });
    expect(again.lines[0]).toMatchObject({ quantity: 100, unit_price: 12.5, schedules: [{}] });
    expect(again.lines[0]?.position).toBeUndefined();
  });
  it('comes in one delivery where only a day is told', () => {
    const order = freshOrder();
    order.lines = [{ ...order.lines[0], quantity: 7.5, schedules: [{ due_on: '2026-04-01' }] }];
    expect(orderBody(order).lines[0]?.schedules).toEqual([{ due_on: '2026-04-01', quantity: 7_500 }]);
  });
});

describe('a response', () => {
  it('keeps the plan where only the price is another', () => {
    expect(answerOf(line, { code: '3', unit_price: 12.6 })).toMatchObject({
      unit_price: 12_600_000,
      quantity: 100_000,
      schedules: line.schedules,
    });
  });
  it('brings everything on the day that is named', () => {
    expect(answerOf(line, { code: '3', quantity: 95, due_on: '2026-03-24' })).toMatchObject({
      quantity: 95_000,
      schedules: [{ due_on: '2026-03-24', quantity: 95_000 }],
    });
  });
  it('says why it refuses', () => {
    expect(answerOf(line, { code: '7', reason: ' 没有料 ' })).toEqual({
      position: 2,
      code: '7',
      reason: '没有料',
      quantity: null,
      unit_price: null,
      schedules: [],
    });
  });
});

describe('a line', () => {
  it('may be shipped up to its tolerance, and anew what was rejected', () => {
    expect(openToShip(line)).toBe(60_000);
  });
  it('is due by its plan', () => {
    expect(dueBy(line, '2026-03-11')).toBe(60_000);
    expect(dueBy(line, '2026-03-10')).toBe(0);
  });
});
