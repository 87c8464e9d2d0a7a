// Goal: what was typed survives, and nothing of it is left after signing out.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { dropAllDrafts, dropDraft, keepDraft, readDraft } from '../form/draft';

function memoryStorage(): Storage {
  const store: Record<string, string> = {};
  const methods = {
    getItem: (key: string) => store[key] ?? null,
    setItem: (key: string, value: string) => {
      store[key] = value;
    },
    removeItem: (key: string) => Reflect.deleteProperty(store, key),
  };
  return new Proxy(methods as unknown as Storage, {
    ownKeys: () => Object.keys(store),
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  });
}

beforeEach(() => vi.stubGlobal('sessionStorage', memoryStorage()));

describe('a draft', () => {
  it('is read back as it was kept', () => {
    keepDraft('site.new', { name: '一厂', is_headquarters: true });
    expect(readDraft('site.new')).toEqual({ name: '一厂', is_headquarters: true });
    dropDraft('site.new');
    expect(readDraft('site.new')).toBeUndefined();
  });

  it('has a bound', () => {
    keepDraft('site.new', { description: 'x'.repeat(60_000) });
    expect(readDraft('site.new')).toBeUndefined();
  });

  it('goes with all others at the end, and nothing else goes', () => {
    keepDraft('a', { x: 1 });
    keepDraft('b', { x: 2 });
    sessionStorage.setItem('other', 'stays');
    dropAllDrafts();
    expect([readDraft('a'), readDraft('b'), sessionStorage.getItem('other')]).toEqual([
      undefined,
      undefined,
      'stays',
    ]);
  });

  it('does not stop the form where the storage is full', () => {
    vi.spyOn(sessionStorage, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(() => keepDraft('a', { x: 1 })).not.toThrow();
  });
});
