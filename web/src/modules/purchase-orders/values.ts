// Orders between the form, in yuan, pieces and percent, and the server, in millionths and thousandths. Pure.
import type { OrderLine, PurchaseOrder } from './use-purchase-orders';

export type ScheduleValues = { due_on?: string | null; quantity?: number | null };
export type LineValues = {
  position?: number;
  item_id?: string | null;
  description_text?: string;
  specification?: string | null;
  unit?: string;
  quantity?: number | null;
  unit_price?: number | null;
  tax?: number | null;
  schedules?: ScheduleValues[];
  over?: number | null;
  under?: number | null;
  price?: number | null;
  date_days?: number | null;
  has_inspection?: boolean;
};
export type OrderValues = {
  title?: string;
  supplier_id?: string;
  buyer_reference?: string | null;
  note?: string | null;
  payment_days?: number | null;
  buyer_kind?: PurchaseOrder['buyer_kind'];
  reason?: string;
  lines: LineValues[];
};

export const milli = (amount: number | null | undefined) => Math.round((amount ?? 0) * 1_000);
export const micro = (yuan: number | null | undefined) => Math.round((yuan ?? 0) * 1_000_000);
const rate = (percent: number | null | undefined) => Math.round((percent ?? 0) * 10_000);
const percent = (millionths: number) => millionths / 10_000;

// One delivery of everything, where the parts are not told.
function schedulesOf(line: LineValues): { due_on: string; quantity: number }[] {
  const given = line.schedules ?? [];
  if (given.length === 1)
    return given.map(({ due_on }) => ({ due_on: due_on ?? '', quantity: milli(line.quantity) }));
  return given.map(({ due_on, quantity }) => ({ due_on: due_on ?? '', quantity: milli(quantity) }));
}

export function lineBody(line: LineValues) {
  return {
    position: line.position ?? 0,
    item_id: line.item_id ?? null,
    description_text: line.description_text ?? '',
    specification: line.specification ?? null,
    unit: line.unit ?? '',
    quantity: milli(line.quantity),
    unit_price: micro(line.unit_price),
    tax_rate: rate(line.tax),
    schedules: schedulesOf(line),
    over_rate: rate(line.over),
    under_rate: rate(line.under),
    price_rate: rate(line.price),
    date_days: line.date_days ?? 0,
    has_inspection: line.has_inspection === true,
  };
}

export function orderBody(values: OrderValues) {
  return {
    title: values.title ?? '',
    supplier_id: values.supplier_id ?? '',
    buyer_reference: values.buyer_reference ?? null,
    note: values.note ?? null,
    payment_days: values.payment_days ?? 30,
    buyer_kind: values.buyer_kind ?? 'other',
    lines: values.lines.map(lineBody),
  };
}

export function valuesOfLine(line: OrderLine): LineValues {
  return {
    position: line.position,
    item_id: line.item_id ?? null,
    description_text: line.description_text,
    specification: line.specification ?? null,
    unit: line.unit,
    quantity: line.quantity / 1_000,
    unit_price: line.unit_price / 1_000_000,
    tax: percent(line.tax_rate),
    schedules: line.schedules.map(({ due_on, quantity }) => ({ due_on, quantity: quantity / 1_000 })),
    over: percent(line.over_rate),
    under: percent(line.under_rate),
    price: percent(line.price_rate),
    date_days: line.date_days,
    has_inspection: line.has_inspection,
  };
}

export function valuesOfOrder(order: PurchaseOrder, lines: readonly OrderLine[]): OrderValues {
  return {
    title: order.title,
    supplier_id: order.supplier_id,
    buyer_reference: order.buyer_reference ?? null,
    note: order.note ?? null,
    payment_days: order.payment_days,
    buyer_kind: order.buyer_kind,
    lines: lines.map(valuesOfLine),
  };
}

// The same ordered again: at the terms that were agreed last, with the days said anew.
export function againOrder(order: PurchaseOrder, lines: readonly OrderLine[]): OrderValues {
  const values = valuesOfOrder(order, lines);
  return {
    ...values,
    buyer_reference: null,
    lines: values.lines.map((line) => {
      const again: LineValues = { ...line, schedules: [{}] };
      delete again.position;
      return again;
    }),
  };
}

export const freshLine = (): LineValues => ({
  unit: '件',
  tax: 13,
  schedules: [{}],
  over: 0,
  under: 0,
  price: 0,
  date_days: 0,
});
export const freshOrder = (): OrderValues => ({
  payment_days: 30,
  buyer_kind: 'other',
  lines: [freshLine()],
});

export type Answering = {
  code: '5' | '3' | '7';
  quantity?: number | null;
  unit_price?: number | null;
  due_on?: string | null;
  reason?: string | null;
};

// What a supplier answers to one line. Where he offers another quantity or day it all comes on that day.
export function answerOf(line: OrderLine, given: Answering) {
  const reason = given.reason?.trim() ? given.reason.trim() : null;
  if (given.code !== '3')
    return {
      position: line.position,
      code: given.code,
      reason,
      quantity: null,
      unit_price: null,
      schedules: [],
    };
  const quantity = typeof given.quantity === 'number' ? milli(given.quantity) : line.quantity;
  const moves = quantity !== line.quantity || Boolean(given.due_on);
  const due_on = given.due_on ?? line.due_on;
  return {
    position: line.position,
    code: given.code,
    reason,
    quantity,
    unit_price: typeof given.unit_price === 'number' ? micro(given.unit_price) : line.unit_price,
    schedules: moves ? [{ due_on, quantity }] : line.schedules,
  };
}

// How much of a line may still be shipped: with its tolerance, less what is under way and sound.
export function openToShip(line: OrderLine): number {
  const most = Math.floor((line.confirmed_quantity * (1_000_000 + line.over_rate)) / 1_000_000);
  return Math.max(most - (line.shipped - line.rejected), 0);
}

// What of the plan should have been received by a day.
export function dueBy(line: Pick<OrderLine, 'confirmed_schedules'>, day: string): number {
  return line.confirmed_schedules
    .filter(({ due_on }) => due_on <= day)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}
