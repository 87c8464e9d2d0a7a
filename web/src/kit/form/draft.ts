// What was typed and not saved, kept in the tab: it survives a reload, a lost network and a closed drawer. Secrets are
// never kept; all drafts go when the person signs out.
import type { Values } from './changes';

const prefix = 'dengyun.draft.';
const bytesMax = 50_000;

export function keepDraft(key: string, values: Values): void {
  const text = JSON.stringify(values);
  if (text.length > bytesMax) return;
  try {
    sessionStorage.setItem(prefix + key, text);
  } catch {
    // The storage is full or switched off: the form works without drafts.
  }
}

export function readDraft(key: string): Values | undefined {
  const text = sessionStorage.getItem(prefix + key);
  if (text === null) return undefined;
  const values: unknown = JSON.parse(text);
  return typeof values === 'object' && values !== null ? (values as Values) : undefined;
}

export function dropDraft(key: string): void {
  sessionStorage.removeItem(prefix + key);
}

export function dropAllDrafts(): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  }
}
