/**
 * The ring of a call that is to be connected while it rings: by or at somebody with whom this person has talked before. Nobody else's ring
 * has this page connect to anybody.
 */
import { Cell, type IncomingRing, type OutgoingRing, type Readable } from '@parley/call';
import type { CallId, NameDoc } from '@parley/protocol';
import type { KnownPeople } from '../../memory/known-people.ts';

/** A call that is rung for at this moment. */
export interface AwaitedCall {
  readonly id: CallId;
  /** By this person, who has decided to be in it; otherwise they are rung. */
  readonly isRungFor: boolean;
  /** This person, who is rung, comes: the database is being told. Undefined: it rings. */
  readonly answer?: GivenAnswer;
}

interface GivenAnswer {
  readonly isWithCamera: boolean;
}

/** A ring that this person has answered, until the database has heard it. */
interface AnsweredRing extends GivenAnswer {
  readonly ring: IncomingRing;
}

export interface AwaitedRingOptions {
  readonly known: Pick<KnownPeople, 'find' | 'hasChanged'>;
  /** Who is rung by this person; undefined: nobody. */
  readonly outgoing: () => Pick<OutgoingRing, 'state' | 'person' | 'call'> | undefined;
  readonly incoming: () => readonly IncomingRing[];
  /** Of several pages it is the one that is looked at. */
  readonly isLookedAt: () => boolean;
}

export class AwaitedRing {
  readonly #options: AwaitedRingOptions;
  readonly #call = new Cell<AwaitedCall | undefined>(undefined);
  /** Of this person's: to somebody whom they know. What they become by answering is nothing to connect for before. */
  #own: ReturnType<AwaitedRingOptions['outgoing']>;
  #answering: AnsweredRing | undefined;

  constructor(options: AwaitedRingOptions) {
    this.#options = options;
  }

  /** What it calls to; undefined: nothing is awaited. */
  get call(): Readable<AwaitedCall | undefined> {
    return this.#call;
  }

  /** Somebody rings or does not any more, or this page is looked at or is not. */
  look(): void {
    const { outgoing, incoming } = this.#options;
    const own = outgoing();
    const phase = own?.state.value.phase;
    const person = own?.person.value;
    if (phase === 'ringing' && person !== undefined && this.#isFriend(person)) this.#own = own;
    const isOwnAwaited = own === this.#own && (phase === 'ringing' || phase === 'accepted');
    if (isOwnAwaited && own?.call !== undefined) return this.#set({ id: own.call, isRungFor: true });
    const answering = this.#answering;
    const rung = [answering?.ring, ...incoming()].find((each) => this.#isAwaited(each));
    const isAnswered = answering !== undefined && answering.ring.id === rung?.id;
    const answer = isAnswered ? { answer: { isWithCamera: answering.isWithCamera } } : {};
    this.#set(rung && { id: rung.call, isRungFor: false, ...answer });
  }

  /** This person comes. @returns to be called once the database has heard it, or will not */
  answer(given: AnsweredRing): () => void {
    this.#answering = given;
    this.look();
    return () => {
      if (this.#answering === given) this.#answering = undefined;
      this.look();
    };
  }

  /** A call is gone into: the next that rings is another. */
  taken(): void {
    this.#own = undefined;
    this.look();
  }

  #set(next: AwaitedCall | undefined): void {
    const { value } = this.#call;
    const isSame = next?.id === value?.id && next?.answer?.isWithCamera === value?.answer?.isWithCamera;
    if (!isSame) this.#call.set(next);
  }

  #isAwaited(ring: IncomingRing | undefined): boolean {
    if (ring === undefined) return false;
    // What is connected stays so.
    return ring.call === this.#call.value?.id || (this.#options.isLookedAt() && this.#isFriend(ring.person));
  }

  #isFriend(person: NameDoc): boolean {
    const { known } = this.#options;
    const friend = known.find(person.name);
    return friend?.uid === person.uid && friend.hasTalked === true && !known.hasChanged(person);
  }
}
