/**
 * On the disk, in what browsers give a site for itself: a folder for each file, and in it a file for each block, named after its
 * place and its hash. What a browser writes at such a place is there whole or not at all, so that what is found is what was verified;
 * one large file would lose all that was not closed.
 */
import { FILE_BLOCK_BYTES } from '@parley/protocol';
import { sha256 } from './file-hash.ts';
import { type FileLock, holdLock, ifFree } from './file-lock.ts';
import {
  type FileAbout,
  type FileSink,
  FileSinkError,
  type FileStore,
  type LeftFile,
  memorySink,
} from './file-sink.ts';

const FOLDER = 'parley-files';
const ABOUT = 'about';
/** All of it is there. */
const WHOLE = 'whole';
/** Whatever is larger needs a disk. */
const MAX_IN_MEMORY_BYTES = 256 * 1024 * 1024;

export const diskFileStore: FileStore = {
  async open(about) {
    try {
      return await create(about);
    } catch (cause) {
      // No such thing in this browser, in a private window, or with storage blocked.
      if (about.sizeBytes > MAX_IN_MEMORY_BYTES) throw problemOf(cause);
      return memorySink();
    }
  },
  async left(tab) {
    const left: LeftFile[] = [];
    for await (const [mark, folder] of folders()) {
      if ((await readAbout(folder))?.tab !== tab) continue;
      const found = await takeOver(mark, folder);
      if (found !== undefined) left.push(found);
    }
    return left;
  },
};

/**
 * Those that nobody uses.
 * @param isSpared by the tab whose they are
 */
export async function removeFreeFiles(isSpared: (tab: string) => boolean): Promise<void> {
  for await (const [mark, folder] of folders())
    await ifFree(mark, async () => {
      const about = await readAbout(folder);
      if (about === undefined || !isSpared(about.tab)) await removeFolder(mark);
    });
}

async function create(about: FileAbout): Promise<FileSink> {
  // Safari before 26 writes such files only in workers.
  if (!('createWritable' in FileSystemFileHandle.prototype)) throw new Error('There is no way to write');
  const { quota = 0, usage = 0 } = await navigator.storage.estimate();
  if (quota - usage < about.sizeBytes) throw new DOMException('', 'QuotaExceededError');
  const lock = await holdLock(about.mark);
  if (lock === undefined) throw new Error('Another page has it');
  try {
    const root = await navigator.storage.getDirectory();
    const all = await root.getDirectoryHandle(FOLDER, { create: true });
    const folder = await all.getDirectoryHandle(about.mark, { create: true });
    await write(folder, ABOUT, JSON.stringify(about));
    return sinkIn(about.mark, folder, lock, []);
  } catch (cause) {
    lock.release();
    throw cause;
  }
}

interface StoredBlock {
  readonly hash: string;
  readonly file: File;
}

function sinkIn(
  mark: string,
  folder: FileSystemDirectoryHandle,
  lock: FileLock,
  stored: readonly StoredBlock[],
): FileSink {
  const files = stored.map(({ file }) => file);
  let isRemoved = false;
  const writing = new Set<Promise<File>>();
  const written = () => Promise.allSettled([...writing]);
  return {
    hashes: stored.map(({ hash }) => hash),
    async write(index, block, hash) {
      if (isRemoved) throw new FileSinkError('not-stored');
      const file = write(folder, blockName(index, hash), block);
      writing.add(file);
      try {
        files[index] = await file;
      } catch (cause) {
        throw problemOf(cause);
      } finally {
        writing.delete(file);
      }
    },
    async close() {
      try {
        await write(folder, WHOLE, '');
        return new Blob(files);
      } catch (cause) {
        throw problemOf(cause);
      }
    },
    async remove() {
      isRemoved = true;
      // First of all: without it no page goes on with the rest. A folder that is being written to is not removed.
      await folder.removeEntry(ABOUT).catch(() => {});
      await written();
      await removeFolder(mark);
      lock.release();
    },
    leave: () => void written().then(lock.release),
  };
}

/** Undefined: another page has it, it is gone meanwhile, or the disk does not give it back. */
async function takeOver(mark: string, folder: FileSystemDirectoryHandle): Promise<LeftFile | undefined> {
  const lock = await holdLock(mark);
  if (lock === undefined) return undefined;
  const about = await readAbout(folder);
  const left = about && (await reopen(about, folder, lock).catch(() => undefined));
  if (left === undefined) lock.release();
  return left;
}

/** Goes on behind the last block that is there, whole and as it was. */
async function reopen(
  about: FileAbout,
  folder: FileSystemDirectoryHandle,
  lock: FileLock,
): Promise<LeftFile> {
  const names = await namesIn(folder);
  const stored: StoredBlock[] = [];
  for (let doneBytes = 0; doneBytes < about.sizeBytes; doneBytes += FILE_BLOCK_BYTES) {
    const name = names.find((each) => each.startsWith(blockName(stored.length, '')));
    const hash = name?.split('-')[1];
    const file = name && (await (await folder.getFileHandle(name)).getFile());
    if (!file || !hash || file.size !== Math.min(FILE_BLOCK_BYTES, about.sizeBytes - doneBytes)) break;
    if ((await sha256(new Uint8Array(await file.arrayBuffer()))) !== hash) break;
    stored.push({ hash, file });
  }
  const isWhole = names.includes(WHOLE) && stored.length === Math.ceil(about.sizeBytes / FILE_BLOCK_BYTES);
  const file = isWhole ? new Blob(stored.map((block) => block.file)) : undefined;
  return { about, sink: sinkIn(about.mark, folder, lock, stored), file };
}

function blockName(index: number, hash: string): string {
  return `${index}-${hash}`;
}

async function write(
  folder: FileSystemDirectoryHandle,
  name: string,
  data: Uint8Array<ArrayBuffer> | string,
): Promise<File> {
  const handle = await folder.getFileHandle(name, { create: true });
  const writable = await handle.createWritable();
  try {
    await writable.write(data);
    await writable.close();
  } catch (cause) {
    await writable.abort().catch(() => {});
    throw cause;
  }
  return handle.getFile();
}

/** Undefined: the page that began it was gone before it was written. */
async function readAbout(folder: FileSystemDirectoryHandle): Promise<FileAbout | undefined> {
  try {
    // Nobody else writes it.
    return JSON.parse(await (await (await folder.getFileHandle(ABOUT)).getFile()).text()) as FileAbout;
  } catch {
    return undefined;
  }
}

async function namesIn(folder: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
}

/** None where there is no such storage, or where nothing was ever written to it. */
async function* folders(): AsyncGenerator<[string, FileSystemDirectoryHandle]> {
  let all: FileSystemDirectoryHandle;
  let names: readonly string[];
  try {
    all = await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER);
    names = await namesIn(all);
  } catch {
    return;
  }
  for (const name of names) {
    const folder = await all.getDirectoryHandle(name).catch(() => undefined);
    if (folder !== undefined) yield [name, folder];
    // One of a version of before.
    else await ifFree(name, () => all.removeEntry(name));
  }
}

/** Never rejects. */
async function removeFolder(mark: string): Promise<void> {
  try {
    const all = await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER);
    await all.removeEntry(mark, { recursive: true });
  } catch {
    // A download still reads it; the next page of the site tries again.
  }
}

function problemOf(cause: unknown): FileSinkError {
  const isFull = cause instanceof DOMException && cause.name === 'QuotaExceededError';
  return new FileSinkError(isFull ? 'no-space' : 'not-stored', { cause });
}
