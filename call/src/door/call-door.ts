import { Cell, type Readable } from '../lib/cell.ts';
import type { Dismissal, HostDoor } from './host-door.ts';
import type { Visitor } from './waiting-list.ts';

/** Whoever has typed the words that the host reads out stands at the door as well, also where there is none. */
export interface WordsDoor {
  readonly visitor: Readable<Visitor | undefined>;
  /** @returns whether they were told the call's ID */
  admit(): Promise<boolean>;
  reply(said: { readonly answer: 'one-moment' | 'declined'; readonly word: string }): Promise<unknown>;
}

/** Time to choose a camera and to say a name. Whoever takes longer is asked about once more. */
const EXPECTED_MS = 120_000;

/** The door of one session. */
type SessionDoor = Pick<
  HostDoor,
  | 'visitors'
  | 'isAsking'
  | 'guest'
  | 'keepsOut'
  | 'dismissal'
  | 'setAsking'
  | 'admit'
  | 'pardon'
  | 'reply'
  | 'dismissGuest'
>;

/**
 * The door of a call, as its host has it. What a person does there are methods, none of which throws; what
 * keeps the host from saying something is the state's `trouble`.
 */
export class CallDoor {
  readonly #visitors = new Cell<readonly Visitor[] | undefined>(undefined);
  readonly #words: WordsDoor;
  readonly #isAsking = new Cell<boolean | undefined>(undefined);
  readonly #guest = new Cell<string | undefined>(undefined);
  readonly #keepsOut = new Cell(true);
  readonly #dismissal = new Cell<Dismissal | undefined>(undefined);
  #door: SessionDoor | undefined;
  /** Who was let in by words or another link, and has yet to come through the call's own door: until then, by `performance.now()`. */
  #expected: { readonly uid: string; untilMs: number } | undefined;

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

  /** The guest's user, who can be asked to leave: somebody has come in, and has not been gone for long. Undefined: nobody. */
  get guest(): Readable<string | undefined> {
    return this.#guest;
  }

  /**
   * Whether the guest stays out for good once they are asked to leave; false: the call remembers as many people as it can, and they, like
   * whoever else comes from then on, have to ask to come in.
   */
  get keepsOut(): Readable<boolean> {
    return this.#keepsOut;
  }

  /** How asking the guest to leave stands; undefined: nobody was asked, or they were and stay out. */
  get dismissal(): Readable<Dismissal | undefined> {
    return this.#dismissal;
  }

  /**
   * Asks the guest to leave for good, as far as `keepsOut` says. They are disconnected at once, and then neither sit down again nor read the
   * call, under the user that their browser is. Whoever has the link can come as another.
   * @param uid as `guest` says; nothing happens if somebody else is the guest by now
   */
  readonly dismissGuest = (uid: string): void => void this.#door?.dismissGuest(uid);

  /**
   * Has whoever comes ask from now on, or has anybody come in who has the link. Whoever is in the call, or left it within the last minute, stays let in. When
   * it opens, one of those who wait comes in, if the guest's seat is free: whoever's page is first. What is turned while a new link is under way
   * does not go along to it.
   */
  readonly setAsking = (isAsking: boolean): void => {
    // Whoever may come later is asked about again, whatever was said before.
    this.expectNobody();
    this.#door?.setAsking(isAsking);
  };

  /** Lets them in, as soon as nobody else sits there. */
  readonly admit = (uid: string): void => {
    if (!this.#isByWords(uid)) return this.#door?.admit(uid);
    void this.#admitByWords(uid);
  };

  /** Tells them that it takes a moment. @param word to them, 120 UTF-16 code units at most; empty: none */
  readonly askToWait = (uid: string, word = ''): void => this.#say(uid, 'one-moment', word);

  /** Turns them away for now. They may ring a few times more. @param word as for {@link askToWait} */
  readonly turnAway = (uid: string, word = ''): void => {
    if (this.#expected?.uid === uid) this.expectNobody();
    this.#say(uid, 'declined', word);
  };

  /** The door of the session that there is now. */
  follow(door: SessionDoor, signal: AbortSignal): void {
    this.#door = door;
    door.visitors.subscribe(() => this.#show(), signal);
    door.isAsking.subscribe((isAsking) => this.#isAsking.set(isAsking), signal);
    door.guest.subscribe((uid) => this.#guest.set(uid), signal);
    door.keepsOut.subscribe((keepsOut) => this.#keepsOut.set(keepsOut), signal);
    door.dismissal.subscribe((dismissal) => this.#dismissal.set(dismissal), signal);
  }

  /** They were let in elsewhere, and come through this call's door. */
  expect(uid: string): void {
    this.#expected = { uid, untilMs: performance.now() + EXPECTED_MS };
  }

  /** Somebody has come in: whoever was let in by words is asked about, if they come later. */
  expectNobody(): void {
    this.#expected = undefined;
  }

  async #admitByWords(uid: string): Promise<void> {
    const expected = { uid, untilMs: 0 };
    this.#expected = expected;
    // They may be there before it is known that they were told.
    this.#door?.pardon(uid);
    const isTold = await this.#words.admit();
    if (isTold && this.#door?.visitors.value !== undefined)
      expected.untilMs = performance.now() + EXPECTED_MS;
    this.#show();
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
    const expected = this.#expected;
    const isExpected = expected !== undefined && performance.now() < expected.untilMs;
    if (isExpected && atDoor?.some(({ uid }) => uid === expected.uid)) {
      this.expectNobody();
      this.#door?.admit(expected.uid);
    }
    if (byWords === undefined) return this.#visitors.set(atDoor);
    const others = (atDoor ?? []).filter(({ uid }) => uid !== byWords.uid);
    const all: Visitor[] = [...others, { ...byWords, isByWords: true }];
    this.#visitors.set(all.sort((one, other) => one.since - other.since));
  }
}

/** What a page may do with it and see of it. */
export type DoorHandle = Omit<CallDoor, 'follow' | 'expect' | 'expectNobody'>;
