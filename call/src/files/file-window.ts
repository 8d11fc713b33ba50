/**
 * How much of files may wait or be under way: as much as goes while an answer takes as long as it has to, and a tenth of a second more. So
 * there is always something to send, and no more of it than that stands in the queues on the way before sound and picture, or outlasts a
 * wish to stop: as RFC 6817 has it of whatever should be in nobody's way. Knows no clock.
 */

import { ANSWERED_FILE_BYTES } from '@parley/protocol';

/** The most that https://www.rfc-editor.org/rfc/rfc6817#section-2.4.2 allows. */
const QUEUE_MS = 100;
/** Before anything is known. */
const FIRST_WINDOW_BYTES = 128 * 1024;
/** On any link: one of the smallest chunks on its way, and one that is answered. */
export const MIN_WINDOW_BYTES = 32 * 1024;
/** Enough that a fast link is never idle. */
export const MAX_WINDOW_BYTES = 3 * 1024 * 1024;
/** What a page of before `files/4` may be sent, before it has answered. */
export const PAST_WINDOW_BYTES = 2 * 1024 * 1024;
/** From so much on an answer now and then is enough: the largest chunks. */
const LARGE_WINDOW_BYTES = 2 * ANSWERED_FILE_BYTES;
/** Of smaller ones so many are under way. */
const CHUNKS = 4;
/** Short enough to grow soon, long enough to be no chance. */
const MEASURED_MS = 100;

/** How much is said at once. */
export function chunkBytes(
  windowBytes: number,
  { minBytes, maxBytes }: { readonly minBytes: number; readonly maxBytes: number },
): number {
  if (windowBytes >= LARGE_WINDOW_BYTES) return maxBytes;
  return Math.max(minBytes, Math.min(maxBytes, 2 ** Math.floor(Math.log2(windowBytes / CHUNKS))));
}

export class FileWindow {
  readonly #leastBytes: number;
  #bytes: number;
  #fromMs: number | undefined;
  /** How much had been said when, of what is under way. */
  readonly #said: { readonly at: number; readonly bytes: number }[] = [];
  /** How long an answer took since `#fromMs`, at the least. */
  #leastMs = Number.POSITIVE_INFINITY;
  /** How long one takes where nothing waits. */
  #wayMs = Number.POSITIVE_INFINITY;
  /** Since `#fromMs` there would have been more to say. */
  #isFull = false;

  /** @param leastBytes what the other's page has to be sent before it answers */
  constructor(leastBytes = MIN_WINDOW_BYTES) {
    this.#leastBytes = leastBytes;
    this.#bytes = Math.max(leastBytes, FIRST_WINDOW_BYTES);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** @param saidBytes of all, so far. @param at in milliseconds, of a clock that only goes on */
  noteSaid(saidBytes: number, at: number): void {
    this.#said.push({ at, bytes: saidBytes });
  }

  /** There is more to say, and no room for it. */
  noteFull(): void {
    this.#isFull = true;
  }

  /** @param takenBytes how much of all that was said the other has taken so far */
  noteTaken(takenBytes: number, at: number): void {
    for (let [first] = this.#said; first !== undefined && first.bytes <= takenBytes; [first] = this.#said) {
      this.#leastMs = Math.min(this.#leastMs, at - first.at);
      this.#said.shift();
    }
    this.#fromMs ??= at;
    const ms = at - this.#fromMs;
    if (!Number.isFinite(this.#leastMs) || ms < Math.max(MEASURED_MS, this.#leastMs)) return;
    // With so little under way nothing of it waits for the rest, except to pages of before `files/4`, which are sent more at the least: what
    // takes long is the way, which may be another since.
    const isLeast = this.#bytes === this.#leastBytes;
    this.#wayMs = isLeast ? this.#leastMs : Math.min(this.#wayMs, this.#leastMs);
    // The fastest answer counts: one that a busy page gave late says nothing of the way.
    const factor = (this.#wayMs + QUEUE_MS) / this.#leastMs;
    if (this.#isFull || factor < 1) {
      const bytes = Math.round(this.#bytes * factor);
      this.#bytes = Math.min(MAX_WINDOW_BYTES, Math.max(this.#leastBytes, bytes));
    }
    this.#begin(at);
  }

  #begin(at: number): void {
    this.#fromMs = at;
    this.#leastMs = Number.POSITIVE_INFINITY;
    this.#isFull = false;
  }
}
