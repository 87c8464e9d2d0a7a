// What the service worker keeps. Pure.
export const answersKept = {
  session: '/api/v1/session',
  meta: '/api/v1/meta',
  demonstration: '/api/v1/demonstration',
} as const;

export function isOwnFile(path: string): boolean {
  return path.startsWith('/assets/');
}

// Who is signed in and what the forms are made of; no business document.
export function isKeptAnswer(path: string): boolean {
  return Object.values(answersKept).some((kept) => kept === path);
}

// Files that the app's pages need without a network: all but the charts, the map and the wall, which show live data.
const liveOnly = /\/(chart|region-map|map-page|wall)-/;

export function isPrecached(path: string): boolean {
  return (
    /\.(js|css|svg|png|webmanifest)$/.test(path) && path !== '/service-worker.js' && !liveOnly.test(path)
  );
}
