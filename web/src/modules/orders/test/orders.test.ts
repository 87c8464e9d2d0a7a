// Goal: what the pages of orders say about numbers, dates and standing: the best option, days late, what is left of a
// reservation, what the board shows first, where bars, stops and legs stand.
import { describe, expect, it } from 'vitest';
import type { PlannedLot, ProgressStep, Site } from '@/kit/api';
import { routeLayout } from '@/kit/map/route-layout';
import { bestOf, byKind, daysBetween, daysPast, fenPerHour, mondayOf, riskOf, timeLeft } from '../figures';
import { legsOfOption, legsOfSteps, placesOf, rowsOfLots, stopsOf } from '../plan-rows';
import { byGravity, isExplained, presentStep, workOf } from '../states';
import { shareOf, spanOf, ticksOf } from '../timeline-layout';

const at = (text: string) => Date.parse(text);

describe('options', () => {
  const options = [
    { id: '1', kind: 'safest', price: 300, promise_at: '2026-03-05T00:00:00Z', risk_ppm: 10 },
    { id: '2', kind: 'cheapest', price: 200, promise_at: '2026-03-07T00:00:00Z', risk_ppm: 90 },
    { id: '3', kind: 'fastest', price: 400, promise_at: '2026-03-05T00:00:00Z', risk_ppm: 50 },
  ];
  it('stand in a known order', () => {
    expect(byKind(options).map(({ kind }) => kind)).toEqual(['cheapest', 'fastest', 'safest']);
  });
  it('are the best in something, several may be the earliest', () => {
    const best = bestOf(options);
    expect(best.get('2')).toEqual(['best_price']);
    expect(best.get('1')).toEqual(['best_promise', 'best_risk']);
    expect(best.get('3')).toEqual(['best_promise']);
  });
  it('are the best in nothing where all are alike, or where there is one', () => {
    expect(bestOf(options.slice(0, 1)).size).toBe(0);
    const alike = options.map((option) => ({ ...option, price: 1, risk_ppm: 1 }));
    expect([...bestOf(alike).values()].flat()).toEqual(['best_promise', 'best_promise']);
  });
  it('have a risk in words', () => {
    expect([0, 49_999, 50_000, 200_000].map(riskOf)).toEqual(['low', 'low', 'middle', 'high']);
  });
});

describe('dates', () => {
  it('are compared by the day in China', () => {
    // 17:00 UTC is the next day in China.
    expect(daysPast('2026-03-04T17:00:00Z', '2026-03-04')).toBe(1);
    expect(daysPast('2026-03-04T15:00:00Z', '2026-03-04')).toBe(0);
    expect(daysPast('2026-03-02T15:00:00Z', '2026-03-04')).toBe(-2);
  });
  it('tell days with a decimal below ten', () => {
    expect(daysBetween(0, 36 * 3_600_000)).toBe('1.5');
    expect(daysBetween(0, 12.4 * 86_400_000)).toBe('12');
  });
  it('tell what is left of a reservation, and when nothing is', () => {
    const until = '2026-03-04T12:00:00Z';
    expect(timeLeft(until, at('2026-03-04T10:58:59Z'))).toEqual({
      days: 0,
      hours: 1,
      minutes: 1,
      seconds: 1,
    });
    expect(timeLeft(until, at(until))).toBeNull();
  });
  it('know the Monday of a week in China', () => {
    expect(new Date(mondayOf(at('2026-03-04T12:00:00Z'))).toISOString()).toBe('2026-03-01T16:00:00.000Z');
    // Sunday evening of London is Monday in China.
    expect(mondayOf(at('2026-03-01T17:00:00Z'))).toBe(at('2026-03-01T16:00:00Z'));
  });
  it('tell what an hour earns', () => {
    const task = {
      price: 10_000,
      planned_start_at: '2026-03-04T08:00:00Z',
      planned_end_at: '2026-03-04T12:00:00Z',
    };
    expect(fenPerHour(task)).toBe(2_500);
    expect(fenPerHour({ ...task, planned_end_at: task.planned_start_at })).toBe(0);
  });
});

const step = (given: Partial<ProgressStep>): ProgressStep =>
  ({
    task_id: '1',
    operation_number: 10,
    status: 'planned',
    inputs: [],
    site_id: 's1',
    workshop_id: 'w1',
    is_late: false,
    planned_start_at: '2026-03-01T00:00:00Z',
    planned_end_at: '2026-03-02T00:00:00Z',
    ...given,
  }) as ProgressStep;

describe('the board', () => {
  it('has what is late first, and keeps the order of the server among the like', () => {
    const lines = (['on_time', 'late', 'at_risk', 'will_be_late', 'late'] as const).map((state, at) => ({
      state,
      at,
    }));
    expect(byGravity(lines).map((line) => line.at)).toEqual([1, 4, 3, 2, 0]);
  });
  it('tells a reason of whatever is in trouble, or may come into it', () => {
    expect(isExplained({ state: 'on_time', reason: 'nothing' })).toBe(false);
    expect(isExplained({ state: 'on_time', reason: 'not_answered' })).toBe(true);
    expect(isExplained({ state: 'will_be_late', reason: 'nothing' })).toBe(true);
  });
});

