/**
 * One channel as both sides have it: what each says arrives once and in order, over however many links. On each link both
 * begin with a hello, which says where they have come to in what the other says.
 */
import {
  type ChannelData,
  type ChannelFrame,
  type ChannelHello,
  createRandomId,
  ProtocolError,
} from '@parley/protocol';
import { Allowance } from '../lib/allowance.ts';
import { Cell, type Readable } from '../lib/cell.ts';
import { Inbox } from './inbox.ts';
import { MAX_UNDERWAY_MESSAGES, Outbox, type OutboxStart } from './outbox.ts';

/** Each has all that waits said anew. A page says one whenever it opens the channel: beyond these it waits until it is asked. */
const HELLOS = { burst: 16, perSecond: 1 } as const;
/** More than any page says meanwhile. */
const MAX_HELLOS_AT_REST = 256;

/** Of what was acknowledged before. A page says so of each message that it hears again. */
const MAX_STALE_ACKS_PER_LINK = 2 * MAX_UNDERWAY_MESSAGES;

/** @returns whether the browser took it */
export type Say = (frame: ChannelFrame) => boolean;

/** How a stream goes on that began on a page before this one. */
export interface StreamPast {
  readonly outbox: OutboxStart;
  readonly taken: Inbox['done'];
  /** With whom; undefined: nobody came yet. */
  readonly peerTab: string | undefined;
}

export interface ReliableStreamOptions {
  readonly name: string;
  /** This page's tab. */
  readonly tab: string;
  readonly past?: StreamPast | undefined;
  /** How much the other may have under way, in bytes. Undefined: as much as everywhere. */
  readonly windowBytes?: number | undefined;
  /** There is something to take. */
  readonly onReadable: () => void;
  /** The other has taken some; {@link ReliableStream.keptCount} are left. */
  readonly onTaken: () => void;
  /** What was for somebody else is forgotten: another tab is at the other end, and perhaps another person. */
  readonly onOtherPeer: () => void;
  /** The same tab, but its page is another, which remembers nothing of what was taken and said before. */
  readonly onPeerForgot?: () => void;
  readonly onNote: (data: ChannelData) => void;
  /**
   * {@link ReliableStream.past} is another than before, or what waits is. Whoever wants to go on after a reload keeps it now, for what is
   * said next says so: a page may be gone at any moment, and the one after it must know what the other has heard.
   */
  readonly keep?: () => void;
}

export class ReliableStream {
  readonly name: string;
  readonly #options: ReliableStreamOptions;
  readonly #outbox: Outbox;
  readonly #inbox: Inbox;
  readonly #isOpen = new Cell(false);
  #peerTab: string | undefined;
  #say: Say | undefined;
  /** Since they have opened it. */
  #helloCount = 0;
  #hellos = new Allowance(HELLOS);
  /** There were too many hellos: nothing is heard until they are greeted anew. */
  #rest: { timer: ReturnType<typeof setTimeout>; helloCount: number } | undefined;
  /** What the browser had no room for, and has not been said since. */
  #owed: { readonly hello?: boolean; readonly ack?: boolean } = {};
  #staleAckCount = 0;
  /** Where the other believes that this side's stream goes on. */
  #told: Pick<ChannelHello, 'stream' | 'first'> | undefined;

  constructor(options: ReliableStreamOptions) {
    const { name, past } = options;
    this.name = name;
    this.#options = options;
    this.#outbox = new Outbox(past?.outbox ?? { stream: createRandomId(), first: 1 });
    this.#inbox = new Inbox(past?.taken, options.windowBytes);
    this.#peerTab = past?.peerTab;
  }

  /** The other has the same channel, and hears what is said now. */
  get isOpen(): Readable<boolean> {
    return this.#isOpen;
  }

