// An RFQ between the form, in yuan, pieces and percent, and the server, in fen, thousandths and millionths. Pure.
import type { Rfx } from './use-sourcing';

export type RfxValues = {
  title?: string;
  format: Rfx['format'];
  audience: Rfx['audience'];
  circle_id?: string | null;
  award_by: Rfx['award_by'];
  lines: {
    description_text?: string;
    specification?: string | null;
    quantity?: number | null;
    unit?: string;
    due_on?: string | null;
    item_id?: string | null;
    site_id?: string | null;
  }[];
  criteria: { name?: string; unit?: string | null; weight?: number; worst?: number; best?: number }[];
  terms?: string | null;
  closes_at?: string | null;
  auction_at?: string | null;
  ceiling?: number | null;
  start_price?: number | null;
  limit_price?: number | null;
  price_step?: number | null;
} & Partial<Record<Count, number | null>>;

export const counts = [
  'opening_hours',
  'standstill_days',
  'length_minutes',
  'step_seconds',
  'extension_seconds',
  'pause_seconds',
  'turn_seconds',
] as const;
type Count = (typeof counts)[number];
export const amounts = ['ceiling', 'start_price', 'limit_price', 'price_step'] as const;

// What each live format asks for, in the order of the form.
export const asked: Record<Rfx['format'], readonly (Count | (typeof amounts)[number])[]> = {
  sealed: ['ceiling'],
  english: ['start_price', 'price_step', 'length_minutes', 'extension_seconds'],
  three_round: ['start_price', 'price_step', 'pause_seconds', 'turn_seconds'],
  dutch: ['start_price', 'limit_price', 'price_step', 'step_seconds'],
  japanese: ['start_price', 'limit_price', 'price_step', 'step_seconds'],
};
export const usual: Partial<Record<Count, number>> = {
  opening_hours: 24,
  standstill_days: 3,
  length_minutes: 30,
  step_seconds: 60,
  extension_seconds: 120,
  pause_seconds: 300,
  turn_seconds: 120,
};

const fen = (yuan: number | null | undefined) => (typeof yuan === 'number' ? Math.round(yuan * 100) : null);
const yuan = (amount: number | null | undefined) => (typeof amount === 'number' ? amount / 100 : null);

export function bodyOf(values: RfxValues) {
  const isLive = values.format !== 'sealed';
  const wanted = new Set<string>(asked[values.format]);
  const amount = (name: (typeof amounts)[number]) => (wanted.has(name) ? fen(values[name]) : null);
  const count = (name: Count) => (wanted.has(name) ? (values[name] ?? null) : null);
  return {
    title: values.title ?? '',
    format: values.format,
    audience: values.audience,
    circle_id: values.audience === 'circle' ? (values.circle_id ?? null) : null,
    award_by: isLive ? ('lot' as const) : values.award_by,
    lines: values.lines.map((line) => ({
      description_text: line.description_text ?? '',
      specification: line.specification ?? null,
      quantity: Math.round((line.quantity ?? 0) * 1_000),
      unit: line.unit ?? '',
      due_on: line.due_on ?? null,
      item_id: line.item_id ?? null,
      site_id: line.site_id ?? null,
    })),
    criteria: values.criteria.map((one) => ({
      name: one.name ?? '',
      unit: one.unit ?? null,
      weight: Math.round((one.weight ?? 0) * 10_000),
      worst: one.worst ?? 0,
      best: one.best ?? 0,
    })),
    terms: values.terms ?? null,
    closes_at: values.closes_at ?? '',
    opening_hours: values.opening_hours ?? 24,
    standstill_days: values.standstill_days ?? 3,
    auction_at: isLive ? (values.auction_at ?? null) : null,
    ceiling: amount('ceiling'),
    start_price: amount('start_price'),
    limit_price: amount('limit_price'),
    price_step: amount('price_step'),
    length_minutes: count('length_minutes'),
    step_seconds: count('step_seconds'),
    extension_seconds: count('extension_seconds'),
    pause_seconds: count('pause_seconds'),
    turn_seconds: count('turn_seconds'),
  };
}

export function valuesOfRfx(rfx: Rfx): RfxValues {
  const kept = Object.fromEntries(counts.map((name) => [name, rfx[name] ?? usual[name] ?? null]));
  const money = Object.fromEntries(amounts.map((name) => [name, yuan(rfx[name])]));
  return {
    title: rfx.title,
    format: rfx.format,
    audience: rfx.audience,
    circle_id: rfx.circle_id ?? null,
    award_by: rfx.award_by,
    lines: rfx.lines.map((line) => ({ ...line, quantity: line.quantity / 1_000 })),
    criteria: rfx.criteria.map((one) => ({ ...one, weight: one.weight / 10_000 })),
    terms: rfx.terms ?? null,
    closes_at: rfx.closes_at,
    auction_at: rfx.auction_at ?? null,
    ...kept,
    ...money,
  };
}

// The same asked for again: what has passed is to be said anew.
export function againRfx(rfx: Rfx, today: string): RfxValues {
  const values = valuesOfRfx(rfx);
  return {
    ...values,
    closes_at: null,
    auction_at: null,
    lines: values.lines.map((line) => ({
      ...line,
      due_on: line.due_on && line.due_on >= today ? line.due_on : null,
    })),
  };
}

export function freshRfx(): RfxValues {
  return {
    format: 'sealed',
    audience: 'network',
    award_by: 'lot',
    lines: [{ unit: '件' }],
    criteria: [],
    ...usual,
  };
}
