// Rows of a time line and stops of a map from the lots of an option or the steps of an order. Pure.
import type { OrderOption, PlannedLot, ProgressStep, Site } from '@/kit/api';
import type { MapStop } from '@/kit/map/route-map';
import type { Leg } from '@/kit/map/route-layout';
import { workOf, type Work } from './states';
import type { Row } from './timeline';

export type Place = {
  site: string;
  workshop: string;
  operations: string[];
  work: Work;
};

// By operation, in their order; `nameOf` an operation, `titleOf` a bar.
export function rowsOfLots(
  lots: readonly PlannedLot[],
  nameOf: (lot: PlannedLot) => string,
  titleOf: (lot: PlannedLot) => string,
): Row[] {
  const rows = new Map<number, { row: Row; workshops: Set<string> }>();
  for (const lot of [...lots].sort((a, b) => a.operation_number - b.operation_number || a.lot - b.lot)) {
    const entry = rows.get(lot.operation_number) ?? {
      row: { key: String(lot.operation_number), title: nameOf(lot), bars: [] },
      workshops: new Set<string>(),
    };
    entry.row = {
      ...entry.row,
      bars: [
        ...entry.row.bars,
        {
          key: String(lot.lot),
          from: lot.starts_at,
          to: lot.ends_at,
          work: 'active',
          title: titleOf(lot),
        },
      ],
    };
    rows.set(lot.operation_number, entry);
  }
  return [...rows.values()].map(({ row }) => row);
}

export function rowsOfSteps(
  steps: readonly ProgressStep[],
  nameOf: (step: ProgressStep) => string,
  titleOf: (step: ProgressStep) => string,
): Row[] {
  const rows = new Map<number, Row>();
  for (const step of steps) {
    const before = rows.get(step.operation_number);
    rows.set(step.operation_number, {
      key: String(step.operation_number),
      title: nameOf(step),
      bars: [
        ...(before?.bars ?? []),
        {
          key: step.task_id,
          from: step.planned_start_at,
          to: step.planned_end_at,
          work: workOf(step),
          title: titleOf(step),
          done: step.planned_out > 0 ? Math.min(1, step.good / step.planned_out) : 0,
        },
      ],
    });
  }
  return [...rows.values()];
}

const gravity: Work[] = ['waiting', 'done', 'active', 'late'];

type Visit = { site_id: string; workshop_id: string; name: string; work: Work };

// The sites in the order in which they are come to, each once.
export function placesOf(visits: readonly Visit[]): Place[] {
  const places = new Map<string, Place>();
  for (const visit of visits) {
    const place = places.get(visit.site_id);
    if (!place) {
      places.set(visit.site_id, {
        site: visit.site_id,
        workshop: visit.workshop_id,
        operations: [visit.name],
        work: visit.work,
      });
      continue;
    }
    if (!place.operations.includes(visit.name)) place.operations.push(visit.name);
    if (gravity.indexOf(visit.work) > gravity.indexOf(place.work)) place.work = visit.work;
  }
  return [...places.values()];
}

const toneOf = { waiting: 'plain', active: 'active', done: 'good', late: 'bad' } as const;

// Those whose coordinates are known.
export function stopsOf(
  places: readonly Place[],
  sites: ReadonlyMap<string, Site>,
  titleOf: (place: Place) => string,
): MapStop[] {
  return places.flatMap((place, i) => {
    const site = sites.get(place.site);
    if (typeof site?.longitude !== 'number' || typeof site.latitude !== 'number') return [];
    return [
      {
        id: place.site,
        number: String(i + 1),
        title: titleOf(place),
        longitude: site.longitude,
        latitude: site.latitude,
        tone: toneOf[place.work],
      },
    ];
  });
}

function unique(legs: readonly Leg[]): Leg[] {
  const seen = new Map(legs.map((leg) => [`${leg.from}>${leg.to}`, leg]));
  return [...seen.values()].filter((leg) => leg.from !== leg.to);
}

export function legsOfOption(option: Pick<OrderOption, 'lots' | 'moves'>, buyer: string): Leg[] {
  return unique(
    option.moves.flatMap((move) => {
      const from = option.lots[move.from]?.site_id;
      const to = move.to < 0 ? buyer : option.lots[move.to]?.site_id;
      return from !== undefined && to !== undefined ? [{ from, to }] : [];
    }),
  );
}

// From the tasks before to each task; what nobody takes over goes to the buyer.
export function legsOfSteps(steps: readonly ProgressStep[], buyer: string): Leg[] {
  const siteOf = new Map(steps.map((step) => [step.task_id, step.site_id]));
  const taken = new Set(steps.flatMap((step) => step.inputs));
  return unique(
    steps.flatMap((step) => [
      ...step.inputs.flatMap((input) => {
        const from = siteOf.get(input);
        return from === undefined ? [] : [{ from, to: step.site_id }];
      }),
      ...(taken.has(step.task_id) ? [] : [{ from: step.site_id, to: buyer }]),
    ]),
  );
}

type Step = Pick<
  ProgressStep,
  | 'task_id'
  | 'operation_number'
  | 'operation_name'
  | 'operation_name_en'
  | 'workshop_id'
  | 'planned_start_at'
  | 'planned_end_at'
>;

// The lots of a change that are done elsewhere or at another time, each with the step that it stands for; one that comes in
// addition with another one of its operation.
export function movedBy<S extends Step>(
  option: Pick<OrderOption, 'lots'>,
  steps: readonly S[],
): { lot: PlannedLot; step: S; isMore: boolean }[] {
  return [...option.lots]
    .sort((a, b) => a.operation_number - b.operation_number || a.lot - b.lot)
    .flatMap((lot) => {
      const own = steps.find(({ task_id }) => task_id === lot.task_id);
      const step = own ?? steps.find(({ operation_number }) => operation_number === lot.operation_number);
      if (!step) return [];
      const isKept =
        own?.workshop_id === lot.workshop_id && Date.parse(own.planned_end_at) === Date.parse(lot.ends_at);
      return isKept ? [] : [{ lot, step, isMore: !own }];
    });
}
