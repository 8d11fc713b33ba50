/** One's own files, a block of one after the other, for as long as the link has room and nobody has stopped them. */
import { type ChannelData, FILE_CHUNK_BYTES } from '@parley/protocol';
import { FileSinkError } from './file-sink.ts';
import type { OutgoingFile } from './outgoing-file.ts';
import type { TransferList } from './transfer-list.ts';

/** Enough that the link is never idle, little enough that a wish to stop is heard soon. */
const HIGH_WATER_BYTES = 1024 * 1024;

export interface FileSenderOptions {
  readonly transfers: TransferList;
  /** @returns how much has been said so far, with this */
  readonly say: (data: ChannelData) => number;
  /** How much of what was said the other has not taken yet. */
  readonly keptBytes: () => number;
  /** In bytes per second, at the moment; 0: nothing is sent. */
  readonly pace: () => number;
  readonly fail: (key: string, error: FileSinkError) => void;
  readonly signal: AbortSignal;
}

interface Sending {
  readonly id: number;
  readonly file: OutgoingFile;
  /** How much had been said when each of its blocks was. */
  readonly marks: { readonly saidCount: number; readonly bytes: number }[];
  /** What had been said when its end was; undefined: it was not yet. */
  endMark?: number;
}

export class FileSender {
  readonly #options: FileSenderOptions;
  readonly #files = new Map<string, Sending>();
  /** The key of what the bytes that are said belong to. */
  #going: string | undefined;
  #isSending = false;
  #changed = Promise.withResolvers<void>();

  constructor(options: FileSenderOptions) {
    this.#options = options;
  }

  /** It flows once it is its turn. */
  add(key: string, id: number, file: OutgoingFile): void {
    this.#files.set(key, { id, file, marks: [] });
  }

  remove(key: string): void {
    this.#files.delete(key);
    if (this.#going === key) this.#going = undefined;
  }

  /** What may be sent, or how fast, has changed. */
  update(): void {
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers();
    resolve();
    void this.#sendAll();
  }

  /** The other has taken so much of what was said. */
  noteTaken(takenCount: number): void {
    const { transfers } = this.#options;
    for (const [key, { marks, endMark }] of this.#files) {
      let bytes: number | undefined;
      while (marks[0] !== undefined && marks[0].saidCount <= takenCount) bytes = marks.shift()?.bytes;
      if (bytes !== undefined) transfers.change(key, { doneBytes: bytes });
      if (endMark === undefined || endMark > takenCount) continue;
      this.#files.delete(key);
      transfers.setStatus(key, { phase: 'done' });
    }
    this.update();
  }

  async #sendAll(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      for (let next = this.#next(); next !== undefined; next = this.#next()) await this.#sendBlock(...next);
    } finally {
      this.#isSending = false;
    }
  }

  /** The one that flows already goes first. */
  #next(): [string, Sending] | undefined {
    const { transfers } = this.#options;
    const ready = [...this.#files].filter(
      ([key, { endMark }]) => endMark === undefined && transfers.find(key, 'flowing', 'queued'),
    );
    return ready.find(([key]) => transfers.find(key, 'flowing')) ?? ready[0];
  }

  async #sendBlock(key: string, sending: Sending): Promise<void> {
    const { transfers, say, fail } = this.#options;
    const { id, file, marks } = sending;
    if (!(await this.#mayGoOn(key))) return;
    // Also of one that goes on: the other has it wait in line until it hears of it.
    if (this.#going !== key || transfers.find(key, 'queued')) say(JSON.stringify({ type: 'begin', id }));
    this.#going = key;
    transfers.setStatus(key, { phase: 'flowing' });
    try {
      if (!file.isRead) {
        const { bytes, hash } = await file.readBlock();
        for (let at = 0; at < bytes.length; at += FILE_CHUNK_BYTES) {
          // What was begun is brought to its end, but for what is not wanted any more.
          if (!(await this.#mayGoOn(key, true))) return;
          say(bytes.slice(at, at + FILE_CHUNK_BYTES));
        }
        marks.push({ saidCount: say(JSON.stringify({ type: 'block', id, hash })), bytes: file.readBytes });
      }
      if (!file.isRead) return;
      sending.endMark = say(JSON.stringify({ type: 'end', id, hash: await file.digest() }));
      this.#going = undefined;
    } catch (error) {
      if (error instanceof FileSinkError) fail(key, error);
      else throw error;
    }
  }

  /** Waits for room, for a link that has some to spare, and for whoever has stopped it. @returns false: it is not wanted now */
  async #mayGoOn(key: string, isBegun = false): Promise<boolean> {
    const { transfers, pace, keptBytes, signal } = this.#options;
    const wanted = ['flowing', 'queued', ...(isBegun ? ['paused' as const] : [])] as const;
    let hasWaited = false;
    for (;;) {
      if (transfers.find(key, ...wanted) === undefined || signal.aborted) return false;
      const bytesPerSecond = pace();
      if (bytesPerSecond === 0 || keptBytes() >= HIGH_WATER_BYTES) await this.#changed.promise;
      else if (hasWaited || !Number.isFinite(bytesPerSecond)) return true;
      else {
        await new Promise((resolve) => setTimeout(resolve, (FILE_CHUNK_BYTES / bytesPerSecond) * 1_000));
        // It may have been stopped or given up meanwhile.
        hasWaited = true;
      }
    }
  }
}
