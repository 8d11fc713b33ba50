/** Where a file that comes is written down: on the disk, in what browsers give a site for itself; in memory where they do not. */
import type { FileProblem } from '@parley/protocol';

export interface FileSink {
  /** @throws {FileSinkError} */
  write(block: Uint8Array<ArrayBuffer>): Promise<void>;
  /** All of it is there. @throws {FileSinkError} */
  close(): Promise<Blob>;
  /** Nothing of it is wanted any more, also after it was closed. Never throws. */
  remove(): Promise<void>;
}

export type OpenFileSink = (sizeBytes: number) => Promise<FileSink>;

export class FileSinkError extends Error {
  override readonly name = 'FileSinkError';
  readonly problem: FileProblem;

  constructor(problem: FileProblem, options?: { cause?: unknown }) {
    super(problem, options);
    this.problem = problem;
  }
}

const FOLDER = 'parley-files';
/** Whatever is larger needs a disk. */
const MAX_IN_MEMORY_BYTES = 256 * 1024 * 1024;

/** @throws {FileSinkError} */
export async function openFileSink(sizeBytes: number): Promise<FileSink> {
  try {
    return await openOnDisk(sizeBytes);
  } catch (cause) {
    // No such thing in this browser, in a private window, or with storage blocked.
    if (sizeBytes > MAX_IN_MEMORY_BYTES) throw problemOf(cause);
    return inMemory();
  }
}

async function openOnDisk(sizeBytes: number): Promise<FileSink> {
  // Safari before 26 writes such files only in workers.
  if (!('createWritable' in FileSystemFileHandle.prototype)) throw new Error('There is no way to write');
  const { quota = 0, usage = 0 } = await navigator.storage.estimate();
  if (quota - usage < sizeBytes) throw new DOMException('', 'QuotaExceededError');
  const folder = await folderOfFiles({ create: true });
  const name = crypto.randomUUID();
  const lock = await holdLock(name);
  const handle = await folder.getFileHandle(name, { create: true });
  const writable = await handle.createWritable().catch(async (cause: unknown) => {
    await folder.removeEntry(name).catch(() => {});
    lock.release();
    throw cause;
  });
  const remove = async () => {
    await writable.abort().catch(() => {});
    await folder.removeEntry(name).catch(() => {});
    lock.release();
  };
  return {
    write: (block) =>
      writable.write(block).catch((cause) => {
        throw problemOf(cause);
      }),
    async close() {
      try {
        await writable.close();
        return await handle.getFile();
      } catch (cause) {
        throw problemOf(cause);
      }
    },
    remove,
  };
}

function inMemory(): FileSink {
  let blocks: Uint8Array<ArrayBuffer>[] = [];
  return {
    async write(block) {
      blocks.push(block);
    },
    close: async () => new Blob(blocks),
    async remove() {
      blocks = [];
    },
  };
}

/** @throws {DOMException} there is none, or no such storage */
async function folderOfFiles(options?: { create: true }): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, options);
}

/** What a page has left behind that is gone: its locks are free. Never throws. */
export async function removeLeftFiles(): Promise<void> {
  try {
    const folder = await folderOfFiles();
    for await (const name of folder.keys())
      await navigator.locks
        .request(lockName(name), { ifAvailable: true }, async (lock) => {
          if (lock !== null) await folder.removeEntry(name);
        })
        // One that cannot be removed, such as one that a download reads, keeps no other.
        .catch(() => {});
  } catch {
    // There is no such storage, or nothing was ever written to it.
  }
}

/** For as long as this page lives, or until it is released. */
async function holdLock(name: string): Promise<{ release(): void }> {
  const held = Promise.withResolvers<void>();
  const taken = Promise.withResolvers<void>();
  navigator.locks
    .request(lockName(name), () => {
      taken.resolve();
      return held.promise;
    })
    .catch(taken.reject);
  await taken.promise;
  return { release: held.resolve };
}

function lockName(name: string): string {
  return `parley-file:${name}`;
}

function problemOf(cause: unknown): FileSinkError {
  const isFull = cause instanceof DOMException && cause.name === 'QuotaExceededError';
  return new FileSinkError(isFull ? 'no-space' : 'not-stored', { cause });
}
