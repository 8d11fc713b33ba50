/** Words that a host reads out while they wait, and who has typed them: a visitor at the door, whatever the call's lock is. */
import {
  type CallId,
  createSessionKeys,
  derivePairKey,
  deriveSpokenKeys,
  openSpokenKnock,
  type SessionKeys,
  SPOKEN_LIFE_MS,
  type SpokenDoc,
  type SpokenKeys,
  type SpokenKnock,
  type SpokenReply,
  sealSpokenReply,
} from '@parley/protocol';
import type { Visitor } from '../door/waiting-list.ts';
import { Cell, type Readable } from '../lib/cell.ts';
import { childLifetime, delay, every } from '../lib/lifetime.ts';
import type { ServerClock } from '../lib/server-clock.ts';
import { CallError, type CallErrorCode, isPassing } from '../ports/call-error.ts';
import type { Identity } from '../ports/identity.ts';
import type { SpokenStore } from '../ports/spoken-store.ts';
import { failureCode } from '../session/failure-code.ts';
import { followWords } from './followed-words.ts';
import { drawWords, loadWords } from './spoken-words.ts';

/** How the words stand that a host reads out. */
export type HostWordsState =
  | { readonly status: 'none' | 'drawing' | 'lapsed' }
  /** They can be typed, or somebody has and not gone away: then nobody else can. `lapseAt` by the server's clock. */
  | {
      readonly status: 'read-out';
      readonly words: readonly string[];
      readonly lapseAt: number;
      readonly isTaken: boolean;
    }
  /** Whoever typed them was let in, or may have been: also whom the host has turned away since, when the first was never answered. */
  | { readonly status: 'used' }
  | { readonly status: 'failed'; readonly error: CallErrorCode };

export interface HostWordsOptions {
  /** As it is when somebody is let in. */
  readonly id: () => CallId;
  readonly services: () => Promise<{
    readonly spoken: SpokenStore;
    readonly identity: Identity;
    readonly clock: ServerClock;
  }>;
  /** A knock that nobody with the words has made. */
  readonly onIgnored: (cause: unknown) => void;
  /** Something could not be said. */
  readonly onTrouble: (error: CallErrorCode) => void;
  readonly signal: AbortSignal;
}

/** Where the words lead. */
interface Place {
  readonly store: SpokenStore;
  readonly keys: SpokenKeys;
  readonly own: SessionKeys;
  readonly lifetime: AbortController;
}

interface Knock {
  readonly knock: SpokenKnock;
  readonly pairKey: CryptoKey;
}

/** Of whom, into which call, and as which wish of the host's. */
interface Admission {
  readonly knock: Knock | undefined;
  readonly id: CallId;
  readonly wish: symbol | undefined;
  readonly isTold: Promise<boolean>;
}

const LOOK_MS = 1_000;
/** What did not get through is said again after so long, for so long. */
const SAY_AGAIN_MS = 3_000;
const SAY_FOR_MS = 60_000;

export class HostWords {
  readonly #options: HostWordsOptions;
  readonly #state = new Cell<HostWordsState>({ status: 'none' });
  readonly #visitor = new Cell<Visitor | undefined>(undefined);
  #drawing: AbortController | undefined;
  #place: Place | undefined;
  #knock: Knock | undefined;
  /** The user who was let in by them, or perhaps was: by each wish that was written, or may have been. Only one user can be. */
  readonly #admitted = new Map<symbol, string>();
  /** What is to be said to whoever has typed them, last: letting them in is not said again once they were turned away. */
  #wish: symbol | undefined;
  /** The last that is under way; undefined: none is. */
  #admission: Admission | undefined;
  /** A key is derived while more is heard. */
  #newsCount = 0;

  constructor(options: HostWordsOptions) {
    this.#options = options;
  }

  get state(): Readable<HostWordsState> {
    return this.#state;
  }

  /** Who has typed them and waits; undefined: nobody. */
  get visitor(): Readable<Visitor | undefined> {
    return this.#visitor;
  }