  /** For the page that is loaded in this one's place. */
  get past(): StreamPast {
    const { stream, first } = this.#outbox;
    return { outbox: { stream, first }, taken: this.#inbox.done, peerTab: this.#peerTab };
  }

  /** How much may be under way to the other, in bytes: no more than their page takes. */
  set peerWindowBytes(bytes: number) {
    this.#outbox.windowBytes = bytes;
  }

  get keptBytes(): number {
    return this.#outbox.keptBytes;
  }

  get keptCount(): number {
    return this.#outbox.keptCount;
  }

  /** There is a link, and both are in the call. */
  attach(say: Say): void {
    this.#say = say;
    this.#hello(false);
  }

  detach(): void {
    this.#say = undefined;
    this.#hellos = new Allowance(HELLOS);
    clearTimeout(this.#rest?.timer);
    this.#rest = undefined;
    this.#owed = {};
    this.#staleAckCount = 0;
    this.#shut();
  }

  /** Nothing more is said or heard here until {@link attach}: the other keeps what it has to say. */
  sayGoodbye(): void {
    this.#say?.({ type: 'goodbye', channel: this.name });
  }

  /** The browser has room again. */
  goOn(): void {
    const { hello, ack } = this.#owed;
    this.#owed = {};
    if (hello !== undefined) this.#hello(hello);
    if (ack) this.#sayDone();
    this.#sayWaiting();
  }

  /** @returns false: there is no room until the other has taken something */
  send(data: ChannelData): boolean {
    const hasRoom = this.#outbox.add(data);
    this.#keep();
    this.#sayWaiting();
    return hasRoom;
  }

  /** What was not taken yet is not said any more. */
  clear(): void {
    this.#outbox.clear();
  }

  /** @returns false: the other does not hear it, and will not */
  note(data: ChannelData): boolean {
    return this.#isOpen.value && this.#say?.({ type: 'note', channel: this.name, data }) === true;
  }

  /** What the other has said next; undefined: nothing. */
  take(): ChannelData | undefined {
    return this.#inbox.take();
  }

  /** Whatever was taken is done with, says {@link past} from now on. The other hears of it by {@link acknowledge}. */
  finish(): void {
    this.#inbox.finish();
  }

  /** Whatever was taken is done with. The other is told: no more of it is said again, on this page or the next. */
  acknowledge(): void {
    this.finish();
    this.#keep();
    this.#sayDone();
  }

  /** @throws {ProtocolError} when no page would say that */
  receive(frame: ChannelFrame): void {
    if (this.#say === undefined) return;
    if (this.#rest !== undefined) return this.#hearAtRest(frame);
    if (frame.type === 'hello') return this.#meet(frame);
    // Before their hello nothing of theirs has a place.
    if (this.#helloCount === 0) return;
    switch (frame.type) {
      case 'message':
        return this.#receiveMessage(frame.id, frame.data);
      case 'ack':
        return this.#receiveAck(frame.id);
      case 'note':
        return this.#options.onNote(frame.data);
      case 'goodbye':
        return this.#shut();
    }
  }

  /** The other has it no more, or nobody may hear it: what was said and not taken is said again once they have. */
  #shut(): void {
    this.#helloCount = 0;
    this.#outbox.rewind();
    this.#inbox.reset();
    this.#isOpen.set(false);
  }

  /** What they say now they say again once they are greeted, which has both begin anew. */
  #restFor(ms: number): void {
    this.#shut();
    const timer = setTimeout(() => {
      this.#rest = undefined;
      this.#hello(false);
    }, ms);
    this.#rest = { timer, helloCount: 0 };
  }

  #hearAtRest({ type }: ChannelFrame): void {
    if (type !== 'hello' || this.#rest === undefined) return;
    this.#rest.helloCount += 1;
    if (this.#rest.helloCount > MAX_HELLOS_AT_REST) throw new ProtocolError('invalid', 'hellos must be few');
  }

  #meet(hello: ChannelHello): void {
    // Both have begun at once, and each has answered the other.
    const isSecond = hello.isReply && this.#helloCount > 0;
    const { waitMs } = this.#hellos;
    if (waitMs > 0) return this.#restFor(waitMs);
    this.#hellos.spend();
    this.#helloCount += 1;
    // Their stream may be another, now that they know with whom they speak. Nothing of it was said before.
    if (isSecond) return this.#inbox.begin(hello.stream, hello.first);
    this.#recognise(hello.tab);
    this.#outbox.resume(hello.taken, createRandomId());
    this.#options.onTaken();
    const known = this.#inbox.taken?.stream;
    this.#inbox.begin(hello.stream, hello.first);
    if (known !== undefined && known !== hello.stream) this.#options.onPeerForgot?.();
    this.#keep();
    // To whoever has answered already it is said only where it is not so any more.
    const isTold = this.#told?.stream === this.#outbox.stream && this.#told.first === this.#outbox.first;
    if (!hello.isReply || !isTold) this.#hello(true);
    this.#isOpen.set(true);
    this.#sayWaiting();
  }

  #recognise(tab: string): void {
    const isOther = this.#peerTab !== undefined && this.#peerTab !== tab;
    this.#peerTab = tab;
    if (!isOther) return;
    this.#outbox.clear();
    this.#options.onOtherPeer();
  }

  #receiveMessage(id: number, data: ChannelData): void {
    const before = this.#inbox.taken?.id ?? 0;
    this.#inbox.receive(id, data);
    // They have not heard that it was taken.
    if (id <= before) this.#sayDone();
    else this.#options.onReadable();
  }

  #receiveAck(id: number): void {
    if (this.#outbox.acknowledge(id)) {
      this.#options.onTaken();
      this.#keep();
    } else {
      this.#staleAckCount += 1;
      if (this.#staleAckCount > MAX_STALE_ACKS_PER_LINK)
        throw new ProtocolError('invalid', 'acks must be of what is new');
    }
    this.#sayWaiting();
  }

  #keep(): void {
    this.#options.keep?.();
  }

  #sayDone(): void {
    const isSaid = this.#say?.({ type: 'ack', channel: this.name, id: this.#inbox.done?.id ?? 0 });
    if (isSaid === false) this.#owed = { ...this.#owed, ack: true };
  }

  #hello(isReply: boolean): void {
    const { stream, first } = this.#outbox;
    const { tab } = this.#options;
    const taken = this.#inbox.done;
    this.#told = { stream, first };
    const isSaid = this.#say?.({ type: 'hello', channel: this.name, tab, stream, first, taken, isReply });
    if (isSaid === false) this.#owed = { ...this.#owed, hello: isReply };
  }

  #sayWaiting(): void {
    if (!this.#isOpen.value) return;
    for (let message = this.#outbox.next(); message !== undefined; message = this.#outbox.next()) {
      // What the browser does not take now it takes once it has room, or over the next link.
      if (this.#say?.({ type: 'message', channel: this.name, ...message }) !== true) return;
      this.#outbox.advance();
    }
  }
}
