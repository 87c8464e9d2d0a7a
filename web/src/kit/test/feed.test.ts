// Goal: the feed comes back after a break, resumes where it stopped, and waits longer after every failure.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followFeed, pauseAfter, toldBy, type FeedMessage, type FeedStatus } from '../feed';

class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  closed = false;
  close() {
    this.closed = true;
    this.onclose?.();
  }
}

describe('toldBy', () => {
  it('reads what the server sends and refuses the rest', () => {
    expect(toldBy('{"sequence":4,"entity":"site","entity_id":"9","event":"site.created","at":"x"}')).toEqual({
      kind: 'event',
      message: { sequence: 4, entity: 'site', entity_id: '9', event: 'site.created', at: 'x' },
    });
    expect(toldBy('{"ready":true,"sequence":41}')).toEqual({ kind: 'ready', sequence: 41 });
    expect(toldBy('{"reset":true,"sequence":90}')).toEqual({ kind: 'reset', sequence: 90 });
    for (const text of [
      '',
      'null',
      '7',
      '{}',
      '{"sequence":"4","entity":"site"}',
      '{"sequence":4}',
      '{"ready":true}',
    ]) {
      expect(toldBy(text), text).toBeNull();
    }
  });
});

describe('pauseAfter', () => {
  it('doubles up to a minute', () => {
    expect([0, 1, 2, 5, 6, 50].map(pauseAfter)).toEqual([1000, 2000, 4000, 32000, 60000, 60000]);
  });
});

describe('followFeed', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function follow() {
    const sockets: FakeSocket[] = [];
    const asked: (number | undefined)[] = [];
    const messages: FeedMessage[] = [];
    const statuses: FeedStatus[] = [];
    const onReset = vi.fn();
    const stop = followFeed({
      open: (after) => {
        asked.push(after);
        const socket = new FakeSocket();
        sockets.push(socket);
        return socket as unknown as WebSocket;
      },
      onMessage: (message) => messages.push(message),
      onReset,
      onStatus: (status) => statuses.push(status),
    });
    return { sockets, asked, messages, statuses, onReset, stop };
  }

  it('resumes after the last message that it saw', () => {
    const feed = follow();
    feed.sockets[0]?.onopen?.();
    feed.sockets[0]?.onmessage?.({ data: '{"sequence":41,"entity":"site"}' });
    feed.sockets[0]?.onclose?.();
    vi.advanceTimersByTime(1000);
    expect(feed.asked).toEqual([undefined, 41]);
    expect(feed.messages.map((message) => message.sequence)).toEqual([41]);
    expect(feed.statuses).toEqual(['connecting', 'open', 'closed', 'connecting']);
  });

  it('starts where the server says, and says when too much was missed', () => {
    const feed = follow();
    feed.sockets[0]?.onmessage?.({ data: '{"ready":true,"sequence":7}' });
    expect(feed.onReset).not.toHaveBeenCalled();
    feed.sockets[0]?.onmessage?.({ data: '{"reset":true,"sequence":90}' });
    expect(feed.onReset).toHaveBeenCalledOnce();
    feed.sockets[0]?.onclose?.();
    vi.advanceTimersByTime(1000);
    expect(feed.asked).toEqual([undefined, 90]);
    expect(feed.messages).toEqual([]);
  });

  it('waits longer after every failure and starts over after a success', () => {
    const feed = follow();
    feed.sockets[0]?.onclose?.();
    vi.advanceTimersByTime(1000);
    feed.sockets[1]?.onclose?.();
    vi.advanceTimersByTime(1999);
    expect(feed.sockets).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(feed.sockets).toHaveLength(3);
    feed.sockets[2]?.onopen?.();
    feed.sockets[2]?.onclose?.();
    vi.advanceTimersByTime(1000);
    expect(feed.sockets).toHaveLength(4);
  });

  it('stays closed once it is stopped', () => {
    const feed = follow();
    feed.stop();
    vi.advanceTimersByTime(600_000);
    expect(feed.sockets).toHaveLength(1);
    expect(feed.sockets[0]?.closed).toBe(true);
  });
});
