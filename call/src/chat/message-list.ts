/** The messages of both, as a page shows them: the oldest first, and no more than a bounded memory holds. */
import { Cell, type Readable } from '../lib/cell.ts';
import type { ChatMessage } from './chat-message.ts';

/** The oldest are dropped. Two people who write for hours come to neither. */
const MAX_MESSAGES = 1_000;
const MAX_CHARACTERS = 512 * 1024;

export class MessageList {
  readonly #all: Cell<readonly ChatMessage[]>;
  #nextKey = 1;
  #hasDropped: boolean;

  /**
   * @param kept of the page before this one
   * @param hasDropped it had dropped older ones
   */
  constructor(kept: readonly Omit<ChatMessage, 'key'>[] = [], hasDropped = false) {
    this.#hasDropped = hasDropped;
    this.#all = new Cell<readonly ChatMessage[]>(kept.map((message) => this.#numbered(message)));
  }

  get all(): Readable<readonly ChatMessage[]> {
    return this.#all;
  }

  /** One's own that the other has not taken yet, in the order in which they do. */
  get waiting(): readonly ChatMessage[] {
    return this.#all.value.filter(({ status }) => status === 'waiting');
  }

  get hasDropped(): boolean {
    return this.#hasDropped;
  }

  /** For the page that is loaded in this one's place. */
  get kept(): readonly Omit<ChatMessage, 'key'>[] {
    return this.#all.value.map(({ key: _, ...message }) => message);
  }

  /** @param former is not there any more */
  add(message: Omit<ChatMessage, 'key'>, former?: ChatMessage): void {
    const messages = [...this.#all.value.filter((each) => each !== former), this.#numbered(message)];
    let characters = messages.reduce((sum, { text }) => sum + text.length, 0);
    while (messages.length > MAX_MESSAGES || characters > MAX_CHARACTERS) {
      // What waits is numbered by its place among those that do, and is never so much.
      const oldest = messages.findIndex(({ status }) => status !== 'waiting');
      characters -= messages.splice(oldest, 1)[0]?.text.length ?? 0;
      this.#hasDropped = true;
    }
    this.#all.set(messages);
  }

  /** @param stillCount so many of those that wait, the last ones, do so still */
  delivered(stillCount: number): void {
    const { waiting } = this;
    const taken = new Set(waiting.slice(0, Math.max(0, waiting.length - stillCount)));
    if (taken.size > 0) this.#change((message) => taken.has(message), 'delivered');
  }

  /** Whoever was to have what waits will not. */
  giveUpWaiting(): void {
    this.#change(({ status }) => status === 'waiting', 'undelivered');
  }

  clear(): void {
    this.#all.set([]);
  }

  #change(isMeant: (message: ChatMessage) => boolean, status: ChatMessage['status']): void {
    this.#all.set(this.#all.value.map((message) => (isMeant(message) ? { ...message, status } : message)));
  }

  #numbered(message: Omit<ChatMessage, 'key'>): ChatMessage {
    return { ...message, key: this.#nextKey++ };
  }
}
