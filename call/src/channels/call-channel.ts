import { type ChannelData, MAX_CHANNEL_MESSAGE_BYTES } from '@parley/protocol';
import type { Readable } from '../lib/cell.ts';
import { ChannelError, type ChannelErrorCode } from './channel-error.ts';
import { ReliableStream } from './reliable-stream.ts';
import type { StreamsFeature } from './streams-feature.ts';

/** Whoever waits until less than this waits says more before it has all been taken. */
const HIGH_WATER_BYTES = 1024 * 1024;
const HIGH_WATER_MESSAGES = 1_024;

/** What the other's page has said, as it said it: text, or bytes. */
export class ChannelMessageEvent extends Event {
  readonly data: ChannelData;

  constructor(type: 'message' | 'note', data: ChannelData) {
    super(type);
    this.data = data;
  }
}

/** Another tab is at the other end than before: what it has been told before, it does not know. */
class OtherPeerEvent extends Event {
  constructor() {
    super('other-peer');
  }
}

/** What a page hears of a {@link CallChannel}, by `addEventListener`. */
export interface CallChannelEventMap {
  /**
   * Each once, in order. They wait, and the other with them, until somebody listens for the first time; from then on they count as taken,
   * also while nobody does. Whoever listens with `once` hears the first of those that waited and misses the others.
   */
  message: ChannelMessageEvent;
  note: ChannelMessageEvent;
  'other-peer': OtherPeerEvent;
}

export interface CallChannelOptions {
  readonly name: string;
  readonly tab: string;
  readonly feature: StreamsFeature;
  readonly onClosed: () => void;
}

/**
 * What a page says to the other's that has a channel of the same name: reliable and in order, through reconnections and the
 * other's reload. Nothing is said before both are in the call.
 */
export class CallChannel extends EventTarget {
  readonly #options: CallChannelOptions;
  readonly #stream: ReliableStream;
  /** Of those that wait to be taken, in their order. */
  #sent: PromiseWithResolvers<void>[] = [];
  #drained: PromiseWithResolvers<void> | undefined;
  #isHeard = false;
  #isClosed = false;

