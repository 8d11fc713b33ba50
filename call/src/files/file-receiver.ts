/** The other's files: those that were accepted, as their blocks come. Bytes belong to whatever was begun last. */
import type { FileBlock, FileEnd, KnownFile } from '@parley/protocol';
import { contentType, knownType } from './content-type.ts';
import { type FileAbout, FileSinkError, type FileStore, type LeftFile } from './file-sink.ts';
import { IncomingFile } from './incoming-file.ts';
import type { TransferList } from './transfer-list.ts';

export interface FileReceiverOptions {
  readonly transfers: TransferList;
  readonly store: FileStore;
  readonly fail: (key: string, error: unknown) => void;
}

interface Receiving {
  readonly mark: string;
  readonly incoming: IncomingFile;
  /** The other page does not know yet how far it is. */
  isHeld: boolean;
}

export class FileReceiver {
  readonly #options: FileReceiverOptions;
  readonly #files = new Map<string, Receiving>();
  /** Written down, and to be removed when the page has done with the call. */
  readonly #received: IncomingFile[] = [];
  /** The key of what the bytes that come belong to. */
  #coming: string | undefined;
  /** Of all files, wanted or not. */
  comeBytes = 0;

  constructor(options: FileReceiverOptions) {
    this.#options = options;
  }

  /** @returns false: it cannot come, or is not wanted any more */
  async accept(key: string, about: FileAbout): Promise<boolean> {
    const { store, fail } = this.#options;
    try {
      const incoming = new IncomingFile(await store.open(about), about.sizeBytes);
      if (!this.#isWanted(key)) {
        void incoming.remove();
        return false;
      }
      this.#files.set(key, { mark: about.mark, incoming, isHeld: false });
      return true;
    } catch (error) {
      fail(key, error);
      return false;
    }
  }

  /** A page before this one has begun it. */
  async adopt(key: string, { about, sink, file }: LeftFile): Promise<void> {
    const incoming = new IncomingFile(sink, about.sizeBytes);
    const { transfers } = this.#options;
    transfers.change(key, { doneBytes: incoming.doneBytes });
    if (file === undefined) this.#files.set(key, { mark: about.mark, incoming, isHeld: true });
    else {
      this.#received.push(incoming);
      transfers.change(key, {
        status: { phase: 'done' },
        file,
        foundType: await foundTypeOf(file, about.mediaType),
      });
    }
  }

  begin(key: string): void {
    this.#coming = key;
    const { transfers } = this.#options;
    const receiving = this.#files.get(key);
    if (receiving !== undefined) receiving.isHeld = false;
    // One that was stopped here meanwhile stays so: the rest of a block comes.
    if (transfers.find(key, 'queued', 'interrupted')) transfers.setStatus(key, { phase: 'flowing' });
  }

  /** Of what was not accepted, or not any more, nothing is kept. @throws {ProtocolError} no page would send that */
  add(chunk: Uint8Array): void {
    this.comeBytes += chunk.length;
    if (this.#coming !== undefined) this.#files.get(this.#coming)?.incoming.add(chunk);
  }

  /** @throws {ProtocolError} no page would send that */
  async receive(key: string, { type, hash }: FileBlock | FileEnd): Promise<void> {
    const { transfers, fail } = this.#options;
    const incoming = this.#files.get(key)?.incoming;
    if (incoming === undefined) return;
    try {
      if (type === 'block') {
        const { written } = await incoming.endBlock(hash);
        const isHere = () => this.#files.get(key)?.incoming === incoming;
        written.then(
          () => isHere() && transfers.change(key, { doneBytes: incoming.doneBytes }),
          (error: unknown) => isHere() && fail(key, error),
        );
        return;
      }
      const file = await incoming.end(hash);
      const foundType = await foundTypeOf(file, transfers.find(key)?.mediaType ?? '');
      // Cancelled while the last of it was written.
      if (!this.#files.delete(key)) return;
      this.#received.push(incoming);
      transfers.change(key, { status: { phase: 'done' }, file, foundType });
    } catch (error) {
      if (error instanceof FileSinkError) fail(key, error);
      else throw error;
    }
  }

  /** What no page would send has come: it cannot become what was offered. */
  spoil(): void {
    if (this.#coming !== undefined) this.#options.fail(this.#coming, new FileSinkError('damaged'));
  }

  remove(key: string): void {
    void this.#files.get(key)?.incoming.remove();
    this.#files.delete(key);
  }

  /** The other page is another, or nothing of it holds any more: the bytes that come belong to nothing. */
  renew(): void {
    this.#coming = undefined;
    for (const receiving of this.#files.values()) receiving.isHeld = true;
  }

  /** How far those are that the other page knows nothing of. What has come of a block comes once more. */
  known(): Promise<KnownFile[]> {
    const held = [...this.#files.values()].filter(({ isHeld }) => isHeld);
    return Promise.all(
      held.map(async ({ mark, incoming }) => {
        await incoming.rewind();
        return { mark, blockCount: incoming.blockCount, hash: await incoming.digest() };
      }),
    );
  }

  /** Whoever comes next in this tab goes on with what is half done. What has arrived whole stays here until {@link close}. */
  leave(): void {
    for (const { incoming } of this.#files.values()) incoming.leave();
    this.#files.clear();
  }

  /** @param isForGood of what has arrived whole nothing is left; false: it is for whoever comes next in this tab */
  close(isForGood: boolean): void {
    for (const file of this.#received.splice(0)) {
      if (isForGood) void file.remove();
      else file.leave();
    }
  }

  #isWanted(key: string): boolean {
    return this.#options.transfers.underWay.some((each) => each.key === key);
  }
}

/** @param mediaType what the sender's page takes it for */
async function foundTypeOf(file: Blob, mediaType: string): Promise<string | undefined> {
  return (await contentType(file)) ?? (knownType(mediaType) === undefined ? undefined : '');
}
