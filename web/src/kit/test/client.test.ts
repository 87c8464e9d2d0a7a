// Goal: what every call carries (token, idempotency key, language, entity tag), and what becomes of refusals.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const sent: Request[] = [];
let reply: () => Response;

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}

async function client() {
  return import('../api');
}

beforeEach(() => {
  sent.length = 0;
  vi.resetModules();
  vi.stubGlobal('fetch', (request: Request) => {
    sent.push(request);
    return Promise.resolve(reply());
  });
  reply = () => json(200, { items: [], next: null });
});
afterEach(() => vi.unstubAllGlobals());

function lastSent(): Request {
  const request = sent.at(-1);
  if (!request) throw new Error('nothing was sent');
  return request;
}

describe('a reading call', () => {
  it('names the language and carries neither token nor key', async () => {
    const { fetchPage, setCsrfToken } = await client();
    setCsrfToken('secret');
    await fetchPage('/api/v1/sites', { limit: 25, after: undefined, q: '余姚' });
    expect(lastSent().headers.get('Accept-Language')).toBe('zh-CN');
    expect(lastSent().headers.has('X-CSRF-Token')).toBe(false);
    expect(lastSent().headers.has('Idempotency-Key')).toBe(false);
    const address = new URL(lastSent().url);
    expect([address.pathname, address.searchParams.get('limit'), address.searchParams.get('q')]).toEqual([
      '/api/v1/sites',
      '25',
      '余姚',
    ]);
    expect(address.searchParams.has('after')).toBe(false);
  });
});

describe('a writing call', () => {
  it('carries the token of the session', async () => {
    const { createRow, setCsrfToken } = await client();
    setCsrfToken('secret');
    await createRow('/api/v1/sites', { name: '总厂' });
    expect(lastSent().headers.get('X-CSRF-Token')).toBe('secret');
    expect(await lastSent().json()).toEqual({ name: '总厂' });
  });

  it('gets a new idempotency key each time, or the one that the form holds', async () => {
    const { createRow } = await client();
    await createRow('/api/v1/sites', {});
    await createRow('/api/v1/sites', {});
    await createRow('/api/v1/sites', {}, 'held');
    const keys = sent.map((request) => request.headers.get('Idempotency-Key'));
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).not.toBe(keys[0]);
    expect(keys[2]).toBe('held');
  });

  it('names the version that it changes or removes', async () => {
    const { changeRow, removeRow } = await client();
    await changeRow('/api/v1/sites', { id: '7', version: 3 }, { name: 'x' });
    expect([lastSent().method, lastSent().headers.get('If-Match')]).toEqual(['PATCH', '"v3"']);
    reply = () => new Response(null, { status: 204 });
    await removeRow('/api/v1/sites', { id: '7', version: 4 });
    expect([lastSent().method, lastSent().headers.get('If-Match')]).toEqual(['DELETE', '"v4"']);
    expect(new URL(lastSent().url).pathname).toBe('/api/v1/sites/7');
  });
});

describe('a refusal', () => {
  it('is thrown as its problem', async () => {
    const { fetchRow } = await client();
    reply = () => json(404, { code: 'request.not_found', title: '没有找到', request_id: 'r', issues: [] });
    await expect(fetchRow('/api/v1/sites', '1')).rejects.toMatchObject({
      status: 404,
      code: 'request.not_found',
    });
  });

  it('of a session that is gone is told once somebody was signed in', async () => {
    const { fetchPage, onSignedOut, setCsrfToken } = await client();
    const told = vi.fn();
    onSignedOut(told);
    reply = () => json(401, { code: 'request.unauthenticated', title: '', request_id: '', issues: [] });
    await expect(fetchPage('/api/v1/sites')).rejects.toMatchObject({ status: 401 });
    expect(told).not.toHaveBeenCalled();
    setCsrfToken('secret');
    await expect(fetchPage('/api/v1/sites')).rejects.toMatchObject({ status: 401 });
    expect(told).toHaveBeenCalledOnce();
  });

  it('of the token asks for the session again', async () => {
    const { createRow, onTokenRefused } = await client();
    const told = vi.fn();
    onTokenRefused(told);
    reply = () => json(403, { code: 'request.csrf_token_missing', title: '', request_id: '', issues: [] });
    await expect(createRow('/api/v1/sites', {})).rejects.toMatchObject({ status: 403 });
    expect(told).toHaveBeenCalledOnce();
  });

  it('without any answer is unreachable', async () => {
    const { fetchPage, unreachable } = await client();
    reply = () => {
      throw new TypeError('failed to fetch');
    };
    await expect(fetchPage('/api/v1/sites')).rejects.toMatchObject({ status: 0, code: unreachable });
  });
});
