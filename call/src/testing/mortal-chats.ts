/** Two tabs that chat, whose pages may end at any moment: before whatever they would keep or say next. */
import { type CallId, createRandomId } from '@parley/protocol';
import { Chat } from '../chat/chat.ts';
import type { Link } from '../link/link.ts';
import { FakeChannel } from './fake-channel.ts';
import { aPresence } from './presences.ts';

const CALL = '7K3MD2P9XWQ4ZT8B1HVN' as CallId;

export class MortalTab {
  /** So much more its page keeps and says before it ends. */
  strength = Number.POSITIVE_INFINITY;
  /** How much its pages have kept and said. */
  deedCount = 0;
  /** What is under way to the other. */
  readonly wire: (string | ArrayBuffer)[] = [];
  /** What its pages have taken to be said, and were there after that. */
  readonly said: string[] = [];
  readonly ignored: unknown[] = [];
  /** Says this at once to each that comes. */
  answer: string | undefined;
  readonly #kept = new Map<string, string>();
  readonly #tab = createRandomId();
  #channel = new FakeChannel();
  chat = this.#load();

  /** Its page is there no more: nothing that it still does has any effect. */
  get hasEnded(): boolean {
    return this.strength <= 0;
  }

  say(text: string): void {
    if (!this.hasEnded && this.chat.send(text) === undefined && !this.hasEnded) this.said.push(text);
  }

  reload(): void {
    this.detach();
    this.strength = Number.POSITIVE_INFINITY;
    this.chat = this.#load();
  }

  attach(): void {
    this.#channel = new FakeChannel((message) => {
      if (this.#does()) this.wire.push(message);
      return true;
    });
    const channel = this.#channel;
    this.chat.feature.begin({ channel: () => channel } as unknown as Link);
    this.chat.feature.together?.(aPresence({ can: ['chat/1'] }));
    this.#channel.open();
  }

  detach(): void {
    this.chat.feature.end();
    this.#channel = new FakeChannel();
  }

  hear(data: unknown): void {
    if (!this.hasEnded) this.#channel.hear(data);
  }

  textsOf(author: 'self' | 'peer'): string[] {
    return this.chat.messages.value.flatMap((each) => (each.author === author ? each.text : []));
  }

  /** @returns whether the page is still there to do it */
  #does(): boolean {
    this.strength -= 1;
    if (this.strength < 0) return false;
    this.deedCount += 1;
    return true;
  }

  #load(): Chat {
    const chat = new Chat({
      ...{ call: CALL, tab: this.#tab, now: () => Date.UTC(2030, 0, 17, 13, 45) },
      memory: {
        getItem: (key) => this.#kept.get(key) ?? null,
        setItem: (key, value) => void (this.#does() && this.#kept.set(key, value)),
      },
      onIgnored: (cause) => this.ignored.push(cause),
    });
    let count = chat.messages.value.length;
    chat.messages.subscribe((messages) => {
      const isNew = messages.length > count && messages.at(-1)?.author === 'peer';
      count = Math.max(count, messages.length);
      if (isNew && this.answer !== undefined) this.say(`${this.answer} ${messages.at(-1)?.text}`);
    });
    return chat;
  }
}

export class MortalChats {
  readonly tabs = [new MortalTab(), new MortalTab()] as const;

  /** A link between those that are there. */
  link(): void {
    this.unlink();
    for (const tab of this.tabs) tab.attach();
  }

  /** What was under way is lost. */
  unlink(): void {
    for (const tab of this.tabs) {
      tab.detach();
      tab.wire.length = 0;
    }
  }

  /** @returns false: nothing is under way from there */
  carryOne(from: 0 | 1): boolean {
    const data = this.tabs[from].wire.shift();
    if (data === undefined) return false;
    this.tabs[from === 0 ? 1 : 0].hear(data);
    return true;
  }

  carryAll(): void {
    while (this.carryOne(0) || this.carryOne(1));
  }
}
