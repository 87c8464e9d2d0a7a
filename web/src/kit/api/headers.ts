// The headers that every request of the app carries.
export const unsafeMethods = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

// 128 random bits in hex. Not crypto.randomUUID: that one is missing where a workshop opens the page by http.
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export type Identity = { language: string; csrfToken: string | undefined };

// Adds what is not there yet, so that a form may name its own idempotency key when it sends the same thing again.
export function complete(headers: Headers, method: string, identity: Identity): void {
  headers.set('Accept-Language', identity.language === 'zh' ? 'zh-CN' : 'en');
  if (!unsafeMethods.has(method)) return;
  if (identity.csrfToken !== undefined) headers.set('X-CSRF-Token', identity.csrfToken);
  if (method === 'POST' && !headers.has('Idempotency-Key'))
    headers.set('Idempotency-Key', newIdempotencyKey());
}

// The entity tag of a row's version, as If-Match wants it.
export function ifMatch(version: number | string): string {
  return `"v${version}"`;
}
