// Files up and down: bytes and not JSON, with progress. fetch tells no progress of what is sent, hence XMLHttpRequest.
import { currentLanguage } from '../i18n';
import { presentCsrfToken } from './client';
import { complete } from './headers';
import { Problem, problemOf, unreachable } from './problem';

type Upload = {
  path: string;
  query?: Record<string, string | undefined>;
  file: Blob;
  key?: string;
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
};

function search(query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

// Sends the file as the body of a POST; answers what came back. Throws a Problem.
export function upload<T>({ path, query = {}, file, key, onProgress, signal }: Upload): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path + search(query));
    const headers = new Headers({ 'Content-Type': file.type || 'application/octet-stream' });
    if (key !== undefined) headers.set('Idempotency-Key', key);
    complete(headers, 'POST', { language: currentLanguage(), csrfToken: presentCsrfToken() });
    headers.forEach((value, name) => request.setRequestHeader(name, value));
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (lengthComputable && total > 0) onProgress?.(loaded / total);
    };
    request.onload = () => {
      const body = jsonOf(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body as T);
      else reject(problemOf(request.status, body));
    };
    const lost = () => reject(new Problem(0, unreachable, '', '', []));
    request.onerror = lost;
    request.onabort = lost;
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

// "attachment; filename=\"site.csv\"; filename*=UTF-8''%E5%8E%82.csv" → "厂.csv"
export function fileNameOf(disposition: string): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return undefined;
    }
  }
  return /filename="([^"]+)"/i.exec(disposition)?.[1];
}

function save(bytes: Blob, name: string): void {
  const address = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

// Fetches a file and hands it to the browser's downloads. Answers the header that names where the next part begins.
export async function download(
  path: string,
  query: Record<string, string | undefined>,
): Promise<string | undefined> {
  const headers = new Headers();
  complete(headers, 'GET', { language: currentLanguage(), csrfToken: undefined });
  let answer: Response;
  try {
    answer = await fetch(path + search(query), { headers });
  } catch {
    throw new Problem(0, unreachable, '', '', []);
  }
  if (!answer.ok) throw problemOf(answer.status, jsonOf(await answer.text()));
  const fallback = path.slice(path.lastIndexOf('/') + 1);
  save(await answer.blob(), fileNameOf(answer.headers.get('Content-Disposition') ?? '') ?? fallback);
  return answer.headers.get('Dengyun-Next') ?? undefined;
}

// A file made here, for example an empty sheet to fill in.
export function saveText(text: string, name: string, type: string): void {
  save(new Blob([text], { type }), name);
}
