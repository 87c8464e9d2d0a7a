// What a sample says about its lot, by the plan of GB/T 2828.1. Pure. Lots in milli of their unit, samples in pieces.
import type { Inspection } from '@/kit/api';

type Plan = Pick<Inspection, 'sample_size' | 'accept_number' | 'reject_number'>;
type Found = {
  nonconforming: number | null;
  defects: readonly Pick<Inspection['defects'][number], 'defect_class'>[];
};

// `critical`: the plan accepts the lot, but a piece of it is dangerous, so that it may be refused all the same.
export type Standing = 'open' | 'accept' | 'critical' | 'reject';

export function standingOf(plan: Plan, { nonconforming, defects }: Found): Standing {
  if (nonconforming === null) return 'open';
  if (nonconforming > plan.accept_number) return 'reject';
  return defects.some((defect) => defect.defect_class === 'critical') ? 'critical' : 'accept';
}

// The lot in whole pieces: what is counted in parts of a unit is rounded up, as the plan does.
export const piecesIn = (milli: number) => Math.ceil(milli / 1_000);

export type Defect = Inspection['defects'][number];
export type TypedDefect = Partial<{ [K in keyof Defect]: Defect[K] | null }>;

const textOf = (value: string | null | undefined) => (value?.trim() ? value.trim() : null);

// As the form holds them: lines that were opened and left empty are none.
export function defectsOf(typed: readonly (TypedDefect | undefined)[]): Defect[] {
  return typed.flatMap((one): Defect[] => {
    const characteristic = textOf(one?.characteristic);
    if (!one || characteristic === null) return [];
    return [
      {
        defect_class: one.defect_class ?? 'major',
        characteristic,
        pieces: one.pieces ?? 1,
        required: textOf(one.required),
        measured: textOf(one.measured),
      },
    ];
  });
}

// The last lots of a series, the oldest first: true where the lot was accepted. `bits`: 1 is not accepted, the newest lowest.
export function recentLots(bits: number, lots: number): boolean[] {
  const shown = Math.min(lots, 5);
  return Array.from({ length: shown }, (_, i) => ((bits >> (shown - 1 - i)) & 1) === 0);
}
