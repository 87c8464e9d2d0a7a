// How states of orders and tasks look, and which step of its way an order is at.
import type { BoardLine } from '@/kit/api';
import type { Tone } from '@/kit/page';

export const orderTones: Record<string, Tone | 'plain'> = {
  draft: 'plain',
  quoted: 'warning',
  accepted: 'warning',
  funded: 'info',
  released: 'info',
  in_production: 'info',
  partly_delivered: 'info',
  delivered: 'warning',
  settled: 'good',
  closed: 'good',
  expired: 'plain',
  cancelled: 'plain',
  terminating: 'bad',
  closed_short: 'bad',
};

export const taskTones: Record<string, Tone | 'plain'> = {
  planned: 'plain',
  ready: 'plain',
  offered: 'warning',
  accepted: 'info',
  running: 'info',
  reported: 'info',
  inspected: 'info',
  passed: 'good',
  handed_over: 'good',
  declined: 'bad',
  expired: 'bad',
  revoked: 'bad',
  rework: 'warning',
  scrapped: 'bad',
  held: 'warning',
  cancelled: 'plain',
};

export const optionTones: Record<string, Tone | 'plain'> = {
  open: 'warning',
  agreed: 'warning',
  accepted: 'good',
  declined: 'plain',
  withdrawn: 'plain',
  lapsed: 'plain',
};

export const boardTones: Record<BoardLine['state'], Tone> = {
  late: 'bad',
  will_be_late: 'warning',
  at_risk: 'info',
  on_time: 'good',
};
const gravest: BoardLine['state'][] = ['late', 'will_be_late', 'at_risk', 'on_time'];

// What needs a person most comes first; among the like what is due first, as the server has them.
export function byGravity<T extends Pick<BoardLine, 'state'>>(lines: readonly T[]): T[] {
  return [...lines].sort((a, b) => gravest.indexOf(a.state) - gravest.indexOf(b.state));
}

// A line without trouble needs no reason.
export function isExplained({ state, reason }: Pick<BoardLine, 'state' | 'reason'>): boolean {
  return state !== 'on_time' || reason !== 'nothing';
}

export const orderSteps = ['need', 'options', 'payment', 'making', 'delivery', 'settled'] as const;
const stepOf: Record<string, number> = {
  draft: 0,
  quoted: 1,
  accepted: 2,
  funded: 3,
  released: 3,
  in_production: 3,
  partly_delivered: 4,
  delivered: 4,
  settled: 5,
  closed: 6,
};

// Which of the steps is under way; one past the last: all are behind. undefined: the order has left the way.
export function presentStep(status: string): number | undefined {
  return stepOf[status];
}

export type Work = 'waiting' | 'active' | 'done' | 'late';
const active = new Set(['accepted', 'running', 'rework', 'reported', 'inspected', 'held']);
const done = new Set(['passed', 'handed_over']);

export function workOf(step: { status: string; is_late: boolean }): Work {
  if (done.has(step.status)) return 'done';
  if (step.is_late) return 'late';
  return active.has(step.status) ? 'active' : 'waiting';
}

export const runningOrders = ['released', 'in_production', 'partly_delivered'] as const;
export const tasksInHand = ['accepted', 'running', 'rework'] as const;
export const tasksDone = ['reported', 'inspected', 'passed', 'handed_over'] as const;
export const tasksToPlace = ['declined', 'expired', 'revoked', 'scrapped', 'held'] as const;
// Moves that the other side has to understand.
export const reasoned: ReadonlySet<string> = new Set([
  ...['decline', 'refuse', 'terminate', 'abandon', 'hold', 'revoke', 'cancel'],
]);
export const mainMoves: ReadonlySet<string> = new Set([
  ...['accept', 'fund', 'release', 'start', 'settle', 'agree', 'offer', 'resume'],
]);
