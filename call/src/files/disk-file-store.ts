/**
 * On the disk, in what browsers give a site for itself (`disk-layout.ts`). What is found there was written when a page went, but
 * not always all of it: each block counts if it is what its hash says, and all before it are.
 */
import { FILE_BLOCK_BYTES } from '@parley/protocol';
import { ABOUT, DATA, FOLDER, HASH_LENGTH, HASHES, WHOLE } from './disk-layout.ts';
import { DiskWriter } from './disk-writer.ts';
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

/** Of all together. Whatever is more needs a disk. */
const MAX_IN_MEMORY_BYTES = 256 * 1024 * 1024;
let inMemoryBytes = 0;

export const diskFileStore: FileStore = {
  async open(about) {
    try {
      return await create(about);
    } catch (cause) {
      // No such thing in this browser, in a private window, or with storage blocked.
      if (inMemoryBytes + about.sizeBytes > MAX_IN_MEMORY_BYTES) throw problemOf(cause);
      inMemoryBytes += about.sizeBytes;
      return memorySink(() => {
        inMemoryBytes -= about.sizeBytes;
      });
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
  const { quota = 0, usage = 0 } = await navigator.storage.estimate();
  if (quota - usage < about.sizeBytes) throw new DOMException('', 'QuotaExceededError');
  const lock = await holdLock(about.mark);
  if (lock === undefined) throw new Error('Another page has it');
  try {
    return sinkOf(about.mark, lock, [], await DiskWriter.open(about.mark, 0, JSON.stringify(about)));
  } catch (cause) {
    lock.release();
    throw cause;
  }
}

/** @param writer undefined: all of it is there */
function sinkOf(
  mark: string,
  lock: FileLock,
  hashes: readonly string[],
  writer: DiskWriter | undefined,
): FileSink {
  let isRemoved = false;
  return {
    hashes,
    async write(index, block, hash) {
      if (isRemoved) throw new FileSinkError('not-stored');
      return writer?.write(index, block, hash).catch((cause: unknown) => {
        throw problemOf(cause);
      });
    },
    async close() {
      try {
        await writer?.close(true);
        return await readFile(await (await openFolder()).getDirectoryHandle(mark), DATA);
      } catch (cause) {
        throw problemOf(cause);
      }
    },
    async remove() {
      isRemoved = true;
      // First of all: without it no page goes on with the rest.
      await removeAbout(mark);
      // A folder that is being written to is not removed.
      await writer?.close(false).catch(() => {});
      await removeFolder(mark);
      lock.release();
    },
    leave() {
      const closing = writer?.close(false) ?? Promise.resolve();
      void closing.catch(() => {}).finally(lock.release);
    },
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
  const data = await readFile(folder, DATA);
  const listed = await (await readFile(folder, HASHES)).text();
  const hashes: string[] = [];
  for (let at = 0; at < about.sizeBytes; at += FILE_BLOCK_BYTES) {
    const hash = listed.slice(hashes.length * HASH_LENGTH, (hashes.length + 1) * HASH_LENGTH);
    const block = data.slice(at, Math.min(at + FILE_BLOCK_BYTES, about.sizeBytes));
    if ((await sha256(new Uint8Array(await block.arrayBuffer()))) !== hash) break;
    hashes.push(hash);
  }
  const doneBytes = Math.min(about.sizeBytes, hashes.length * FILE_BLOCK_BYTES);
  const isWhole = doneBytes === about.sizeBytes && (await namesIn(folder)).includes(WHOLE);
  const writer = isWhole ? undefined : await DiskWriter.open(about.mark, doneBytes);
  return { about, sink: sinkOf(about.mark, lock, hashes, writer), file: isWhole ? data : undefined };
}

/** Undefined: the page that began it was gone before it was written. */
async function readAbout(folder: FileSystemDirectoryHandle): Promise<FileAbout | undefined> {
  try {
    // Nobody else writes it.
    return JSON.parse(await (await readFile(folder, ABOUT)).text()) as FileAbout;
  } catch {
    return undefined;
  }
}

async function readFile(folder: FileSystemDirectoryHandle, name: string): Promise<File> {
  return (await folder.getFileHandle(name)).getFile();
}

async function openFolder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER);
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
    all = await openFolder();
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
async function removeAbout(mark: string): Promise<void> {
  try {
    await (await (await openFolder()).getDirectoryHandle(mark)).removeEntry(ABOUT);
  } catch {
    // It was removed before.
  }
}

/** Never rejects. */
async function removeFolder(mark: string): Promise<void> {
  try {
    await (await openFolder()).removeEntry(mark, { recursive: true });
  } catch {
    // A download still reads it; the next page of the site tries again.
  }
}

function problemOf(cause: unknown): FileSinkError {
  const isFull = cause instanceof DOMException && cause.name === 'QuotaExceededError';
  return new FileSinkError(isFull ? 'no-space' : 'not-stored', { cause });
}
