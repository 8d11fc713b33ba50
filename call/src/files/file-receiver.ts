/** The other's files: those that were accepted, as their blocks come. Bytes belong to whatever was begun last. */
import type { FileBlock, FileEnd } from '@parley/protocol';
import { FileSinkError, type OpenFileSink } from './file-sink.ts';
import { IncomingFile } from './incoming-file.ts';
import type { TransferList } from './transfer-list.ts';

export interface FileReceiverOptions {
  readonly transfers: TransferList;
  readonly openSink: OpenFileSink;
  readonly fail: (key: string, error: unknown) => void;
}

export class FileReceiver {
  readonly #options: FileReceiverOptions;
  readonly #files = new Map<string, IncomingFile>();
  /** Written down, and to be removed when the page has done with the call. */
  readonly #received: IncomingFile[] = [];
  /** The key of what the bytes that come belong to. */
  #coming: string | undefined;

  constructor(options: FileReceiverOptions) {
    this.#options = options;
  }

  /** @returns false: it cannot come, or is not wanted any more */
  async accept(key: string, sizeBytes: number): Promise<boolean> {
    const { openSink, transfers, fail } = this.#options;
    try {
      const file = new IncomingFile(await openSink(sizeBytes), sizeBytes);
      if (!transfers.underWay.some((each) => each.key === key)) {
        void file.remove();
        return false;
      }
      this.#files.set(key, file);
      return true;
    } catch (error) {
      fail(key, error);
      return false;
    }
  }

  begin(key: string): void {
    this.#coming = key;
    const { transfers } = this.#options;
    // One that was stopped here meanwhile stays so: the rest of a block comes.
    if (transfers.find(key, 'queued')) transfers.setStatus(key, { phase: 'flowing' });
  }

  /** Of what was not accepted, or not any more, nothing is kept. @throws {ProtocolError} no page would send that */
  add(chunk: Uint8Array): void {
    if (this.#coming !== undefined) this.#files.get(this.#coming)?.add(chunk);
  }

  /** @throws {ProtocolError} no page would send that */
  async receive(key: string, { type, hash }: FileBlock | FileEnd): Promise<void> {
    const { transfers, fail } = this.#options;
    const incoming = this.#files.get(key);
    if (incoming === undefined) return;
    try {
      if (type === 'block') {
        await incoming.endBlock(hash);
        transfers.change(key, { doneBytes: incoming.doneBytes });
        return;
      }
      const file = await incoming.end(hash);
      // Cancelled while the last of it was written.
      if (!this.#files.delete(key)) return;
      this.#received.push(incoming);
      transfers.change(key, { status: { phase: 'done' }, file });
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
    void this.#files.get(key)?.remove();
    this.#files.delete(key);
  }

  /** The bytes that come belong to nothing. */
  renew(): void {
    this.#coming = undefined;
  }

  /** Also of what has arrived whole nothing is left. */
  close(): void {
    for (const file of this.#received.splice(0)) void file.remove();
  }
}
