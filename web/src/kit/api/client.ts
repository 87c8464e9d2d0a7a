// The one way to the server: typed by the generated schema, with the session's token, an idempotency key and problem
// details as thrown errors.
import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from '@/gen/schema';
import { currentLanguage } from '../i18n';
import { complete, ifMatch } from './headers';
import { Problem, problemOf, unreachable } from './problem';
import type { Answer, Item, ListPath, Page, RowPath } from './types';

let csrfToken: string | undefined;
let signedOut: () => void = () => undefined;
let tokenRefused: () => void = () => undefined;

// Of the present session; undefined when signed out.
export function setCsrfToken(token: string | undefined): void {
  csrfToken = token;
}
export function presentCsrfToken(): string | undefined {
  return csrfToken;
}
// Told when the server no longer knows the session.
export function onSignedOut(listener: () => void): void {
  signedOut = listener;
}
// Told when another tab has got a new session: the token has to be read again.
export function onTokenRefused(listener: () => void): void {
  tokenRefused = listener;
}

const identify: Middleware = {
  onRequest({ request }) {
    complete(request.headers, request.method, { language: currentLanguage(), csrfToken });
    return request;
  },
};

export const api = createClient<paths>({
  baseUrl: globalThis.location.origin,
  fetch: (request) => fetch(request),
});
api.use(identify);

// Codes of a session that is gone; a refused password is no such thing.
const endOfSession = new Set(['request.unauthenticated', 'session.expired']);

type Outcome<T> = { data?: T; error?: unknown; response: Response };

// The data of a call, or its problem thrown.
export async function unwrap<T>(call: Promise<Outcome<T>>): Promise<T> {
  let outcome: Outcome<T>;
  try {
    outcome = await call;
  } catch {
    throw new Problem(0, unreachable, '', '', []);
  }
  if (outcome.response.ok) return outcome.data as T;
  const problem = problemOf(outcome.response.status, outcome.error);
  if (endOfSession.has(problem.code) && csrfToken !== undefined) signedOut();
  if (problem.code === 'request.csrf_token_missing') tokenRefused();
  throw problem;
}

// The generic calls below are typed by their paths; openapi-fetch cannot follow a path that is itself a parameter, so
// they pass through this one untyped door.
// A field with several values: either of them.
type Query = Record<string, string | number | boolean | readonly string[] | undefined>;
type Init = {
  params?: { query?: Query; path?: { id: string }; header?: Record<string, string> };
  body?: unknown;
};
type Call = (path: string, init: Init) => Promise<Outcome<unknown>>;
const untyped = api as unknown as { GET: Call; POST: Call; PATCH: Call; DELETE: Call };

export async function fetchPage<P extends ListPath>(path: P, query: Query = {}): Promise<Page<Item<P>>> {
  return (await unwrap(untyped.GET(path, { params: { query } }))) as Page<Item<P>>;
}

export async function fetchRow<P extends RowPath>(path: P, id: string): Promise<Item<P>> {
  return (await unwrap(untyped.GET(`${path}/{id}`, { params: { path: { id } } }))) as Item<P>;
}

// The same key sends the same creation again without doing it twice.
export async function createRow<P extends ListPath>(
  path: P,
  body: object,
  key?: string,
): Promise<Answer<P, 'post'>> {
  const header: Record<string, string> = key === undefined ? {} : { 'Idempotency-Key': key };
  return (await unwrap(untyped.POST(path, { params: { header }, body }))) as Answer<P, 'post'>;
}

export type Versioned = { id: string; version: number | string };

export async function changeRow<P extends RowPath>(
  path: P,
  row: Versioned,
  changes: object,
): Promise<Item<P>> {
  const params = { path: { id: row.id }, header: { 'If-Match': ifMatch(row.version) } };
  return (await unwrap(untyped.PATCH(`${path}/{id}`, { params, body: changes }))) as Item<P>;
}

export async function removeRow(path: RowPath, row: Versioned): Promise<void> {
  const params = { path: { id: row.id }, header: { 'If-Match': ifMatch(row.version) } };
  await unwrap(untyped.DELETE(`${path}/{id}`, { params }));
}

// `owner`: the organisation that the row belongs to, where it is another than one's own.
export type Act = { id: string; action: string; reason?: string; owner?: string };

export async function actOnRow<P extends RowPath>(
  path: P,
  { id, action, reason, owner }: Act,
): Promise<Item<P>> {
  const body = { action, ...(reason ? { reason } : {}) };
  const params = { path: { id }, query: { organisation_id: owner } };
  return (await unwrap(untyped.POST(`${path}/{id}/actions`, { params, body }))) as Item<P>;
}
