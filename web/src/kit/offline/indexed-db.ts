// The queue's rows in IndexedDB: they survive a closed browser, and hold photos.
import type { QueuedAction, QueueStore } from './queue';

const table = 'actions';

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('dengyun.queue', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB cannot be opened'));
  });
}

async function within<T>(
  mode: IDBTransactionMode,
  work: (rows: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await opened();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(table, mode);
      const request = work(transaction.objectStore(table));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('the queue could not be written'));
    });
  } finally {
    database.close();
  }
}

export const indexedDbStore: QueueStore = {
  all: () => within<QueuedAction[]>('readonly', (rows) => rows.getAll() as IDBRequest<QueuedAction[]>),
  put: async (action) => {
    await within('readwrite', (rows) => rows.put(action));
  },
  remove: async (id) => {
    await within('readwrite', (rows) => rows.delete(id) as IDBRequest<unknown>);
  },
};
