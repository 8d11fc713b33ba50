/** What the other says in a channel: each message once and in order, kept until somebody takes it. */
import { type ChannelData, MAX_CHANNEL_BYTES_LENGTH, ProtocolError, type StreamMark } from '@parley/protocol';
import { MAX_UNDERWAY_BYTES, MAX_UNDERWAY_MESSAGES, sizeOf } from './outbox.ts';

/** Beyond what may be under way: the last message may be as large as one may be, and no text takes as much memory. */
const LAST_MESSAGE_BYTES = MAX_CHANNEL_BYTES_LENGTH;

/** Nobody who keeps to the numbers repeats any; a page whose hello was late may. */
const MAX_REPEATED = MAX_UNDERWAY_MESSAGES;

export class Inbox {
  readonly #windowBytes: number;
  #taken: StreamMark | null;
  /** Of the same stream; what was taken behind it is still being dealt with. */
  #doneId: number;
  #untaken: ChannelData[] = [];
  #untakenBytes = 0;
  #repeatedCount = 0;

  /**
   * @param taken on a page before this one, and done with
   * @param windowBytes how much the other may have under way
   */
  constructor(taken: StreamMark | null = null, windowBytes = MAX_UNDERWAY_BYTES) {
    this.#taken = taken;
    this.#doneId = taken?.id ?? 0;
    this.#windowBytes = windowBytes;
  }

  /** Where this side has come to; null: nobody has said anything yet. */
  get taken(): StreamMark | null {
    return this.#taken;
  }

  /** Where whoever takes it has come to: what is behind that the other says again, should this page be gone. */
  get done(): StreamMark | null {
    return this.#taken && { stream: this.#taken.stream, id: this.#doneId };
  }

  /** All that was taken is done with. */
  finish(): void {
    this.#doneId = this.#taken?.id ?? 0;
  }

  /** On this link the other goes on with their stream. What was not taken they say again. */
  begin(stream: string, first: number): void {
    this.reset();
    const isKnown = this.#taken?.stream === stream;
    // What they have forgotten somebody has taken, of whom this is a copy.
    const id = Math.max(first - 1, isKnown ? (this.#taken?.id ?? 0) : 0);
    this.#doneId = Math.max(first - 1, isKnown ? this.#doneId : 0);
    this.#taken = { stream, id };
  }

  /** The link is no more. */
  reset(): void {
    this.#untaken = [];
    this.#untakenBytes = 0;
    this.#repeatedCount = 0;
  }

  /** @throws {ProtocolError} they say what is not their turn to say, or more than they may before it is taken */
  receive(id: number, data: ChannelData): void {
    const next = (this.#taken?.id ?? 0) + this.#untaken.length + 1;
    if (id < next) {
      this.#repeatedCount += 1;
      if (this.#repeatedCount > MAX_REPEATED) throw new ProtocolError('invalid', 'messages must be new');
      return;
    }
    if (this.#taken === null || id > next) throw new ProtocolError('invalid', 'messages must be in order');
    const bytes = this.#untakenBytes + sizeOf(data);
    if (this.#untaken.length >= MAX_UNDERWAY_MESSAGES || bytes > this.#windowBytes + LAST_MESSAGE_BYTES)
      throw new ProtocolError('invalid', 'messages must wait until others were taken');
    this.#untaken.push(data);
    this.#untakenBytes = bytes;
  }

  /** The oldest that was not taken; undefined: there is none. */
  take(): ChannelData | undefined {
    const data = this.#untaken.shift();
    if (data === undefined || this.#taken === null) return undefined;
    this.#untakenBytes -= sizeOf(data);
    this.#taken = { stream: this.#taken.stream, id: this.#taken.id + 1 };
    return data;
  }
}
