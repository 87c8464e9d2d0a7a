// Registers the service worker of the built app, and tells when a new version waits to take over.
import { useEffect, useSyncExternalStore } from 'react';

let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();

function setWaiting(worker: ServiceWorker | null): void {
  waiting = worker;
  for (const listener of listeners) listener();
}

export async function registerServiceWorker(): Promise<void> {
  // Browsers offer it at https addresses and on the own machine only.
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  // What it fetches ahead must not stand in the way of the first page.
  await new Promise<void>((resolve) => {
    if (document.readyState === 'complete') resolve();
    else globalThis.addEventListener('load', () => resolve(), { once: true });
  });
  const registration = await navigator.serviceWorker.register('/service-worker.js');
  if (registration.waiting && navigator.serviceWorker.controller) setWaiting(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const installing = registration.installing;
    installing?.addEventListener('statechange', () => {
      // The first one of all has nothing to replace.
      if (installing.state === 'installed' && navigator.serviceWorker.controller) setWaiting(installing);
    });
  });
}

export function applyUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting?.postMessage('take over');
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

export function useUpdateReady(): boolean {
  return useSyncExternalStore(subscribe, () => waiting !== null);
}

// Has the service worker keep what a page needs without a network: whoever signs in and loses the
// network at once can go on. Again when the worker comes to be, after the first page.
export function useKeptAnswers(person: string, organisation: string): void {
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return;
    const keep = () => navigator.serviceWorker.controller?.postMessage('keep answers');
    keep();
    navigator.serviceWorker.addEventListener('controllerchange', keep);
    return () => navigator.serviceWorker.removeEventListener('controllerchange', keep);
  }, [person, organisation]);
}
