// What a bid says, between the form and the seal. Pure; money in fen, unit prices in millionths of a yuan.
import type { Rfx } from './use-sourcing';

export type Attachment = { name: string; media_type: string; content: string };
export type BidValues = {
  offers?: ({ price?: number | null; delivers_on?: string | null; note?: string | null } | undefined)[];
  answers?: (number | null | undefined)[];
  note?: string | null;
};

type Line = Pick<Rfx['lines'][number], 'position' | 'quantity'>;
const micro = 1_000_000;

// price * quantity, rounded once to fen, half up. BigInt: the product is beyond what a number holds exactly.
export function valueOf(price: number | null | undefined, quantityMilli: number): number {
  if (typeof price !== 'number') return 0;
  const product = BigInt(Math.round(price * micro)) * BigInt(quantityMilli);
  return Number((product + 5_000_000n) / 10_000_000n);
}

export function totalOf(lines: readonly Line[], values: BidValues | undefined): number {
  return lines.reduce((sum, line, i) => sum + valueOf(values?.offers?.[i]?.price, line.quantity), 0);
}

const trimmed = (text: string | null | undefined) => (text?.trim() ? text.trim() : undefined);

export function documentOf(
  lines: readonly Line[],
  values: BidValues,
  attachments: readonly Attachment[],
): string {
  const offers = lines.flatMap((line, i) => {
    const offer = values.offers?.[i];
    if (typeof offer?.price !== 'number') return [];
    const more = { delivers_on: offer.delivers_on ?? undefined, note: trimmed(offer.note) };
    return [{ position: line.position, unit_price: Math.round(offer.price * micro), ...more }];
  });
  const answers = (values.answers ?? []).flatMap((value, i) =>
    typeof value === 'number' ? [{ criterion: i + 1, value }] : [],
  );
  return JSON.stringify({ offers, answers, note: trimmed(values.note), attachments });
}

type Read = {
  offers?: { position: number; unit_price: number; delivers_on?: string; note?: string }[];
  answers?: { criterion: number; value: number }[];
  note?: string;
  attachments?: Attachment[];
};

// What was sealed, back in the form, so that it can be changed.
export function valuesOf(
  lines: readonly Line[],
  criteria: number,
  document: string,
): { values: BidValues; attachments: Attachment[] } {
  let read: Read = {};
  try {
    read = JSON.parse(document) as Read;
  } catch {
    read = {};
  }
  const offers = lines.map(({ position }) => {
    const offer = read.offers?.find((one) => one.position === position);
    if (!offer) return {};
    const more = { delivers_on: offer.delivers_on ?? null, note: offer.note ?? null };
    return { price: offer.unit_price / micro, ...more };
  });
  const answers = Array.from(
    { length: criteria },
    (_, i) => read.answers?.find(({ criterion }) => criterion === i + 1)?.value ?? null,
  );
  return { values: { offers, answers, note: read.note ?? null }, attachments: read.attachments ?? [] };
}