describe('the state of work', () => {
  it('shows a finished lot as done although it came late', () => {
    expect(workOf({ status: 'handed_over', is_late: true })).toBe('done');
    expect(workOf({ status: 'running', is_late: true })).toBe('late');
    expect(presentStep('in_production')).toBe(3);
    expect(presentStep('cancelled')).toBeUndefined();
  });
});

describe('plans', () => {
  const lot = (given: Partial<PlannedLot>): PlannedLot =>
    ({ operation_number: 10, lot: 1, starts_at: '', ends_at: '', site_id: 's1', ...given }) as PlannedLot;
  it('have a row for each operation and a bar for each lot', () => {
    const rows = rowsOfLots(
      [lot({ operation_number: 20 }), lot({ lot: 2 }), lot({ lot: 1 })],
      (one) => String(one.operation_number),
      () => '',
    );
    expect(rows.map((row) => [row.key, row.bars.map((bar) => bar.key)])).toEqual([
      ['10', ['1', '2']],
      ['20', ['1']],
    ]);
  });
  it('go from site to site, each way once, and end at the buyer', () => {
    const lots = [lot({}), lot({ site_id: 's2' }), lot({ site_id: 's2' })];
    const moves = [
      { from: 0, to: 1 },
      { from: 0, to: 2 },
      { from: 1, to: 2 },
      { from: 2, to: -1 },
    ] as never;
    expect(legsOfOption({ lots, moves }, 'home')).toEqual([
      { from: 's1', to: 's2' },
      { from: 's2', to: 'home' },
    ]);
    const steps = [step({ task_id: '1' }), step({ task_id: '2', site_id: 's2', inputs: ['1'] })];
    expect(legsOfSteps(steps, 'home')).toEqual([
      { from: 's1', to: 's2' },
      { from: 's2', to: 'home' },
    ]);
  });
  it('come to each site once; what is late there colours it', () => {
    const places = placesOf([
      { site_id: 's1', workshop_id: 'w', name: '打孔', work: 'done' },
      { site_id: 's2', workshop_id: 'v', name: '雕刻', work: 'waiting' },
      { site_id: 's1', workshop_id: 'w', name: '倒角', work: 'late' },
    ]);
    expect(places.map((place) => [place.site, place.operations, place.work])).toEqual([
      ['s1', ['打孔', '倒角'], 'late'],
      ['s2', ['雕刻'], 'waiting'],
    ]);
    const sites = new Map([['s1', { longitude: 120, latitude: 28 } as Site]]);
    expect(stopsOf(places, sites, () => '').map((stop) => [stop.id, stop.number, stop.tone])).toEqual([
      ['s1', '1', 'bad'],
    ]);
  });
});

describe('a time line', () => {
  it('holds everything within its ends', () => {
    const span = spanOf([at('2026-03-01T00:00:00Z'), at('2026-03-11T00:00:00Z')]);
    expect(shareOf(span.from, span)).toBe(0);
    expect(shareOf(span.to + 1, span)).toBe(1);
    expect(shareOf(at('2026-03-06T00:00:00Z'), span)).toBeCloseTo(0.5);
  });
  it('has few days, at midnight of the zone', () => {
    const span = { from: at('2026-03-01T00:00:00Z'), to: at('2026-04-10T00:00:00Z') };
    const ticks = ticksOf(span, 8 * 3_600_000);
    expect(ticks.length).toBeLessThanOrEqual(9);
    expect(new Date(ticks[0] ?? 0).toISOString()).toBe('2026-03-01T16:00:00.000Z');
  });
});

describe('the map of a route', () => {
  const stops = [
    { id: 'a', longitude: 120.6, latitude: 27.8 },
    { id: 'b', longitude: 121.5, latitude: 29.9 },
  ];
  it('keeps every stop within the picture, north above', () => {
    const layout = routeLayout(stops, [{ from: 'a', to: 'b' }], 640, 420);
    for (const { x, y } of layout.stops) {
      expect(x).toBeGreaterThan(20);
      expect(x).toBeLessThan(620);
      expect(y).toBeGreaterThan(20);
      expect(y).toBeLessThan(400);
    }
    const [a, b] = layout.stops;
    expect(b?.y ?? 0).toBeLessThan(a?.y ?? 0);
    expect(layout.legs).toHaveLength(1);
  });
  it('shows some ground around a single place, and no leg to nowhere', () => {
    const layout = routeLayout(stops.slice(0, 1), [{ from: 'a', to: 'b' }], 640, 420);
    expect(layout.stops[0]).toMatchObject({ x: 320, y: 210 });
    expect(layout.window[2] - layout.window[0]).toBeGreaterThan(0.1);
    expect(layout.legs).toEqual([]);
  });
});
