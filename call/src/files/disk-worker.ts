/**
 * One file on the disk, in a worker of its own, for only there may a page write into the middle of a file: its blocks as they are, one
 * after the other, and beside them the hash of each, at its place. What was written is there, whatever becomes of the page.
 */
import { FILE_BLOCK_BYTES } from '@parley/protocol';
import { ABOUT, DATA, FOLDER, HASH_LENGTH, HASHES, WHOLE } from './disk-layout.ts';

export type DiskRequest =
  /** The first. What is there behind `doneBytes`, where a block ends, is not what was verified. */
  | { readonly type: 'open'; readonly mark: string; readonly about?: string; readonly doneBytes: number }
  | {
      readonly type: 'write';
      readonly index: number;
      readonly block: Uint8Array<ArrayBuffer>;
      readonly hash: string;
    }
  /** Nothing more is written. @see WHOLE */
  | { readonly type: 'close'; readonly isWhole: boolean };

/** To each request, in their order. */
export interface DiskReply {
  /** What the browser says; undefined: it is done. */
  readonly problem?: { readonly name: string; readonly message: string };
  /** Of the block that was written. */
  readonly memory?: ArrayBuffer;
}

/** https://fs.spec.whatwg.org/#api-filesystemsyncaccesshandle, which is in workers only, and so not in TypeScript's library for pages. */
interface SyncAccessHandle {
  write(data: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  truncate(sizeBytes: number): void;
  close(): void;
}

/** Whoever had it before is a page that goes: its own worker is gone a moment later. */
const HANDOVER_MS = 2_000;
const RETRY_MS = 20;

interface OpenFile {
  readonly folder: FileSystemDirectoryHandle;
  readonly data: SyncAccessHandle;
  readonly hashes: SyncAccessHandle;
}

let opened: OpenFile | undefined;
let done: Promise<void> = Promise.resolve();

addEventListener('message', ({ data }: MessageEvent<DiskRequest>) => {
  done = done
    .then(() => answer(data))
    .then((reply) => postMessage(reply, { transfer: reply.memory === undefined ? [] : [reply.memory] }));
});

async function answer(request: DiskRequest): Promise<DiskReply> {
  try {
    await perform(request);
    return request.type === 'write' ? { memory: request.block.buffer } : {};
  } catch (error) {
    const { name, message } = error instanceof Error || error instanceof DOMException ? error : new Error();
    return { problem: { name, message } };
  }
}

async function perform(request: DiskRequest): Promise<void> {
  if (request.type === 'open') opened = await open(request);
  else if (opened === undefined) throw new Error('Nothing is open');
  else if (request.type === 'write') write(opened, request);
  else await close(opened, request.isWhole);
}

async function open({ mark, about, doneBytes }: DiskRequest & { type: 'open' }): Promise<OpenFile> {
  const root = await navigator.storage.getDirectory();
  const all = await root.getDirectoryHandle(FOLDER, { create: true });
  const folder = await all.getDirectoryHandle(mark, { create: true });
  // Whoever finds a folder without it removes it.
  if (about !== undefined) await writeText(folder, ABOUT, about);
  const data = await access(folder, DATA);
  try {
    const hashes = await access(folder, HASHES);
    data.truncate(doneBytes);
    hashes.truncate(Math.ceil(doneBytes / FILE_BLOCK_BYTES) * HASH_LENGTH);
    return { folder, data, hashes };
  } catch (error) {
    data.close();
    throw error;
  }
}

function write({ data, hashes }: OpenFile, { index, block, hash }: DiskRequest & { type: 'write' }): void {
  writeAll(data, block, index * FILE_BLOCK_BYTES);
  // Only what has its hash was written.
  writeAll(hashes, new TextEncoder().encode(hash), index * HASH_LENGTH);
}

/** Nothing is waited for until the disk itself has it: whoever reads it now has it from memory, and who comes after a power cut hashes it again. */
async function close({ folder, data, hashes }: OpenFile, isWhole: boolean): Promise<void> {
  data.close();
  hashes.close();
  opened = undefined;
  if (isWhole) await writeText(folder, WHOLE, '');
}

async function writeText(folder: FileSystemDirectoryHandle, name: string, text: string): Promise<void> {
  const file = await access(folder, name);
  try {
    file.truncate(0);
    writeAll(file, new TextEncoder().encode(text), 0);
  } finally {
    file.close();
  }
}

function writeAll(file: SyncAccessHandle, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  // Some browsers write less than they were given and say so, others throw.
  if (file.write(bytes, { at }) < bytes.length) throw new DOMException('', 'QuotaExceededError');
}

async function access(folder: FileSystemDirectoryHandle, name: string): Promise<SyncAccessHandle> {
  const handle = (await folder.getFileHandle(name, { create: true })) as FileSystemFileHandle & {
    createSyncAccessHandle(): Promise<SyncAccessHandle>;
  };
  for (const giveUpAt = performance.now() + HANDOVER_MS; ; ) {
    try {
      return await handle.createSyncAccessHandle();
    } catch (error) {
      const isHeld = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!isHeld || performance.now() > giveUpAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