  /** Draws new words; those before lead nowhere from now on. Never rejects: what goes wrong is a state. */
  readonly draw = async (): Promise<void> => {
    this.stop();
    const lifetime = childLifetime(this.#options.signal);
    this.#drawing = lifetime;
    this.#state.set({ status: 'drawing' });
    try {
      await this.#draw(lifetime);
    } catch (error) {
      if (!lifetime.signal.aborted) this.#state.set({ status: 'failed', error: failureCode(error) });
    }
  };

  /** They lead nowhere any more. */
  readonly stop = (): void => this.#end({ status: 'none' });

  /**
   * Says it to whoever has typed them, again while it does not get through, unless something else is to be said by then.
   * @returns whether it did
   */
  async reply(said: SpokenReply): Promise<boolean> {
    const [place, knock] = [this.#place, this.#knock];
    if (place === undefined || knock === undefined) return false;
    const { signal } = place.lifetime;
    const { docId } = place.keys;
    const { key, uid } = knock.knock;
    const wish = Symbol('what the host says now');
    this.#wish = wish;
    const isWished = () => this.#knock === knock && this.#wish === wish;
    let mayBeRead = false;
    const until = performance.now() + SAY_FOR_MS;
    while (performance.now() < until) {
      // Anew for each try: what has got through without an answer would be refused as no change.
      const reply = await sealSpokenReply(knock.pairKey, docId, said);
      if (!isWished()) return false;
      // Before it is sent: whoever takes their knock back in this moment may have read it, and nobody else comes in by the words.
      if (said.answer === 'admitted') this.#admitted.set(wish, uid);
      try {
        await place.store.commitSpoken(docId, { type: 'reply', key, reply }, { signal });
        this.#hasSaid(knock, said);
        return true;
      } catch (error) {
        if (signal.aborted) return false;
        if (!(error instanceof CallError)) throw error;
        // Only without an answer may it have been written. Nothing was read otherwise, unless an earlier try got through.
        mayBeRead ||= error.code === 'signaling-unreachable';
        if (!mayBeRead) this.#admitted.delete(wish);
        // They have gone, or knock from another page by now: that shows.
        if (error.code === 'refused') return false;
        this.#options.onTrouble(error.code);
        if (!isPassing(error.code)) return false;
        await delay(SAY_AGAIN_MS, signal).catch(() => {});
      }
    }
    return false;
  }

  /**
   * Lets in whoever has typed them: they are told the call's ID. Pressed twice it is one admission: of two that are refused, the second
   * would take the first for one that may have been read.
   * @returns whether they were
   */
  admit(): Promise<boolean> {
    const id = this.#options.id();
    const before = this.#admission;
    const isSame = before?.knock === this.#knock && before?.wish === this.#wish && before?.id === id;
    if (before !== undefined && isSame) return before.isTold;
    const isTold = this.reply({ answer: 'admitted', id });
    const admission = { knock: this.#knock, id, wish: this.#wish, isTold };
    this.#admission = admission;
    const forgetAdmission = () => {
      if (this.#admission === admission) this.#admission = undefined;
    };
    isTold.then(forgetAdmission, forgetAdmission);
    return isTold;
  }

  async #draw(lifetime: AbortController): Promise<void> {
    const { signal } = lifetime;
    const [list, { spoken, identity, clock }] = await Promise.all([loadWords(), this.#options.services()]);
    const words = drawWords(list);
    const [keys, own] = await Promise.all([
      deriveSpokenKeys(words),
      createSessionKeys(),
      identity.signIn(signal),
    ]);
    const readOut = async () => {
      const lapseAt = clock.now() + SPOKEN_LIFE_MS;
      await spoken.readOut(keys.docId, { key: own.publicKey, expiresAt: lapseAt }, signal);
      return lapseAt;
    };
    const lapseAt = await readOut().catch((error: unknown) => {
      // The device's clock was set while the page was open; the refusal has taught the time.
      if (error instanceof CallError && error.code === 'refused') return readOut();
      throw error;
    });
    const place = { store: spoken, keys, own, lifetime };
    if (signal.aborted) return forget(place);
    this.#place = place;
    this.#state.set({ status: 'read-out', words, lapseAt, isTaken: false });
    followWords(spoken, keys.docId, (found) => void this.#update(found, place), signal);
    every(LOOK_MS, () => clock.now() >= lapseAt && this.#end({ status: 'lapsed' }), signal);
  }

  async #update(words: SpokenDoc | null, place: Place): Promise<void> {
    // Whoever was let in has gone away with the knock: nobody else comes in by it.
    const [admitted] = this.#admitted.values();
    if (admitted !== undefined && words?.knock?.uid !== admitted) return this.#end({ status: 'used' });
    if (words === null) return this.#end({ status: 'lapsed' });
    this.#newsCount += 1;
    const news = this.#newsCount;
    const { knock, knockedAt } = words;
    this.#setTaken(knock !== null);
    if (knock === null) return this.#show(undefined);
    if (this.#knock?.knock.key.join() === knock.key.join()) return;
    try {
      const { docId } = place.keys;
      const pairKey = await derivePairKey(place.keys, 'host', place.own, knock.key);
      const name = await openSpokenKnock(pairKey, docId, knock.sealed);
      if (this.#place !== place || this.#newsCount !== news) return;
      this.#show(
        { uid: knock.uid, name, since: knockedAt ?? words.createdAt, isAskedToWait: false },
        { knock, pairKey },
      );
    } catch (cause) {
      this.#options.onIgnored(cause);
    }
  }

  #setTaken(isTaken: boolean): void {
    const state = this.#state.value;
    if (state.status === 'read-out' && state.isTaken !== isTaken) this.#state.set({ ...state, isTaken });
  }

  #hasSaid(knock: Knock, { answer }: SpokenReply): void {
    const visitor = this.#visitor.value;
    if (this.#knock !== knock || visitor === undefined) return;
    if (answer === 'one-moment') return this.#visitor.set({ ...visitor, isAskedToWait: true });
    this.#visitor.set(undefined);
    if (answer !== 'admitted') return;
    // The document stays until they have read what is in it, or take their knock back.
    this.#state.set({ status: 'used' });
  }

  #show(visitor: Visitor | undefined, knock?: Knock): void {
    this.#knock = knock;
    if (visitor !== this.#visitor.value) this.#visitor.set(visitor);
  }

  #end(state: HostWordsState): void {
    const place = this.#place;
    this.#place = undefined;
    this.#admitted.clear();
    this.#drawing?.abort();
    this.#show(undefined);
    if (this.#state.value.status !== 'none') this.#state.set(state);
    if (place !== undefined) forget(place);
  }
}

/** Perhaps as the page goes away. If it is lost, they lapse. */
function forget({ store, keys }: Place): void {
  const options = { signal: new AbortController().signal, isLastWord: true };
  store.forgetSpoken(keys.docId, options).catch(() => {});
}

/** What a page may do with them and see of them. */
export type HostWordsHandle = Pick<HostWords, 'state' | 'draw' | 'stop'>;
