/** Who rings this person on this page: what is sealed to this device, by somebody whose name is theirs, and nobody else. */
import {
  type CallId,
  createRandomId,
  foldPersonName,
  isRinging,
  MAX_LISTED_RINGS,
  MAX_RING_MS,
  type NameDoc,
  type PersonName,
  ProtocolError,
  type RingAnswer,
  sealRingWord,
} from '@parley/protocol';
import { Cell, type Readable } from '../lib/cell.ts';
import { delay, every, ignoreAbort } from '../lib/lifetime.ts';
import type { DeviceKeys } from '../memory/device-keys.ts';
import { CallError, isPassing } from '../ports/call-error.ts';
import type { ListedRing, PeopleStore } from '../ports/people-store.ts';
import { openRing, type RingWords } from './ring-sealing.ts';

/** How long after an answer that did not get through the next try follows. */
const ANSWER_AGAIN_MS = 1_500;

/** Whoever rings, as the name says that they were rung by: not yet that it is whom this person knows by it. */
export interface Caller {
  readonly uid: string;
  readonly name: PersonName;
}

/** One ring of this person, from when this page has heard of it until it is answered, withdrawn or a minute old. */
export interface IncomingRing extends Caller {
  /** Whose the name is, with the keys of their devices. */
  readonly person: NameDoc;
  /** Of this one ring. */
  readonly id: string;
  /** By the server's clock. */
  readonly since: number;
  /** What they are called to, which may be looked at before it is answered. */
  readonly call: CallId;
}

export interface IncomingRingsOptions {
  readonly store: PeopleStore;
  readonly uid: string;
  readonly keys: DeviceKeys;
  /** The server's time. */
  readonly now: () => number;
  /** Whether this person wants to be rung by somebody; whoever is not wanted hears nothing. */
  readonly isWanted: (caller: Caller) => boolean;
  /** Whether they are in a call, on this page or another. */
  readonly isBusy: () => Promise<boolean>;
  /** Of this page's own ring of the same person, at this moment: whether theirs counts; undefined: there is none. */
  readonly countsBefore: (caller: Caller & Partial<Pick<IncomingRing, 'person'>>) => boolean | undefined;
  /** It did, and they are answered. */
  readonly onCrossed: (call: CallId, person: NameDoc) => void;
  /** They have rung, and nobody answered. */
  readonly onMissed: (ring: IncomingRing) => void;
  /** The database has said who rings. */
  readonly onHeard: () => void;
  /** It is out of reach: what was said last may be old. */
  readonly onLost: () => void;
  /** Final. */
  readonly onError: (error: CallError) => void;
}

interface HeardRing extends IncomingRing, RingWords {}

export class IncomingRings {
  readonly #page = createRandomId();
  readonly #shown = new Cell<readonly IncomingRing[]>([]);
  readonly #options: IncomingRingsOptions;
  readonly #signal: AbortSignal;
  /** Of each that was listed, by its ID: what it says; undefined: nothing to be shown, or nothing yet. */
  readonly #heard = new Map<string, HeardRing | undefined>();
  readonly #missed = new Set<string>();
  /** Before which this page's own ring of the same person counts. */
  readonly #yielding = new Set<string>();
  #listed: readonly ListedRing[] = [];

