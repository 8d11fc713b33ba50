/** A chat that is what the test says, and notes what it is asked for. */
import {
  Cell,
  type ChatAvailability,
  type ChatHandle,
  type ChatMessage,
  type ChatRefusal,
} from '@parley/call';
import { NOW } from './call-scenes.ts';

export interface ChatScene {
  readonly messages?: readonly ChatMessage[];
  readonly availability?: ChatAvailability;
  readonly isPeerTyping?: boolean;
  readonly unreadCount?: number;
  readonly hasDropped?: boolean;
}

export class FakeChat implements ChatHandle {
  readonly messages: Cell<readonly ChatMessage[]>;
  readonly availability: Cell<ChatAvailability>;
  readonly isPeerTyping: Cell<boolean>;
  readonly unreadCount: Cell<number>;
  readonly hasDropped: boolean;
  /** What the next ones meet with. */
  refusal: ChatRefusal | undefined;
  readonly #asked: string[];

  constructor(asked: string[], scene: ChatScene = {}) {
    this.#asked = asked;
    this.messages = new Cell(scene.messages ?? []);
    this.availability = new Cell<ChatAvailability>(scene.availability ?? 'open');
    this.isPeerTyping = new Cell(scene.isPeerTyping ?? false);
    this.unreadCount = new Cell(scene.unreadCount ?? 0);
    this.hasDropped = scene.hasDropped ?? false;
  }

  send(text: string): ChatRefusal | undefined {
    this.#asked.push(`write ${text}`);
    if (this.refusal === undefined) this.messages.set([...this.messages.value, ownMessage({ text })]);
    return this.refusal;
  }

  resend(key: number): ChatRefusal | undefined {
    this.#asked.push(`write ${key} again`);
    return this.refusal;
  }

  setTyping(isTyping: boolean): void {
    this.#asked.push(isTyping ? 'type' : 'type no more');
  }

  markRead(): void {
    this.unreadCount.set(0);
  }

  /** They write something. */
  hear(message: Partial<ChatMessage> = {}): void {
    this.messages.set([...this.messages.value, theirMessage(message)]);
    this.unreadCount.set(this.unreadCount.value + 1);
  }
}

let lastKey = 0;

export function theirMessage(message: Partial<ChatMessage> = {}): ChatMessage {
  lastKey += 1;
  const defaults = { key: lastKey, name: 'Ada', text: 'Hello', sentAt: NOW, status: 'received' } as const;
  return { author: 'peer', ...defaults, ...message };
}

export function ownMessage(message: Partial<ChatMessage> = {}): ChatMessage {
  return theirMessage({ author: 'self', name: '', status: 'delivered', ...message });
}