  constructor(options: CallChannelOptions) {
    super();
    const { name, tab, feature } = options;
    this.#options = options;
    this.#stream = new ReliableStream({
      ...{ name, tab },
      onReadable: () => this.#deliver(),
      onTaken: () => this.#settle(),
      onOtherPeer: () => {
        this.#refuseAll('other-peer');
        this.dispatchEvent(new OtherPeerEvent());
      },
      onNote: (data) => this.dispatchEvent(new ChannelMessageEvent('note', copyOf(data))),
    });
    feature.add(this.#stream);
  }

  get name(): string {
    return this.#stream.name;
  }

  /** The other's page has this channel too, and hears what is said now. What is said before waits. */
  get isOpen(): Readable<boolean> {
    return this.#stream.isOpen;
  }

  /**
   * Fulfilled as soon as less than 1 MiB (half a million letters) and fewer than 1,024 messages wait to be taken: to be awaited by whoever has much to say. Never rejects; of a
   * channel that is closed it is fulfilled.
   */
  get ready(): Promise<void> {
    if (this.#hasRoom) return Promise.resolve();
    this.#drained ??= Promise.withResolvers();
    return this.#drained.promise;
  }

  /**
   * Says this to the other's page, now or as soon as it can be reached. At the other's reload what was not taken is said again
   * to the page that is loaded in its place.
   * @param data text or bytes, at most 64 KiB (of UTF-8); a copy is made
   * @returns fulfilled when the other's page has taken it: a listener for `message` has been called. Need not be awaited
   * @throws {ChannelError} asynchronously: it is not said any more, and may not have reached the other
   * @throws {TypeError} asynchronously: it is neither text nor bytes
   */
  send(data: string | ArrayBuffer | ArrayBufferView): Promise<void> {
    const taken = Promise.withResolvers<void>();
    // For whoever does not ask what became of it.
    taken.promise.catch(() => {});
    const copy = isSayable(data) ? copyOf(data) : undefined;
    if (copy === undefined) taken.reject(notSayable());
    else if (this.#isClosed) taken.reject(new ChannelError('closed'));
    else if (bytesOf(copy) > MAX_CHANNEL_MESSAGE_BYTES) taken.reject(new ChannelError('too-large'));
    else {
      this.#sent.push(taken);
      if (!this.#stream.send(copy)) this.#sent.pop()?.reject(new ChannelError('full'));
    }
    return taken.promise;
  }

  /**
   * Says this now or never, as an event `note`: for what is stale in a moment, such as where a pointer is. Not while more than 64 KiB
   * wait in this browser; of more than 200 in a second the last is heard, at its end, and those before it are not.
   * @returns whether it is on its way, which does not mean that it arrives
   * @throws {TypeError} it is neither text nor bytes
   */
  note(data: string | ArrayBuffer | ArrayBufferView): boolean {
    if (!isSayable(data)) throw notSayable();
    const copy = copyOf(data);
    return bytesOf(copy) <= MAX_CHANNEL_MESSAGE_BYTES && this.#stream.note(copy);
  }

  override addEventListener<K extends keyof CallChannelEventMap>(
    type: K,
    listener: (event: CallChannelEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void {
    super.addEventListener(type, listener as (event: Event) => void, options);
    if (type !== 'message' || this.#isHeard) return;
    this.#isHeard = true;
    this.#deliver();
  }

  override removeEventListener<K extends keyof CallChannelEventMap>(
    type: K,
    listener: (event: CallChannelEventMap[K]) => void,
    options?: boolean | EventListenerOptions,
  ): void {
    super.removeEventListener(type, listener as (event: Event) => void, options);
  }

  /**
   * Nothing is said or heard here any more, which the other is told. `send` of what is not known to have been taken rejects: it may not have
   * reached the other. The name is free again. Idempotent.
   */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#options.feature.remove(this.#stream);
    this.#refuseAll('closed');
    this.#options.onClosed();
  }

  get #hasRoom(): boolean {
    const { keptBytes, keptCount } = this.#stream;
    return this.#isClosed || (keptBytes < HIGH_WATER_BYTES && keptCount < HIGH_WATER_MESSAGES);
  }

  #deliver(): void {
    if (!this.#isHeard) return;
    let isNew = false;
    for (let data = this.#stream.take(); data !== undefined; data = this.#stream.take()) {
      isNew = true;
      this.dispatchEvent(new ChannelMessageEvent('message', copyOf(data)));
    }
    if (isNew) this.#stream.acknowledge();
  }

  #settle(): void {
    const taken = this.#sent.splice(0, this.#sent.length - this.#stream.keptCount);
    for (const { resolve } of taken) resolve();
    this.#drain();
  }

  #refuseAll(code: ChannelErrorCode): void {
    const refused = this.#sent;
    this.#sent = [];
    for (const { reject } of refused) reject(new ChannelError(code));
    this.#drain();
  }

  #drain(): void {
    if (!this.#hasRoom) return;
    this.#drained?.resolve();
    this.#drained = undefined;
  }
}

function isSayable(data: unknown): data is string | ArrayBuffer | ArrayBufferView {
  return typeof data === 'string' || data instanceof ArrayBuffer || ArrayBuffer.isView(data);
}

function notSayable(): TypeError {
  return new TypeError('A channel says text or bytes: a string, an ArrayBuffer, or a view of one');
}

/** Strings have none halved: what is sent as UTF-8 arrives as it is here. */
function copyOf(data: string | ArrayBuffer | ArrayBufferView): ChannelData {
  if (typeof data === 'string') return data.toWellFormed();
  if (data instanceof ArrayBuffer) return new Uint8Array(data.slice(0));
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
}

function bytesOf(data: ChannelData): number {
  if (typeof data !== 'string') return data.byteLength;
  // Each code unit takes three at most.
  return data.length * 3 <= MAX_CHANNEL_MESSAGE_BYTES ? data.length : new TextEncoder().encode(data).length;
}
