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

/** A few short ones in a row are how many people write. */
const SENDING = { burst: 10, perSecond: 1 } as const;
/** After a while without a link more come at once than anybody writes; of a flood the rest waits where it is. */
const SHOWING = { burst: 60, perSecond: 4 } as const;
const MAX_WAITING = 100;
/** Of notes that somebody types or does not; what is not heard of that time tells. */
const TYPING = { burst: 5, perSecond: 1 } as const;

/** The oldest are dropped. Two people who write for hours come to neither. */
const MAX_MESSAGES = 1_000;
const MAX_CHARACTERS = 512 * 1024;

/** Said anew as long as somebody types, and over when it was not for so much longer. */
const TYPING_MS = 3_000;
const TYPING_ENDS_MS = 2 * TYPING_MS;

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
  readonly #messages: Cell<readonly ChatMessage[]>;
  readonly #availability = new Cell<ChatAvailability>('nobody');
  readonly #isPeerTyping = new Cell(false);
  readonly #unreadCount: Cell<number>;
  readonly #sending = new Allowance(SENDING);
  readonly #showing = new Allowance(SHOWING);
  readonly #typing = new Allowance(TYPING);
  #nextKey = 1;
  #hasDropped: boolean;
  #peerName = '';
  #hasComplained = false;
  #typingSaidAt = Number.NEGATIVE_INFINITY;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;
  #showingTimer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  constructor(options: ChatOptions) {
    this.#options = options;
    const { call, tab, memory, onIgnored } = options;
    this.#call = call;
    const kept = readKeptChat(memory, call);
    const messages = (kept?.messages ?? []).map((message) => ({ ...message, key: this.#nextKey++ }));
    this.#messages = new Cell<readonly ChatMessage[]>(messages);
    this.#unreadCount = new Cell(kept?.unreadCount ?? 0);
    this.#hasDropped = kept?.hasDropped ?? false;
    const waiting = messages.filter(({ status }) => status === 'waiting').map(written);
    this.#stream = new ReliableStream({
      ...{ name: 'chat', tab },
      past: kept && { ...kept.past, outbox: { ...kept.past.outbox, kept: waiting } },
      onReadable: () => this.#show(),
      onTaken: () => this.#noteTaken(),
      onOtherPeer: () => this.#giveUpWaiting(),
      onNote: (data) => this.#noteTyping(data),
      keep: () => this.#keep(),
    });
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
        this.#endTyping();
      },
    };
    this.#stream.isOpen.subscribe((isOpen) => {
      if (isOpen) this.#availability.set('open');
      else if (this.#availability.value === 'open') this.#availability.set('interrupted');
    });
    if (messages.length > 0) this.#availability.set('interrupted');
    // It is this page's now: whoever would forget what was left here does not.
    if (kept !== undefined) this.#keep();
  }

  /** All that were written and came, the oldest first. */
  get messages(): Readable<readonly ChatMessage[]> {
    return this.#messages;
  }

  /** Older messages than these were dropped, since there were more than a thousand, or half a million characters. */
  get hasDropped(): boolean {
    return this.#hasDropped;
  }

  get availability(): Readable<ChatAvailability> {
    return this.#availability;
  }

  /** They are writing just now. */
  get isPeerTyping(): Readable<boolean> {
    return this.#isPeerTyping;
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
    const message = this.#messages.value.find((each) => each.key === key && each.status === 'undelivered');
    return message && this.#write(message.text, message);
  }

  /** To be said at every key: the other is told now and then, and once when it ends. */
  setTyping(isTyping: boolean): void {
    const now = performance.now();
    const isNews = isTyping ? now - this.#typingSaidAt >= TYPING_MS : Number.isFinite(this.#typingSaidAt);
    if (!isNews) return;
    this.#typingSaidAt = isTyping ? now : Number.NEGATIVE_INFINITY;
    this.#stream.note(JSON.stringify({ isTyping }));
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
    if (this.#messages.value.length > 0) this.#keep();
  }

  /** The call is over, and with it what was written: also what this tab kept. Idempotent. */
  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#streams.remove(this.#stream);
    this.#endTyping();
    clearTimeout(this.#showingTimer);
    this.#messages.set([]);
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
    const message = this.#create('self', clean, this.#options.now(), 'waiting');
    this.#add(message, former);
    this.#stream.send(written(message));
    this.#typingSaidAt = Number.NEGATIVE_INFINITY;
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
      this.#add(this.#create('peer', text, Math.min(now, Math.max(sentAt, now - DAY_MS)), 'received'));
      this.#unreadCount.set(this.#unreadCount.value + 1);
      this.#endTyping();
    });
  }

  #noteTyping(data: ChannelData): void {
    this.#read(() => {
      const { isTyping } = parseChatTyping(data);
      // Each is drawn.
      if (this.#typing.waitMs > 0) return;
      this.#typing.spend();
      clearTimeout(this.#typingTimer);
      this.#isPeerTyping.set(isTyping);
      if (isTyping) this.#typingTimer = setTimeout(() => this.#endTyping(), TYPING_ENDS_MS);
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

  #endTyping(): void {
    clearTimeout(this.#typingTimer);
    this.#isPeerTyping.set(false);
  }

  #noteTaken(): void {
    const waiting = this.#messages.value.filter(({ status }) => status === 'waiting');
    const taken = new Set(waiting.slice(0, Math.max(0, waiting.length - this.#stream.keptCount)));
    if (taken.size > 0) this.#change((message) => taken.has(message), 'delivered');
  }

  #giveUpWaiting(): void {
    this.#change(({ status }) => status === 'waiting', 'undelivered');
  }

  #change(isMeant: (message: ChatMessage) => boolean, status: ChatMessage['status']): void {
    this.#set(this.#messages.value.map((message) => (isMeant(message) ? { ...message, status } : message)));
  }

  #create(
    author: ChatMessage['author'],
    text: string,
    sentAt: number,
    status: ChatMessage['status'],
  ): ChatMessage {
    const name = author === 'peer' ? this.#peerName : '';
    return { key: this.#nextKey++, author, name, text, sentAt, status };
  }

  #add(message: ChatMessage, former?: ChatMessage): void {
    const messages = [...this.#messages.value.filter((each) => each !== former), message];
    let characters = messages.reduce((sum, { text }) => sum + text.length, 0);
    while (messages.length > MAX_MESSAGES || characters > MAX_CHARACTERS) {
      // What waits is numbered by its place among those that do, and is never so much.
      const oldest = messages.findIndex(({ status }) => status !== 'waiting');
      characters -= messages.splice(oldest, 1)[0]?.text.length ?? 0;
      this.#hasDropped = true;
    }
    this.#set(messages);
  }

  #set(messages: readonly ChatMessage[]): void {
    this.#messages.set(messages);
  }

  #keep(): void {
    if (this.#isOver) return;
    const { memory } = this.#options;
    const messages = this.#messages.value.map(({ key: _, ...message }) => message);
    const unreadCount = this.#unreadCount.value;
    const hasDropped = this.#hasDropped;
    const { past } = this.#stream;
    keepChat(memory, this.#call, { messages, past, unreadCount, hasDropped, page: this.#page });
  }
}

/** What a page may do with a chat and see of it. */
export type ChatHandle = Pick<Chat, Exclude<keyof Chat, 'feature' | 'close' | 'goOver'>>;

function written({ text, sentAt }: ChatMessage): string {
  return JSON.stringify({ text, sentAt });
}
