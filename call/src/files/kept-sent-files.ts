/** In the browser's database, since it alone keeps a handle: for as long as the file is on its way. */
import { type FileLock, holdLock, ifFree } from './file-lock.ts';
import type { SentFile, SentFiles } from './sent-files.ts';

const DATABASE = 'parley-files';
const STORE = 'sent';

const locks = new Map<string, FileLock>();
/** One after the other: what is forgotten at once must not be kept after that. */
let last: Promise<void> = Promise.resolve();

function inTurn(act: () => Promise<void>): Promise<void> {
  last = last.then(act).catch(() => {});
  return last;
}

export const keptSentFiles: SentFiles = {
  keep: (file) =>
    inTurn(async () => {
      const lock = await holdLock(lockName(file.mark));
      if (lock === undefined) return;
      locks.set(file.mark, lock);
      await inStore('readwrite', (store) => store.put(file));
    }),
  forget: (mark) =>
    inTurn(async () => {
      if (!locks.has(mark)) return;
      await forget(mark).finally(() => release(mark));
    }),
  leave: release,
  async left(tab) {
    const left: SentFile[] = [];
    for (const kept of await readAll()) {
      if (kept.tab !== tab) continue;
      const lock = await holdLock(lockName(kept.mark));
      if (lock === undefined) continue;
      // Whoever had the lock may have removed it meanwhile.
      const still = await read(kept.mark);
      if (still === undefined) {
        lock.release();
        continue;
      }
      locks.set(kept.mark, lock);
      left.push(still);
    }
    return left;
  },
};

/**
 * Those that nobody uses.
 * @param isSpared by the tab whose they are
 */
export async function forgetFreeFiles(isSpared: (tab: string) => boolean): Promise<void> {
  for (const { mark, tab } of await readAll())
    await ifFree(lockName(mark), async () => {
      if (!isSpared(tab)) await forget(mark);
    });
}

/** Another than that of whoever gets the file, who may be in this browser too. */
function lockName(mark: string): string {
  return `sent ${mark}`;
}

function release(mark: string): void {
  locks.get(mark)?.release();
  locks.delete(mark);
}

function forget(mark: string): Promise<undefined> {
  return inStore('readwrite', (store) => store.delete(mark));
}

/** Undefined: it is gone, or the browser does not give it back. */
async function read(mark: string): Promise<SentFile | undefined> {
  try {
    return (await inStore('readonly', (store) => store.get(mark))) as SentFile | undefined;
  } catch {
    return undefined;
  }
}

async function readAll(): Promise<readonly SentFile[]> {
  try {
    // To ask for one that is not there would make it.
    const all = await indexedDB.databases?.();
    if (all !== undefined && !all.some(({ name }) => name === DATABASE)) return [];
    // Nobody else writes it.
    return (await inStore('readonly', (store) => store.getAll())) as SentFile[];
  } catch {
    return [];
  }
}

async function inStore<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'mark' });
  const database = await resultOf(opening);
  try {
    const transaction = database.transaction(STORE, mode);
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    const result = await resultOf(act(transaction.objectStore(STORE)));
    await done;
    return result;
  } finally {
    database.close();
  }
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
