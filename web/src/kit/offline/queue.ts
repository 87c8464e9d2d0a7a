// What a person does without a network is kept here and sent when the network is back: each step of an action carries an
// idempotency key of its own, so that sending it again after a lost answer does nothing twice. Pure: storage, time and
// the sending are given.
import { newIdempotencyKey, Problem } from '../api';

export type ActionState = 'waiting' | 'refused';

export type QueuedAction = {
  id: string;
  kind: string; // names the sender: "certificate.photograph"
  title: string;
  userId: string;
  organisationId: string;
  createdAt: number;
  payload: Record<string, string>;
  photo?: Blob;
  // The key of each step, and what the steps that are done have answered.
  keys: Record<string, string>;
  done: Record<string, string>;
  state: ActionState;
  // Why the server refused it, in the person's language.
  refusal?: string;
};

export const actionsMax = 100;
export const photoBytesMax = 20 * 1024 * 1024;

export type QueueStore = {
  all: () => Promise<QueuedAction[]>;
  put: (action: QueuedAction) => Promise<void>;
  remove: (id: string) => Promise<void>;
};

// Runs a step unless it is done already, and keeps what it answers before the next one begins.
export type Step = (name: string, run: (idempotencyKey: string) => Promise<string>) => Promise<string>;
export type Sender = (action: QueuedAction, step: Step) => Promise<void>;

export type NewAction = Pick<QueuedAction, 'kind' | 'title' | 'userId' | 'organisationId' | 'payload'> & {
  photo?: Blob;
};

export class QueueFull extends Error {}

export async function enqueue(store: QueueStore, given: NewAction, now: number): Promise<QueuedAction> {
  if ((await store.all()).length >= actionsMax) throw new QueueFull('the queue is full');
  if ((given.photo?.size ?? 0) > photoBytesMax) throw new QueueFull('the photo is too large');
  const action: QueuedAction = {
    ...given,
    id: newIdempotencyKey(),
    createdAt: now,
    keys: {},
    done: {},
    state: 'waiting',
  };
  await store.put(action);
  return action;
}

// Whether another try later may end differently: no answer, a busy server, a session that is over.
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Problem)) return false;
  const { status } = error;
  return status === 0 || status === 401 || status === 408 || status === 429 || status >= 500;
}

export type Outcome = { sent: QueuedAction[]; refused: QueuedAction[]; stopped: boolean };

// Sends what waits, the oldest first, for one person in one organisation. A passing failure stops the run (the order is
// kept); a refusal is kept with its reason and the next one is tried.
export async function sendAll(
  store: QueueStore,
  senders: ReadonlyMap<string, Sender>,
  owner: { userId: string; organisationId: string },
): Promise<Outcome> {
  const outcome: Outcome = { sent: [], refused: [], stopped: false };
  const waiting = (await store.all())
    .filter((action) => action.state === 'waiting')
    .filter((action) => action.userId === owner.userId && action.organisationId === owner.organisationId)
    .sort((a, b) => a.createdAt - b.createdAt);
  for (const action of waiting) {
    const sender = senders.get(action.kind);
    if (!sender) continue;
    try {
      await sender(action, stepsOf(store, action));
    } catch (error) {
      if (isPassing(error)) return { ...outcome, stopped: true };
      const refused: QueuedAction = {
        ...action,
        state: 'refused',
        refusal: error instanceof Problem ? refusalOf(error) : String(error),
      };
      await store.put(refused);
      outcome.refused.push(refused);
      continue;
    }
    await store.remove(action.id);
    outcome.sent.push(action);
  }
  return outcome;
}

function refusalOf(problem: Problem): string {
  return [problem.title, ...problem.issues.map((issue) => issue.text)].filter(Boolean).join(' ');
}

function stepsOf(store: QueueStore, action: QueuedAction): Step {
  return async (name, run) => {
    const known = action.done[name];
    if (known !== undefined) return known;
    const key = action.keys[name] ?? newIdempotencyKey();
    if (action.keys[name] === undefined) {
      // Kept before it is used: a browser that dies in the middle sends the same key again.
      action.keys[name] = key;
      await store.put(action);
    }
    const answer = await run(key);
    action.done[name] = answer;
    await store.put(action);
    return answer;
  };
}

// A refused action that is to be tried again: with new keys, because the server remembers what it answered to the old.
export function renewed(action: QueuedAction): QueuedAction {
  const rest = { ...action };
  delete rest.refusal;
  const keys = Object.fromEntries(
    Object.entries(action.keys).filter(([name]) => action.done[name] !== undefined),
  );
  return { ...rest, state: 'waiting', keys };
}
