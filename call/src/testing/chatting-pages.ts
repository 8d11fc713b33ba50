/** Two tabs in which the two chat, with link after link between them. */
import { type CallId, createRandomId, encodeChannelFrame, type PeerPresence } from '@parley/protocol';
import { Chat } from '../chat/chat.ts';
import type { DeviceMemory } from '../memory/device-memory.ts';
import { type FakeLink, FakeNetwork } from './fake-network.ts';
import { aPresence } from './presences.ts';

const CALL = '7K3MD2P9XWQ4ZT8B1HVN' as CallId;

export class ChattingTab {
  readonly name: string;
  readonly kept = new Map<string, string>();
  readonly memory: DeviceMemory = {
    getItem: (key) => this.kept.get(key) ?? null,
    setItem: (key, value) => void this.kept.set(key, value),
  };
  readonly ignored: unknown[] = [];
  now = Date.UTC(2030, 0, 17, 13, 45);
  #tab = createRandomId();
  chat: Chat;

  constructor(name: string) {
    this.name = name;
    this.chat = this.#load();
  }

  /** What is kept in the tab is there. */
  reload(call = CALL): void {
    this.chat.feature.end();
    this.chat = this.#load(call);
  }

  /** Another tab takes the seat. */
  replace(): void {
    this.kept.clear();
    this.#tab = createRandomId();
    this.reload();
  }

  /** As one would read it aloud. */
  get read(): string[] {
    return this.chat.messages.value.map(({ author, name, text, status }) => {
      const from = author === 'self' ? 'me' : name;
      return status === 'delivered' || status === 'received'
        ? `${from}: ${text}`
        : `${from}: ${text} (${status})`;
    });
  }

  #load(call = CALL): Chat {
    return new Chat({
      ...{ call, tab: this.#tab, now: () => this.now },
      memory: this.memory,
      onIgnored: (cause) => this.ignored.push(cause),
    });
  }
}

export class ChattingPages {
  readonly ada = new ChattingTab('Ada');
  readonly bob = new ChattingTab('Bob');
  readonly #network = new FakeNetwork();
  #links: readonly FakeLink[] = [];

  async link(can: PeerPresence['can'] = ['chat/1']): Promise<void> {
    this.unlink();
    const [one, two] = [this.#network.createLink(() => {}), this.#network.createLink(() => {})] as const;
    this.#links = [one, two] as FakeLink[];
    const answer = await two.acceptOffer((await one.createOffer({ iceRestart: false })).sdp);
    await one.acceptAnswer(answer.sdp);
    for (const [own, other, link] of [
      [this.ada, this.bob, one],
      [this.bob, this.ada, two],
    ] as const) {
      own.chat.feature.begin(link);
      own.chat.feature.together?.(aPresence({ name: other.name, ...(can && { can }) }));
    }
    await settled();
  }

  unlink(): void {
    for (const link of this.#links) link.close();
    for (const { chat } of [this.ada, this.bob]) chat.feature.end();
  }

  /** Bob hears what Ada's page would not say. */
  lie(type: 'note' | 'message', data: string, id = 1): void {
    const frame =
      type === 'note'
        ? ({ type, channel: 'chat', data } as const)
        : ({ type, channel: 'chat', id, data } as const);
    this.#links[1]?.channel('chat').hear(encodeChannelFrame(frame).buffer);
  }
}

/** All that is under way has arrived, and what it leads to. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));
