/** The door as its host has it: who stands there, from when the host sits behind it. */
import type { CallDoc, CallKeys, Role } from '@parley/protocol';
import { Cell, type Readable } from '../lib/cell.ts';
import type { Knocker } from '../negotiation/knocker.ts';
import { type Visitor, WaitingList, type WaitingListOptions } from './waiting-list.ts';

export type HostDoorOptions = Omit<WaitingListOptions, 'keys' | 'signal'>;

interface HostPlace {
  readonly role: Role;
  readonly keys: CallKeys;
  /** Offers for them. */
  readonly admit: (knocker: Knocker) => void;
  /** Of the place. */
  readonly signal: AbortSignal;
}

export class HostDoor {
  readonly #options: HostDoorOptions;
  readonly #visitors = new Cell<readonly Visitor[] | undefined>(undefined);
  #place: HostPlace | undefined;
  #list: WaitingList | undefined;

  constructor(options: HostDoorOptions) {
    this.#options = options;
  }

  /** Undefined: there is no door, or it is not this person's. */
  get visitors(): Readable<readonly Visitor[] | undefined> {
    return this.#visitors;
  }

  sit(place: HostPlace): void {
    this.#place = place;
    const forget = () => {
      this.#list = undefined;
      this.#visitors.set(undefined);
    };
    place.signal.addEventListener('abort', forget, { once: true });
  }

  update({ door }: CallDoc): void {
    if (door === undefined || this.#place?.role !== 'host' || this.#list !== undefined) return;
    const { keys, signal } = this.#place;
    this.#list = new WaitingList({ ...this.#options, keys, signal });
    this.#list.visitors.subscribe((visitors) => this.#visitors.set(visitors), signal);
  }

  /** Lets them in, if they still stand there. */
  admit(uid: string): void {
    this.#list?.withdrawReply(uid);
    const knocker = this.#list?.knockerOf(uid);
    if (knocker !== undefined) this.#place?.admit(knocker);
  }

  /** @param word to them; empty: none */
  async reply(uid: string, answer: 'one-moment' | 'declined', word: string): Promise<void> {
    await this.#list?.reply(uid, answer, word);
  }
}
