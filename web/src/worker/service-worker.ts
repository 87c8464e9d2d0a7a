// The service worker: the app opens without a network. It keeps the app's own files and the few answers that a page needs
// to open at all; everything else goes to the server. What a person writes is kept by the page's queue, not here.
import { answersKept, isKeptAnswer, isOwnFile } from './rules';

const worker = self as unknown as ServiceWorkerGlobalScope;
// The build puts the list of files here, so that this file changes with every version of the app.
const files: string[] = JSON.parse('__FILES__') as string[];
const shell = 'dengyun-shell-__VERSION__';
const answers = 'dengyun-answers';
const patienceMs = 4_000;

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(shell).then((cache) => cache.addAll(files)));
});

worker.addEventListener('activate', (event) => {
  const clean = async () => {
    const names = await caches.keys();
    await Promise.all(
      names.filter((name) => name !== shell && name !== answers).map((name) => caches.delete(name)),
    );
    await worker.clients.claim();
  };
  event.waitUntil(clean());
});

worker.addEventListener('message', (event) => {
  if (event.data === 'take over') void worker.skipWaiting();
  if (event.data === 'keep answers') event.waitUntil(keepAnswers());
});

function late(): Promise<never> {
  return new Promise((_, reject) =>
    setTimeout(() => reject(new Error('the network is too slow')), patienceMs),
  );
}

// Pages: the server's index, and the kept one where the network is away or too slow to wait for.
async function page(request: Request): Promise<Response> {
  try {
    return await Promise.race([fetch(request), late()]);
  } catch {
    return (await caches.match('/', { cacheName: shell })) ?? Response.error();
  }
}

// Hashed files never change.
async function file(request: Request): Promise<Response> {
  const kept = await caches.match(request, { cacheName: shell });
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await (await caches.open(shell)).put(request, fresh.clone());
  return fresh;
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(answers);
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await cache.put(request, fresh.clone());
    // Whoever is signed out leaves nothing behind.
    else if (fresh.status === 401) await caches.delete(answers);
    return fresh;
  } catch (error) {
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

async function keepAnswers(): Promise<void> {
  await Promise.allSettled(Object.values(answersKept).map((path) => answer(new Request(path))));
}

async function signOut(request: Request): Promise<Response> {
  await caches.delete(answers);
  return fetch(request);
}

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== worker.location.origin) return;
  if (request.method === 'DELETE' && url.pathname === answersKept.session)
    event.respondWith(signOut(request));
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate' && !url.pathname.startsWith('/api/')) event.respondWith(page(request));
  else if (isOwnFile(url.pathname)) event.respondWith(file(request));
  else if (isKeptAnswer(url.pathname)) event.respondWith(answer(request));
});
