// Goal: what was done offline arrives once and in order, whatever breaks in between; what is refused is kept with its
// reason and holds up nothing else.
import { expect, it } from 'vitest';
import { Problem } from '../../api';
import {
  actionsMax,
  enqueue,
  photoBytesMax,
  QueueFull,
  renewed,
  sendAll,
  type QueuedAction,
  type QueueStore,
  type Sender,
} from '../queue';

const me = { userId: '1', organisationId: '11' };
const problem = (status: number, title = '') => new Problem(status, 'x.y', title, '', []);

// Keeps copies, as a database does.
function memoryStore(): QueueStore & { rows: Map<string, QueuedAction> } {
  const rows = new Map<string, QueuedAction>();
  return {
    rows,
    all: () => Promise.resolve([...rows.values()].map((row) => structuredClone(row))),
    put: (action) => Promise.resolve(void rows.set(action.id, structuredClone(action))),
    remove: (id) => Promise.resolve(void rows.delete(id)),
  };
}

async function fill(store: QueueStore, titles: string[], owner = me) {
  for (const [at, title] of titles.entries())
    await enqueue(store, { kind: 'report', title, payload: {}, ...owner }, at);
}

function recording(fails: (title: string, count: number) => Problem | false = () => false) {
  const sent: string[] = [];
  const tries = new Map<string, number>();
  const sender: Sender = async (action, step) => {
    const count = (tries.get(action.title) ?? 0) + 1;
    tries.set(action.title, count);
    const failure = fails(action.title, count);
    if (failure) throw failure;
    await step('send', (key) => Promise.resolve(sent.push(`${action.title} ${key}`).toString()));
  };
  return { sent, senders: new Map([['report', sender]]) };
}

it('sends the oldest first and forgets what has arrived', async () => {
  const store = memoryStore();
  await fill(store, ['a', 'b', 'c']);
  const { sent, senders } = recording();
  const outcome = await sendAll(store, senders, me);
  expect(sent.map((line) => line[0])).toEqual(['a', 'b', 'c']);
  expect(outcome.sent).toHaveLength(3);
  expect(store.rows.size).toBe(0);
});

it('stops at a failure that passes and goes on later, in the same order', async () => {
  const store = memoryStore();
  await fill(store, ['a', 'b', 'c']);
  const { sent, senders } = recording((title, count) => title === 'b' && count === 1 && problem(0));
  expect((await sendAll(store, senders, me)).stopped).toBe(true);
  expect(sent.map((line) => line[0])).toEqual(['a']);
  await sendAll(store, senders, me);
  expect(sent.map((line) => line[0])).toEqual(['a', 'b', 'c']);
});

it('keeps what the server refuses with its reason, and goes on with the next', async () => {
  const store = memoryStore();
  await fill(store, ['a', 'b']);
  const { sent, senders } = recording((title) => title === 'a' && problem(422, 'No such certificate.'));
  const outcome = await sendAll(store, senders, me);
  expect(outcome.refused.map((action) => action.refusal)).toEqual(['No such certificate.']);
  expect(sent.map((line) => line[0])).toEqual(['b']);
  expect([...store.rows.values()].map((row) => row.state)).toEqual(['refused']);
  // It waits for the person, not for the network.
  await sendAll(store, senders, me);
  expect(sent).toHaveLength(1);
});

it('does no step twice, and repeats an unanswered one with the same key', async () => {
  const store = memoryStore();
  await enqueue(store, { kind: 'photo', title: 'p', payload: {}, ...me }, 0);
  const keys: string[] = [];
  let uploads = 0;
  let isBroken = true;
  const sender: Sender = async (_, step) => {
    const file = await step('file', () => Promise.resolve(`file-${(uploads += 1)}`));
    await step('certificate', (key) => {
      keys.push(`${file} ${key}`);
      return isBroken ? Promise.reject(problem(503)) : Promise.resolve('7');
    });
  };
  const senders = new Map([['photo', sender]]);
  await sendAll(store, senders, me);
  isBroken = false;
  await sendAll(store, senders, me);
  expect(uploads).toBe(1);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
  expect(store.rows.size).toBe(0);
});

it('tries a refused action again with a new key for the step that failed only', () => {
  const action: QueuedAction = {
    id: '1',
    kind: 'photo',
    title: 'p',
    ...me,
    createdAt: 0,
    payload: {},
    keys: { file: 'k1', certificate: 'k2' },
    done: { file: '9' },
    state: 'refused',
    refusal: 'no',
  };
  const again = renewed(action);
  expect(again.keys).toEqual({ file: 'k1' });
  expect(again.state).toBe('waiting');
  expect('refusal' in again).toBe(false);
});

it('sends nothing in the name of another person or organisation', async () => {
  const store = memoryStore();
  await fill(store, ['theirs'], { userId: '2', organisationId: '11' });
  await fill(store, ['elsewhere'], { userId: '1', organisationId: '12' });
  const { sent, senders } = recording();
  await sendAll(store, senders, me);
  expect(sent).toEqual([]);
  expect(store.rows.size).toBe(2);
});

it('is bounded', async () => {
  const store = memoryStore();
  await fill(
    store,
    Array.from({ length: actionsMax }, (_, i) => String(i)),
  );
  await expect(fill(store, ['one more'])).rejects.toThrow(QueueFull);
  const large = { size: photoBytesMax + 1 } as Blob;
  await expect(
    enqueue(memoryStore(), { kind: 'photo', title: '', payload: {}, photo: large, ...me }, 0),
  ).rejects.toThrow(QueueFull);
});
