// The live feed: what happens in the own organisation, over one WebSocket that comes back after a break and resumes
// where it stopped.
export type FeedMessage = {
  sequence: number;
  entity: string;
  entity_id: string;
  event: string;
  at: string;
  // Of a feed of one document: what changed, as [before, after].
  data?: Record<string, readonly unknown[]>;
};
export type FeedStatus = 'connecting' | 'open' | 'closed';

const pauseMin = 1_000;
const pauseMax = 60_000;

// Doubles with every failure; never longer than a minute.
export function pauseAfter(failures: number): number {
  return Math.min(pauseMin * 2 ** failures, pauseMax);
}

// What the server tells: an event; where the feed starts; or that more was missed than it tells again.
export type Told = { kind: 'event'; message: FeedMessage } | { kind: 'ready' | 'reset'; sequence: number };

export function toldBy(text: string): Told | null {
  try {
    const value = JSON.parse(text) as (Partial<FeedMessage> & { ready?: boolean; reset?: boolean }) | null;
    if (typeof value?.sequence !== 'number') return null;
    if (value.ready === true) return { kind: 'ready', sequence: value.sequence };
    if (value.reset === true) return { kind: 'reset', sequence: value.sequence };
    if (typeof value.entity !== 'string') return null;
    return { kind: 'event', message: { entity_id: '', event: '', at: '', ...value } as FeedMessage };
  } catch {
    return null;
  }
}

export type FeedOptions = {
  open: (after: number | undefined) => WebSocket;
  onMessage: (message: FeedMessage) => void;
  // Too much was missed: what is shown has to be loaded anew.
  onReset: () => void;
  onStatus: (status: FeedStatus) => void;
};

export function feedAddress(after: number | undefined): string {
  const address = new URL('/api/v1/feed', globalThis.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  if (after !== undefined) address.searchParams.set('after', String(after));
  return address.href;
}

// Connects until the returned function is called.
export function followFeed({ open, onMessage, onReset, onStatus }: FeedOptions): () => void {
  let last: number | undefined;
  let failures = 0;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let socket: WebSocket | undefined;

  const connect = () => {
    onStatus('connecting');
    socket = open(last);
    socket.onopen = () => {
      failures = 0;
      onStatus('open');
    };
    socket.onmessage = (event: MessageEvent<unknown>) => {
      const told = typeof event.data === 'string' ? toldBy(event.data) : null;
      if (!told) return;
      last = told.kind === 'event' ? told.message.sequence : told.sequence;
      if (told.kind === 'event') onMessage(told.message);
      if (told.kind === 'reset') onReset();
    };
    socket.onclose = () => {
      if (stopped) return;
      onStatus('closed');
      timer = setTimeout(connect, pauseAfter(failures));
      failures += 1;
    };
  };
  connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    socket?.close();
  };
}