  constructor(options: IncomingRingsOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    const { store, uid, onHeard, onLost, onError } = options;
    const onRings = (listed: readonly ListedRing[]) => {
      onHeard();
      this.#follow(listed);
    };
    store.watchRings(uid, { onRings, onLost, onError }, signal);
    every(1_000, () => this.#tick(), signal);
    signal.addEventListener('abort', () => this.#shown.set([]), { once: true });
  }

  /** The first came first. */
  get shown(): Readable<readonly IncomingRing[]> {
    return this.#shown;
  }

  /**
   * Tried until it rings no more, where the database cannot be reached.
   * @returns the call to go to @throws {CallError} `refused` when it is over, or another page of theirs was first
   */
  async accept(id: string): Promise<CallId> {
    const ring = await this.#answer(id, 'accepted', '');
    return ring.call;
  }

  /** Likewise. @throws {CallError} */
  async decline(id: string, word = ''): Promise<void> {
    await this.#answer(id, 'declined', word);
  }

  /** This page's own ring led to nobody: whoever has yielded to it, and rings still, is heard. */
  hearYielding(): void {
    for (const id of this.#yielding) this.#heard.delete(id);
    this.#yielding.clear();
    this.#tick();
  }

  async #answer(id: string, answer: RingAnswer, word: string): Promise<HeardRing> {
    const ring = this.#heard.get(id);
    if (ring === undefined) throw new CallError('refused');
    for (;;) {
      try {
        await this.#say(ring, answer, word);
        return ring;
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        // What was sent may be written although nothing came back of it.
        if (error.code === 'refused' && (await this.#hasSaid(ring, answer))) return ring;
        if (error.code !== 'signaling-unreachable' || this.#options.now() >= ring.since + MAX_RING_MS)
          throw error;
        await delay(ANSWER_AGAIN_MS, this.#signal);
      }
    }
  }

  async #hasSaid({ id, uid }: HeardRing, answer: RingAnswer): Promise<boolean> {
    const stored = await this.#options.store.readRing(uid, this.#signal).catch(() => null);
    return stored?.ring === id && stored.reply?.answer === answer && stored.reply.page === this.#page;
  }

  #follow(latest: readonly ListedRing[]): void {
    const listed = [...latest, ...this.#unseated(latest)];
    this.#listed = listed;
    // Accounts are free: what was rung once is not kept for as long as the page is open.
    for (const ids of [this.#heard, this.#missed, this.#yielding])
      for (const id of ids.keys()) if (!listed.some(({ ring }) => ring === id)) ids.delete(id);
    for (const ring of listed) if (!this.#heard.has(ring.ring)) void this.#begin(ring);
    this.#update();
  }

  /** Accounts are free: whoever rings already is not put out by any number of others, and is missed once their time is over. */
  #unseated(latest: readonly ListedRing[]): readonly ListedRing[] {
    const now = this.#options.now();
    return this.#listed
      .filter((ring) => this.#heard.get(ring.ring) !== undefined && isRinging(ring, now))
      .filter((ring) => !latest.some(({ caller }) => caller === ring.caller))
      .sort((one, other) => one.rungAt - other.rungAt)
      .slice(0, MAX_LISTED_RINGS);
  }

  /** What nobody ends runs out; who could not be looked up may be by now. */
  #tick(): void {
    const now = this.#options.now();
    for (const ring of this.#listed)
      if (!this.#heard.has(ring.ring) && isRinging(ring, now)) void this.#begin(ring);
    if (this.#listed.some((ring) => this.#isShown(ring.ring))) this.#update();
  }

  async #begin(listed: ListedRing): Promise<void> {
    this.#heard.set(listed.ring, undefined);
    try {
      this.#heard.set(listed.ring, await this.#hear(listed));
    } catch (error) {
      // It is for other devices, or nobody could be asked whose the name is.
      if (!(error instanceof ProtocolError || error instanceof CallError || this.#signal.aborted))
        throw error;
      if (error instanceof CallError && isPassing(error.code)) this.#heard.delete(listed.ring);
    }
    if (!this.#signal.aborted) this.#update();
  }

  /** @returns undefined: not to be shown */
  async #hear(listed: ListedRing): Promise<HeardRing | undefined> {
    const { store, uid, keys, now, isWanted, isBusy, countsBefore, onCrossed } = this.#options;
    const { ring: id, caller, rungAt: since } = listed;
    const words = await openRing(keys.pair, { ring: id, caller, callee: uid }, listed.sealed);
    const named = { uid: caller, name: words.name };
    if (countsBefore(named) === undefined && !isWanted(named)) return undefined;
    const person = await store.readName(foldPersonName(words.name), this.#signal);
    if (person?.uid !== caller) return undefined;
    const ring = { id, uid: caller, since, person, ...words };
    const isTheirs = countsBefore(ring);
    if (isTheirs === undefined && !isWanted(named)) return undefined;
    if (!isRinging(listed, now())) return ring;
    if (isTheirs === false) {
      this.#yielding.add(id);
      return undefined;
    }
    if (isTheirs === true) {
      await this.#say(ring, 'accepted');
      onCrossed(words.call, person);
      return undefined;
    }
    const answer = (await isBusy()) ? 'busy' : 'ringing';
    // Another page of theirs may have said it first.
    if (answer === 'busy' || listed.reply === null) await this.#say(ring, answer).catch(ignoreAbort);
    return ring;
  }

  async #say(ring: HeardRing, answer: RingAnswer, word = ''): Promise<void> {
    const { store } = this.#options;
    const sealed = await sealRingWord(ring.replyKey, ring.id, word);
    const said = { type: 'answer', ring: ring.id, answer, word: sealed, page: this.#page } as const;
    await store.commitRing(ring.uid, said, { signal: this.#signal });
  }

  #isShown(id: string): boolean {
    return this.#shown.value.some((ring) => ring.id === id);
  }

  #update(): void {
    const now = this.#options.now();
    const shown: IncomingRing[] = [];
    for (const doc of this.#listed) {
      const ring = this.#heard.get(doc.ring);
      if (ring === undefined) continue;
      const { id, uid, name, since, person, call } = ring;
      // Whom they have blocked meanwhile they hear no more.
      if (!this.#options.isWanted(ring)) continue;
      if (isRinging(doc, now)) shown.push({ id, uid, name, since, person, call });
      else if (isMissed(doc) && !this.#missed.has(id)) {
        this.#missed.add(id);
        this.#options.onMissed({ id, uid, name, since, person, call });
      }
    }
    shown.sort((one, other) => one.since - other.since);
    const isSame =
      shown.length === this.#shown.value.length &&
      shown.every(({ id }, i) => id === this.#shown.value[i]?.id);
    if (!isSame) this.#shown.set(shown);
  }
}

/** Somebody was there to hear it or not, and nobody said anything before it ended. */
function isMissed({ reply }: ListedRing): boolean {
  return reply === null || reply.answer === 'ringing' || reply.answer === 'busy';
}
