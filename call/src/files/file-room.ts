/** Room for files on the way to the other page: what of them may be said at the moment, beside sound and picture. */
import { ANSWERED_FILE_BYTES } from '@parley/protocol';
import type { FileSpeech } from './file-speech.ts';
import { chunkBytes, FileWindow } from './file-window.ts';

export interface FileRoomOptions {
  readonly speech: Pick<
    FileSpeech,
    'say' | 'saidBytes' | 'keptBytes' | 'takenBytes' | 'chunks' | 'leastWindowBytes' | 'limitTo'
  >;
  /** In bytes per second, at the moment; 0: nothing is sent. */
  readonly pace: () => number;
}

export class FileRoom {
  readonly #options: FileRoomOptions;
  #window = new FileWindow();
  /** The last that was said is answered only together with more. */
  #isOwed = false;
  #changed = Promise.withResolvers<void>();

  constructor(options: FileRoomOptions) {
    this.#options = options;
  }

  /** There is a link, of which nothing is known. */
  linkChanged(): void {
    this.#window = new FileWindow(this.#options.speech.leastWindowBytes);
    this.#limit();
  }

  /** The other has taken more of what was said. */
  noteTaken(): void {
    this.#window.noteTaken(this.#options.speech.takenBytes, performance.now());
    this.#limit();
  }

  /** Whoever waits looks anew: whether it is wanted, how fast it may go, or how much is under way may have changed. */
  update(): void {
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers();
    resolve();
  }

  /** How much is said at once. Where sound and picture are spared, the smallest: they wait for one at the most. Else several are under way. */
  get chunkBytes(): number {
    const { pace, speech } = this.#options;
    return Number.isFinite(pace()) ? speech.chunks.minBytes : chunkBytes(this.#window.bytes, speech.chunks);
  }

  /** @returns how much has been said so far, with this */
  say(chunk: Uint8Array<ArrayBuffer>): number {
    const { speech } = this.#options;
    const saidCount = speech.say(chunk);
    this.#window.noteSaid(speech.saidBytes, performance.now());
    this.#isOwed = chunk.length === speech.chunks.maxBytes;
    return saidCount;
  }

  /** Waits for room, and for a link that has some to spare. @returns false: it is not wanted any more */
  async wait(isWanted: () => boolean): Promise<boolean> {
    const { pace, speech } = this.#options;
    let hasWaited = false;
    for (;;) {
      if (!isWanted()) return false;
      const bytesPerSecond = pace();
      const isFull = speech.keptBytes >= this.#bytes;
      if (isFull) this.#window.noteFull();
      if (bytesPerSecond === 0 || isFull) await this.#changed.promise;
      else if (hasWaited || !Number.isFinite(bytesPerSecond)) return true;
      else {
        await new Promise((resolve) => setTimeout(resolve, (this.chunkBytes / bytesPerSecond) * 1_000));
        // It may have been stopped or given up meanwhile.
        hasWaited = true;
      }
    }
  }

  /** How much may be under way. Where that has just become less than what the other answers together, one that is answered at once goes behind it. */
  get #bytes(): number {
    return this.#isOwed ? Math.max(this.#window.bytes, ANSWERED_FILE_BYTES) : this.#window.bytes;
  }

  /** What was said on the link before is said again: no more of it at once than this link is given, but so much that the other answers. */
  #limit(): void {
    this.#options.speech.limitTo(Math.max(this.#window.bytes, ANSWERED_FILE_BYTES));
  }
}
