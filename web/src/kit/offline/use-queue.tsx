// The queue of this person on this device: what waits, and the sending of it when the network is there.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useLiveStatus } from '../live';
import { useSession } from '../session';
import { indexedDbStore } from './indexed-db';
import { enqueue, renewed, sendAll, type NewAction, type QueuedAction, type Sender } from './queue';

const queueKey = ['queue'];
const retryMs = 30_000;

export type Queue = {
  actions: QueuedAction[];
  isSending: boolean;
  // How many this page has sent since it was opened.
  sentCount: number;
  add: (action: Pick<NewAction, 'kind' | 'title' | 'payload' | 'photo'>) => Promise<void>;
  remove: (id: string) => Promise<void>;
  retry: (action: QueuedAction) => Promise<void>;
};

const QueueContext = createContext<Queue | null>(null);

export function useQueue(): Queue {
  const queue = use(QueueContext);
  if (!queue) throw new Error('the queue is there for people who are signed in');
  return queue;
}

// One tab at a time sends; where the browser has no locks the idempotency keys alone must do.
async function alone(work: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return work();
  await navigator.locks.request('dengyun.queue', { ifAvailable: true }, async (lock) => {
    if (lock) await work();
  });
}

// `senders` by kind, `collections` that show what was sent.
export function QueueProvider({
  senders,
  collections,
  children,
}: {
  senders: ReadonlyMap<string, Sender>;
  collections: readonly string[];
  children: ReactNode;
}) {
  const session = useSession();
  const queries = useQueryClient();
  const [isSending, setSending] = useState(false);
  const [sentCount, setSentCount] = useState(0);
  const userId = session.user.id;
  const organisationId = session.organisation.id;
  const rows = useQuery({
    queryKey: [...queueKey, userId, organisationId],
    queryFn: async () =>
      (await indexedDbStore.all())
        .filter((action) => action.userId === userId && action.organisationId === organisationId)
        .sort((a, b) => a.createdAt - b.createdAt),
    networkMode: 'always',
  });
  const reread = useCallback(() => queries.invalidateQueries({ queryKey: queueKey }), [queries]);

  const send = useCallback(async () => {
    await alone(async () => {
      setSending(true);
      try {
        const outcome = await sendAll(indexedDbStore, senders, { userId, organisationId });
        setSentCount((count) => count + outcome.sent.length);
        if (outcome.sent.length > 0)
          for (const path of collections) void queries.invalidateQueries({ queryKey: [path] });
      } finally {
        setSending(false);
        await reread();
      }
    });
  }, [senders, collections, userId, organisationId, queries, reread]);

  const live = useLiveStatus() === 'open';
  const waits = (rows.data ?? []).some((action) => action.state === 'waiting');
  useEffect(() => {
    if (!waits) return;
    const now = () => {
      if (navigator.onLine) void send();
    };
    now();
    globalThis.addEventListener('online', now);
    const timer = setInterval(now, retryMs);
    return () => {
      globalThis.removeEventListener('online', now);
      clearInterval(timer);
    };
    // Again when the live feed is there again: a device that never lost its network does not notice that the server did.
  }, [waits, send, live]);

  const queue = useMemo<Queue>(
    () => ({
      actions: rows.data ?? [],
      isSending,
      sentCount,
      add: async (action) => {
        await enqueue(indexedDbStore, { ...action, userId, organisationId }, Date.now());
        await reread();
        if (navigator.onLine) await send();
      },
      remove: async (id) => {
        await indexedDbStore.remove(id);
        await reread();
      },
      retry: async (action) => {
        await indexedDbStore.put(renewed(action));
        await reread();
        await send();
      },
    }),
    [rows.data, isSending, sentCount, userId, organisationId, reread, send],
  );
  return <QueueContext value={queue}>{children}</QueueContext>;
}
