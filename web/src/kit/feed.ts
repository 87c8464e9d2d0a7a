// The live feed: what happens in the own organisation, over one WebSocket that comes back after a break and resumes
// where it stopped.
export type FeedMessage = { sequence: number; entity: string; entity_id: string; event: string; at: string };
export type FeedStatus = 'connecting' | 'open' | 'closed';

const pauseMin = 1_000;
const pauseMax = 60_000;

// Doubles with every failure; never longer than a minute.
export function pauseAfter(failures: number): number {
  return Math.min(pauseMin * 2 ** failures, pauseMax);
}

export function messageOf(text: string): FeedMessage | null {
  try {
    const value = JSON.parse(text) as Partial<FeedMessage> | null;
    if (typeof value?.sequence !== 'number' || typeof value.entity !== 'string') return null;
    return { entity_id: '', event: '', at: '', ...value } as FeedMessage;
  } catch {
    return null;
  }
}

export type FeedOptions = {
  open: (after: number | undefined) => WebSocket;
  onMessage: (message: FeedMessage) => void;
  onStatus: (status: FeedStatus) => void;
};

export function feedAddress(after: number | undefined): string {
  const address = new URL('/api/v1/feed', globalThis.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  if (after !== undefined) address.searchParams.set('after', String(after));
  return address.href;
}

// Connects until the returned function is called.
export function followFeed({ open, onMessage, onStatus }: FeedOptions): () => void {
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
      const message = typeof event.data === 'string' ? messageOf(event.data) : null;
      if (!message) return;
      last = message.sequence;
      onMessage(message);
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
