/** What one side says in a channel: numbered, and kept until the other has taken it. Knows no link and no time. */
import { type ChannelData, ProtocolError, type StreamMark } from '@parley/protocol';

/** So much may wait until the other has taken it. */
export const MAX_KEPT_MESSAGES = 4_096;
export const MAX_KEPT_BYTES = 4 * 1024 * 1024;

/** So much of it may be under way at once: what the other has to keep if nobody takes it there. */
export const MAX_UNDERWAY_MESSAGES = 256;
export const MAX_UNDERWAY_BYTES = 512 * 1024;

export interface KeptMessage {
  readonly id: number;
  readonly data: ChannelData;
}

/** Where a stream goes on that began on a page before this one. */
export interface OutboxStart {
  readonly stream: string;
  /** The first message that was not taken, or will be said. */
  readonly first: number;
  readonly kept?: readonly ChannelData[];
}

export class Outbox {
  #stream: string;
  #first: number;
  #kept: ChannelData[] = [];
  #keptBytes = 0;
  #underwayCount = 0;
  #underwayBytes = 0;
  /** Of this stream: what pages before this one had to say, a copy of the tab as well; and what they and this page may have said. */
  #lastOfPast: number;
  #lastSaid: number;
  /** How much may be under way, as far as the other keeps so much. */
  windowBytes = MAX_UNDERWAY_BYTES;

  constructor({ stream, first, kept = [] }: OutboxStart) {
    this.#stream = stream;
    this.#first = first;
    for (const data of kept) this.add(data);
    this.#lastOfPast = first + kept.length - 1;
    this.#lastSaid = this.#lastOfPast;
  }

  get stream(): string {
    return this.#stream;
  }

  /** The first that the other has not taken yet; it may not have been said yet either. */
  get first(): number {
    return this.#first;
  }

  get keptBytes(): number {
    return this.#keptBytes;
  }

  get keptCount(): number {
    return this.#kept.length;
  }

  /** @returns false: there is no room for it */
  add(data: ChannelData): boolean {
    const bytes = sizeOf(data);
    if (this.#kept.length >= MAX_KEPT_MESSAGES || this.#keptBytes + bytes > MAX_KEPT_BYTES) return false;
    this.#kept.push(data);
    this.#keptBytes += bytes;
    return true;
  }

  /** The next to be said; undefined: there is nothing, or enough is under way. */
  next(): KeptMessage | undefined {
    const data = this.#kept[this.#underwayCount];
    const isFull =
      this.#underwayCount >= MAX_UNDERWAY_MESSAGES ||
      (this.#underwayCount > 0 && this.#underwayBytes >= this.windowBytes);
    return data === undefined || isFull ? undefined : { id: this.#first + this.#underwayCount, data };
  }

  /** The next has been said. */
  advance(): void {
    this.#underwayBytes += sizeOf(this.#kept[this.#underwayCount] ?? '');
    this.#underwayCount += 1;
    this.#lastSaid = Math.max(this.#lastSaid, this.#first + this.#underwayCount - 1);
  }

  /** What was said is said anew: the link is another, or the other has heard nothing. */
  rewind(): void {
    this.#underwayCount = 0;
    this.#underwayBytes = 0;
  }

  /**
   * @returns whether that is news
   * @throws {ProtocolError} they have taken what was not said
   */
  acknowledge(id: number): boolean {
    const count = id - this.#first + 1;
    if (count > this.#underwayCount) throw new ProtocolError('invalid', 'ack must be of what was said');
    this.#forget(count);
    return count > 0;
  }

  /**
   * What the other has taken of it before this link. In a tab that was copied they may have heard more from the other copy, of
   * what both had to say and of what that one alone had: then this one's stream is another, named `renewed`, with the rest.
   */
  resume(taken: StreamMark | null, renewed: string): void {
    this.rewind();
    if (taken === null || taken.stream !== this.#stream) return;
    if (taken.id < this.#first || taken.id <= this.#lastSaid) return this.#forget(taken.id - this.#first + 1);
    this.#forget(this.#lastOfPast - this.#first + 1);
    [this.#stream, this.#first] = [renewed, 1];
    [this.#lastOfPast, this.#lastSaid] = [0, 0];
  }

  /** The other, to whom it was said, comes back no more. */
  clear(): void {
    this.#forget(this.#kept.length);
    this.rewind();
  }

  #forget(count: number): void {
    if (count <= 0) return;
    for (const [index, data] of this.#kept.splice(0, count).entries()) {
      this.#keptBytes -= sizeOf(data);
      if (index < this.#underwayCount) this.#underwayBytes -= sizeOf(data);
    }
    this.#first += count;
    this.#underwayCount = Math.max(0, this.#underwayCount - count);
  }
}

/** In bytes; of text, as many as it can take in memory and in UTF-8 alike, to within half. */
export function sizeOf(data: ChannelData): number {
  return typeof data === 'string' ? data.length * 2 : data.byteLength;
}
