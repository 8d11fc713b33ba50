/** The door as its host has it: who stands there, from when the host sits behind it. */
import type { CallDoc, CallKeys, Role } from '@parley/protocol';
import { Cell, type Readable } from '../lib/cell.ts';
import { childLifetime } from '../lib/lifetime.ts';
import type { Knocker } from '../negotiation/knocker.ts';
import type { DoorKeeper } from './door-keeper.ts';
import { type Visitor, WaitingList, type WaitingListOptions } from './waiting-list.ts';

export type HostDoorOptions = Omit<WaitingListOptions, 'keys' | 'signal'>;

interface HostPlace {
  readonly role: Role;
  readonly keys: CallKeys;
  /** Offers for them. */
  readonly admit: (knocker: Knocker) => void;
  readonly keeper: Pick<DoorKeeper, 'setAsking'>;
  /** Of the place. */
  readonly signal: AbortSignal;
}

export class HostDoor {
  readonly #options: HostDoorOptions;
  readonly #visitors = new Cell<readonly Visitor[] | undefined>(undefined);
  readonly #isAsking = new Cell<boolean | undefined>(undefined);
  #place: HostPlace | undefined;
  #list: WaitingList | undefined;
  /** While there is a door. */
  #standing: AbortController | undefined;

  constructor(options: HostDoorOptions) {
    this.#options = options;
  }

  /** Undefined: there is no door, or it is not this person's. */
  get visitors(): Readable<readonly Visitor[] | undefined> {
    return this.#visitors;
  }

  /** Whether whoever comes has to ask; undefined: it is not this person's to say. */
  get isAsking(): Readable<boolean | undefined> {
    return this.#isAsking;
  }

  sit(place: HostPlace): void {
    this.#place = place;
    const forget = () => {
      this.#list = undefined;
      this.#visitors.set(undefined);
      this.#isAsking.set(undefined);
    };
    place.signal.addEventListener('abort', forget, { once: true });
  }

  update({ door }: CallDoc): void {
    if (this.#place?.role !== 'host') return;
    this.#isAsking.set(door !== undefined);
    if (door === undefined) this.#takeAway();
    else if (this.#list === undefined) this.#stand(this.#place);
  }

  #stand({ keys, signal }: HostPlace): void {
    this.#standing = childLifetime(signal);
    this.#list = new WaitingList({ ...this.#options, keys, signal: this.#standing.signal });
    this.#list.visitors.subscribe((visitors) => this.#visitors.set(visitors), this.#standing.signal);
  }

  #takeAway(): void {
    this.#standing?.abort();
    this.#list = undefined;
    this.#visitors.set(undefined);
  }

  /** @param isAsking whoever comes has to ask; otherwise whoever waits longest comes in, if nobody else is there */
  setAsking(isAsking: boolean): void {
    const first = () => {
      const [visitor] = this.#visitors.value ?? [];
      return visitor && this.#list?.knockerOf(visitor.uid);
    };
    void this.#place?.keeper.setAsking(isAsking, first);
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
