// Where a running order stands against its promise, and the operation that decides it. Pure.
import type { OrderProgress, ProgressStep } from '@/kit/api';

export type Standing = {
  kind: 'late' | 'willBeLate' | 'inPlan';
  expected: string | undefined;
  cause: ProgressStep | undefined;
  // What needs a person most comes first.
  rank: number;
};

const over = new Set(['passed', 'handed_over', 'cancelled']);

export function standingOf(progress: OrderProgress | undefined, now: number): Standing {
  const expected = progress?.expected_at ?? undefined;
  const promise = progress?.promise_at ? Date.parse(progress.promise_at) : Infinity;
  const open = (progress?.steps ?? []).filter((step) => !over.has(step.status));
  // The first that is behind its plan holds up the others; else the one that ends last.
  const behind = open.find((step) => step.is_late);
  const last = open.reduce<ProgressStep | undefined>(
    (latest, step) => (!latest || step.planned_end_at > latest.planned_end_at ? step : latest),
    undefined,
  );
  const gap = expected ? Date.parse(expected) - promise : -Infinity;
  if (promise < now && open.length > 0)
    return { kind: 'late', expected, cause: behind ?? last, rank: promise - now };
  if (gap > 0) return { kind: 'willBeLate', expected, cause: behind ?? last, rank: 1e12 - gap };
  return { kind: 'inPlan', expected, cause: behind, rank: 2e12 + (behind ? 0 : 1) };
}
