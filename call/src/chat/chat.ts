/** What the two write to each other. It is in the two pages and on the way between them, and nowhere else. */
import {
  type CallId,
  type ChannelData,
  chatTextBytes,
  cleanChatText,
  createRandomId,
  MAX_CHAT_TEXT_BYTES,
  type PeerPresence,
  ProtocolError,
  parseChatText,
  parseChatTyping,
} from '@parley/protocol';
import type { LinkFeature } from '../channels/link-feature.ts';
import { ReliableStream } from '../channels/reliable-stream.ts';
import { StreamsFeature } from '../channels/streams-feature.ts';
import { Allowance } from '../lib/allowance.ts';
import { Cell, type Readable } from '../lib/cell.ts';
import type { DeviceMemory } from '../memory/device-memory.ts';
import type { ChatAvailability, ChatMessage, ChatRefusal } from './chat-message.ts';
import { forgetChat, keepChat, readKeptChat } from './kept-chat.ts';
import { MessageList } from './message-list.ts';
import { Typing } from './typing.ts';

/** A few short ones in a row are how many people write. */
const SENDING = { burst: 10, perSecond: 1 } as const;
/** After a while without a link more come at once than anybody writes; of a flood the rest waits where it is. */
const SHOWING = { burst: 60, perSecond: 4 } as const;
const MAX_WAITING = 100;

const DAY_MS = 24 * 60 * 60_000;

export interface ChatOptions {
  readonly call: CallId;
  /** This page's tab, reloads included. */
  readonly tab: string;
  /** Outlives a reload of this tab. */
  readonly memory: DeviceMemory;
  /** In milliseconds since the epoch. */
  readonly now: () => number;
  readonly onIgnored: (cause: unknown) => void;
}

