// What a receiver counts, and the codes that name a shipment. Pure; quantities in milli of the line's unit.
import type { Shipment } from '@/kit/api';
import { readLabel } from '@/kit/scan/label';

export type Line = Shipment['lines'][number];
export type Count = { received: number; damaged: number };
export type Judgement = 'full' | 'short' | 'damaged';

const unit = 1_000;
export const milliOf = (amount: number) => Math.round(amount * unit);
export const amountOf = (milli: number) => milli / unit;

// Damage is told before shortage, as the server does.
export function judgementOf(lines: readonly Line[], counts: readonly Count[]): Judgement {
  if (counts.some(({ damaged }) => damaged > 0)) return 'damaged';
  return lines.some(({ quantity }, i) => (counts[i]?.received ?? 0) < quantity) ? 'short' : 'full';
}

export type Difference = { missing: number; damaged: number; over: number };

export function differenceOf(lines: readonly Line[], counts: readonly Count[]): Difference {
  const sum = { missing: 0, damaged: 0, over: 0 };
  lines.forEach(({ quantity }, i) => {
    const { received, damaged } = counts[i] ?? { received: 0, damaged: 0 };
    sum.missing += Math.max(quantity - received, 0);
    sum.over += Math.max(received - quantity, 0);
    sum.damaged += damaged;
  });
  return sum;
}

// As the form holds them, in units. What was left empty has come in full and is sound; where only a shortage is told,
// nothing is damaged.
type Typed = Partial<Record<'received' | 'damaged', number | null>> | undefined;

export function countsOf(lines: readonly Line[], typed: readonly Typed[], judgement: Judgement): Count[] {
  return lines.map((line, i) => {
    if (judgement === 'full') return { received: line.quantity, damaged: 0 };
    const { received, damaged } = typed[i] ?? {};
    return {
      received: typeof received === 'number' ? milliOf(received) : line.quantity,
      damaged: judgement === 'damaged' && typeof damaged === 'number' ? milliOf(damaged) : 0,
    };
  });
}

export type Named = { by: 'id'; id: string } | { by: 'code'; code: string } | null;

// A scanned label or what somebody typed. null: a label of something else, or nothing.
export function shipmentIn(text: string): Named {
  const read = readLabel(text);
  if (read.kind === 'document') return read.entity === 'shipment' ? { by: 'id', id: read.id } : null;
  return read.text === '' ? null : { by: 'code', code: read.text };
}
