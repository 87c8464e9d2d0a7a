// One live document of the feed: what it is like now, again and again, over a WebSocket that comes back after a break.
import { pauseAfter } from '@/kit/feed';

// What the message holds; null where it is no live one.
export function liveDataOf(text: string): unknown {
  try {
    const value = JSON.parse(text) as { live?: boolean; data?: unknown } | null;
    return value?.live === true ? (value.data ?? null) : null;
  } catch {
    return null;
  }
}

// Connects until the returned function is called.
export function followLive(address: string, onData: (data: unknown) => void): () => void {
  let failures = 0;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let socket: WebSocket | undefined;
  const connect = () => {
    socket = new WebSocket(address);
    socket.onopen = () => (failures = 0);
    socket.onmessage = (event: MessageEvent<unknown>) => {
      const data = typeof event.data === 'string' ? liveDataOf(event.data) : null;
      if (data !== null) onData(data);
    };
    socket.onclose = () => {
      if (stopped) return;
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