export class Chat {
  /** Lives on the links of the call. */
  readonly feature: LinkFeature;
  readonly #options: ChatOptions;
  readonly #page = createRandomId();
  #call: CallId;
  readonly #streams: StreamsFeature;
  readonly #stream: ReliableStream;
  readonly #messages: MessageList;
  readonly #typing: Typing;
  readonly #availability = new Cell<ChatAvailability>('nobody');
  readonly #unreadCount: Cell<number>;
  readonly #sending = new Allowance(SENDING);
  readonly #showing = new Allowance(SHOWING);
  #peerName = '';
  #hasComplained = false;
  #showingTimer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  constructor(options: ChatOptions) {
    this.#options = options;
    const { call, tab, memory, onIgnored } = options;
    this.#call = call;
    const kept = readKeptChat(memory, call);
    this.#messages = new MessageList(kept?.messages, kept?.hasDropped);
    this.#unreadCount = new Cell(kept?.unreadCount ?? 0);
    const waiting = this.#messages.waiting.map(written);
    this.#stream = new ReliableStream({
      ...{ name: 'chat', tab },
      past: kept && { ...kept.past, outbox: { ...kept.past.outbox, kept: waiting } },
      onReadable: () => this.#show(),
      onTaken: () => this.#messages.delivered(this.#stream.keptCount),
      onOtherPeer: () => this.#messages.giveUpWaiting(),
      onNote: (data) => this.#read(() => this.#typing.hear(parseChatTyping(data).isTyping)),
      keep: () => this.#keep(),
    });
    this.#typing = new Typing((isTyping) => this.#stream.note(JSON.stringify({ isTyping })));
    this.#streams = new StreamsFeature({ channel: 'chat', needs: 'chat/1', onIgnored });
    this.#streams.add(this.#stream);
    this.feature = {
      begin: (link) => {
        this.#hasComplained = false;
        this.#streams.begin(link);
      },
      together: (peer) => this.#meet(peer),
      end: () => {
        this.#streams.end();
        this.#typing.peerStopped();
      },
    };
    this.#stream.isOpen.subscribe((isOpen) => {
      if (isOpen) this.#availability.set('open');
      else if (this.#availability.value === 'open') this.#availability.set('interrupted');
    });
    if (this.#messages.all.value.length > 0) this.#availability.set('interrupted');
    // It is this page's now: whoever would forget what was left here does not.
    if (kept !== undefined) this.#keep();
  }

  /** All that were written and came, the oldest first. */
  get messages(): Readable<readonly ChatMessage[]> {
    return this.#messages.all;
  }

  /** Older messages than these were dropped, since there were more than a thousand, or half a million characters. */
  get hasDropped(): boolean {
    return this.#messages.hasDropped;
  }

  get availability(): Readable<ChatAvailability> {
    return this.#availability;
  }

  /** They are writing just now. */
  get isPeerTyping(): Readable<boolean> {
    return this.#typing.isPeerTyping;
  }

  /** How many have come since this person read last, on this page and those before it; see {@link markRead}. */
  get unreadCount(): Readable<number> {
    return this.#unreadCount;
  }

  /**
   * Sends it, or keeps it until the other can be reached.
   * @returns why not; undefined: it is among the messages
   */
  send(text: string): ChatRefusal | undefined {
    return this.#write(text);
  }

  /** Writes again, at the end, what is `undelivered`. @returns why not */
  resend(key: number): ChatRefusal | undefined {
    const message = this.messages.value.find((each) => each.key === key && each.status === 'undelivered');
    return message && this.#write(message.text, message);
  }

  /** To be said at every key: the other is told now and then, and once when it ends. */
  setTyping(isTyping: boolean): void {
    this.#typing.set(isTyping);
  }

  /** This person has seen all that came. */
  markRead(): void {
    if (this.#unreadCount.value === 0) return;
    this.#unreadCount.set(0);
    this.#keep();
  }

  /** The two go on in another call, and go on with what was written. */
  goOver(call: CallId): void {
    this.#call = call;
    if (this.messages.value.length > 0) this.#keep();
  }

  /** The call is over, and with it what was written: also what this tab kept. Idempotent. */
  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#streams.remove(this.#stream);
    this.#typing.peerStopped();
    clearTimeout(this.#showingTimer);
    this.#messages.clear();
    this.#unreadCount.set(0);
    forgetChat(this.#options.memory, this.#call);
  }

  /** @param former is not there any more */
  #write(text: string, former?: ChatMessage): ChatRefusal | undefined {
    const clean = cleanChatText(text);
    if (clean === '') return 'empty';
    if (chatTextBytes(clean) > MAX_CHAT_TEXT_BYTES) return 'too-long';
    if (this.#isOver || this.#stream.keptCount >= MAX_WAITING) return 'too-many-waiting';
    if (this.#sending.waitMs > 0) return 'too-fast';
    this.#sending.spend();
    const message = { author: 'self', name: '', text: clean, sentAt: this.#options.now() } as const;
    this.#messages.add({ ...message, status: 'waiting' }, former);
    this.#stream.send(written(message));
    this.#typing.sent();
    return undefined;
  }

  #meet(peer: PeerPresence): void {
    this.#peerName = peer.name;
    if (!peer.can?.includes('chat/1')) this.#availability.set('unsupported');
    // It is open as soon as they have said hello.
    else if (this.#availability.value !== 'open') this.#availability.set('interrupted');
    this.#streams.together(peer);
  }

  /** Takes what has come, as fast as somebody could want to read it. */
  #show(): void {
    clearTimeout(this.#showingTimer);
    let isNew = false;
    while (this.#showing.waitMs === 0) {
      const data = this.#stream.take();
      if (data === undefined) break;
      isNew = true;
      this.#showing.spend();
      // Also for whoever is told of it now, and answers at once: it is kept with its mark, or not at all.
      this.#stream.finish();
      this.#receive(data);
    }
    if (isNew) this.#stream.acknowledge();
    const { waitMs } = this.#showing;
    if (waitMs > 0) this.#showingTimer = setTimeout(() => this.#show(), waitMs);
  }

  #receive(data: ChannelData): void {
    this.#read(() => {
      const { text, sentAt } = parseChatText(data);
      const now = this.#options.now();
      this.#messages.add({
        ...{ author: 'peer', name: this.#peerName, text, status: 'received' },
        sentAt: Math.min(now, Math.max(sentAt, now - DAY_MS)),
      });
      this.#unreadCount.set(this.#unreadCount.value + 1);
      this.#typing.peerStopped();
    });
  }

  /** Told once for each link: whoever sends nonsense can send much of it. */
  #read(read: () => void): void {
    try {
      read();
    } catch (cause) {
      if (!(cause instanceof ProtocolError)) throw cause;
      if (!this.#hasComplained) this.#options.onIgnored(cause);
      this.#hasComplained = true;
    }
  }

  #keep(): void {
    if (this.#isOver) return;
    const { memory } = this.#options;
    const { kept: messages, hasDropped } = this.#messages;
    const unreadCount = this.#unreadCount.value;
    const { past } = this.#stream;
    keepChat(memory, this.#call, { messages, past, unreadCount, hasDropped, page: this.#page });
  }
}

/** What a page may do with a chat and see of it. */
export type ChatHandle = Pick<Chat, Exclude<keyof Chat, 'feature' | 'close' | 'goOver'>>;

function written({ text, sentAt }: Pick<ChatMessage, 'text' | 'sentAt'>): string {
  return JSON.stringify({ text, sentAt });
}
