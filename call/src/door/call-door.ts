import { Cell, type Readable } from '../lib/cell.ts';
import type { HostDoor } from './host-door.ts';
import type { Visitor } from './waiting-list.ts';

/** Whoever has typed the words that the host reads out stands at the door as well, also where there is none. */
export interface WordsDoor {
  readonly visitor: Readable<Visitor | undefined>;
  admit(): Promise<void>;
  reply(said: { readonly answer: 'one-moment' | 'declined'; readonly word: string }): Promise<void>;
}

/**
 * The door of a call, as its host has it. What a person does there are methods, none of which throws; what
 * keeps the host from saying something is the state's `trouble`.
 */
export class CallDoor {
  readonly #visitors = new Cell<readonly Visitor[] | undefined>(undefined);
  readonly #words: WordsDoor;
  readonly #isAsking = new Cell<boolean | undefined>(undefined);
  #door: HostDoor | undefined;
  /** Who was let in by words, and has yet to come through the call's own door. */
  #expected: string | undefined;

  constructor(words: WordsDoor, signal: AbortSignal) {
    this.#words = words;
    words.visitor.subscribe(() => this.#show(), signal);
  }

  /**
   * Who asks to be let in, the first who rang first; undefined: there is no door, or it is not this person's, and nobody has typed words
   * that they read out.
   */
  get visitors(): Readable<readonly Visitor[] | undefined> {
    return this.#visitors;
  }

  /** Whether whoever comes has to ask; undefined: it is not this person's to say. */
  get isAsking(): Readable<boolean | undefined> {
    return this.#isAsking;
  }

  /**
   * Has whoever comes ask from now on, or has anybody come in who has the link. Whoever is in the call, or was last, stays let in. When
   * it opens, whoever has waited longest comes in, if the guest's seat is free.
   */
  readonly setAsking = (isAsking: boolean): void => this.#door?.setAsking(isAsking);

  /** Lets them in, as soon as nobody else sits there. */
  readonly admit = (uid: string): void => {
    if (!this.#isByWords(uid)) return this.#door?.admit(uid);
    this.#expected = uid;
    void this.#words.admit();
  };

  /** Tells them that it takes a moment. @param word to them, 120 UTF-16 code units at most; empty: none */
  readonly askToWait = (uid: string, word = ''): void => this.#say(uid, 'one-moment', word);

  /** Turns them away for now. They may ring a few times more. @param word as for {@link askToWait} */
  readonly turnAway = (uid: string, word = ''): void => this.#say(uid, 'declined', word);

  /** The door of the session that there is now. */
  follow(door: HostDoor, signal: AbortSignal): void {
    this.#door = door;
    door.visitors.subscribe(() => this.#show(), signal);
    door.isAsking.subscribe((isAsking) => this.#isAsking.set(isAsking), signal);
  }

  #say(uid: string, answer: 'one-moment' | 'declined', word: string): void {
    if (this.#isByWords(uid)) void this.#words.reply({ answer, word });
    else void this.#door?.reply(uid, answer, word);
  }

  #isByWords(uid: string): boolean {
    return this.#words.visitor.value?.uid === uid;
  }

  #show(): void {
    const { value: byWords } = this.#words.visitor;
    const atDoor = this.#door?.visitors.value;
    const expected = atDoor?.find(({ uid }) => uid === this.#expected);
    if (expected !== undefined) {
      this.#expected = undefined;
      this.#door?.admit(expected.uid);
    }
    if (byWords === undefined) return this.#visitors.set(atDoor);
    const others = (atDoor ?? []).filter(({ uid }) => uid !== byWords.uid);
    this.#visitors.set([...others, byWords].sort((one, other) => one.since - other.since));
  }
}

/** What a page may do with it and see of it. */
export type DoorHandle = Omit<CallDoor, 'follow'>;
