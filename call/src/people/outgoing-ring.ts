/**
 * One ring of somebody, from the press to what becomes of it:
 *
 * calling → ringing → accepted | over; failed from anywhere before. It is `calling` until a page of theirs says that it rings.
 * Where the name may be another's by now it is `changed` first: nothing is sent to them until `ringAllTheSame`.
 */
import {
  type CallId,
  countRing,
  createRandomId,
  isWithinCounts,
  keysOf,
  type NameDoc,
  nextRingTime,
  openRingWord,
  type PersonName,
  RING_EXPIRY_MS,
  RING_MS,
  type RingDoc,
  type RingTransition,
} from '@parley/protocol';
import { Cell, type Readable } from '../lib/cell.ts';
import { childLifetime, delay, ignoreAbort } from '../lib/lifetime.ts';
import type { CallError, CallErrorCode } from '../ports/call-error.ts';
import type { PeopleStore } from '../ports/people-store.ts';
import { askForName } from './held-name.ts';
import { PeopleError, type PeopleErrorCode } from './people-error.ts';
import { createReplyKey, prepareRing } from './ring-sealing.ts';
import { sayLastWord, unlessRefused, type WrittenRing, withdrawRing } from './ring-withdrawal.ts';

/** A page that is there has said so by then, over a slow network, too. */
const HEARD_WITHIN_MS = 15_000;

/** What is known of the server's time may be ahead of it: a ring that comes too early is refused. */
const CLOCK_MARGIN_MS = 250;

/** So long after an answer whoever gave it is taken to wait in the call. */
const WAITED_FOR_MS = 5 * 60_000;

/** How a ring came to its end where nobody answered, or not in time. */
export type RingOutcome =
  | 'declined'
  | 'busy'
  | 'no-answer'
  | 'not-reachable'
  /** Here, or on another page of this user's, which can ring one person at a time. */
  | 'cancelled'
  /** Cancelled, and they had answered before they heard of it: they wait in the call. */
  | 'answered';

/** How one's own ring stands; the way from one phase to the next is at the head of this file. */
export type OutgoingRingState =
  | { readonly phase: 'calling' | 'changed' | 'ringing' }
  /** They come: the call waits. */
  | { readonly phase: 'accepted'; readonly call: CallId }
  /** `word`: what they said with it; empty: nothing. */
  | { readonly phase: 'over'; readonly outcome: RingOutcome; readonly word: string }
  | { readonly phase: 'failed'; readonly error: PeopleErrorCode | CallErrorCode };

export interface OutgoingRingOptions {
  readonly store: PeopleStore;
  readonly uid: string;
  /** By which name this user rings; null: they have none. */
  readonly ownName: PersonName | null;
  readonly name: PersonName;
  /** The server's time. */
  readonly now: () => number;
  /** Whether this is not whom one knows by the name. */
  readonly isChanged: (person: NameDoc) => boolean;
  /** Makes the call that they are called to. */
  readonly createCall: (signal: AbortSignal) => Promise<CallId>;
  /** The ring before this one, where nobody knows whether it was answered. Default: there is none. */
  readonly lost?: () => LostRing | undefined;
  /** What an error is told as that is none of people or calls. */
  readonly codeOf: (error: unknown) => CallErrorCode;
  readonly signal: AbortSignal;
}

/** The database was lost while it rang, or an answer was heard of too late. */
export interface LostRing {
  readonly ring: string;
  readonly call: CallId;
}

/** Rings somebody. Without hearing from them it ends by itself. */
export class OutgoingRing {
  /** Whom, as it was pressed. */
  readonly name: PersonName;
  readonly #state = new Cell<OutgoingRingState>({ phase: 'calling' });
  /** Whose the name is; undefined: not known yet. */
  readonly #person = new Cell<NameDoc | undefined>(undefined);
  readonly #options: OutgoingRingOptions;
  readonly #lifetime: AbortController;
  readonly #ring = createRandomId();
  /** It may ring there, and nobody has answered. */
  #isWritten = false;
  #isAllTheSame = false;
  /** What it is over with, once it is stored that it is. */
  #ending: RingOutcome = 'cancelled';
  #lost: LostRing | undefined;
  /** Settles once it is stored that it rings, or is not; undefined: that is not under way. */
  #writing: Promise<void> | undefined;
  #call: CallId | undefined;
  #replyKey: Uint8Array | undefined;

  constructor(options: OutgoingRingOptions) {
    this.#options = options;
    this.name = options.name;
    this.#lifetime = childLifetime(options.signal);
    this.#perform().catch((error: unknown) => this.#fail(error));
    // The page goes away, or the ring is over: nobody is to be rung any longer than that.
    options.signal.addEventListener('abort', () => this.#sayLastWord(), { once: true });
  }

  get state(): Readable<OutgoingRingState> {
    return this.#state;
  }

  get person(): Readable<NameDoc | undefined> {
    return this.#person;
  }

  /** Whether it is undecided whether they come. */
  get isUnderWay(): boolean {
    const { phase } = this.#state.value;
    return phase === 'calling' || phase === 'ringing';
  }

  /** What they are called to; undefined: it was not made yet. */
  get call(): CallId | undefined {
    return this.#call;
  }

  /** Undefined: it came to an end that is known. Where nothing was rung after the ring before, of that one nobody knows either. */
  get lost(): LostRing | undefined {
    if (this.#lost !== undefined || this.#state.value.phase === 'accepted') return this.#lost;
    return this.#options.lost?.();
  }

  /** Whether it would ring this person without another press. */
  isMeant(person: NameDoc): boolean {
    return this.isUnderWay && (this.#isAllTheSame || !this.#options.isChanged(person));
  }

  /** Whoever has the name now is meant. Without effect but where it is `changed`. */
  ringAllTheSame(): void {
    if (this.#state.value.phase !== 'changed') return;
    this.#isAllTheSame = true;
    this.#state.set({ phase: 'calling' });
  }

  cancel(): void {
    if (!this.isUnderWay && this.#state.value.phase !== 'changed') return;
    const isWritten = this.#isWritten;
    this.#end({ phase: 'over', outcome: 'cancelled', word: '' });
    if (isWritten) this.#withdraw().catch(ignoreAbort);
  }

  /** They ring at this moment, too: theirs is the one that counts. */
  giveWay(call: CallId, person: NameDoc): void {
    if (!this.isMeant(person)) return;
    this.#sayLastWord();
    this.#person.set(person);
    this.#end({ phase: 'accepted', call });
  }

  /** They are in the call, on the way that was made while it rings: the database says so later. */
  meet(): void {
    if (this.#state.value.phase === 'ringing' && this.#call !== undefined)
      this.#end({ phase: 'accepted', call: this.#call });
  }

  async #perform(): Promise<void> {
    const { store, uid, ownName, name, createCall, isChanged, now } = this.#options;
    const { signal } = this.#lifetime;
    if (ownName === null) throw new PeopleError('no-own-name');
    const person = await askForName({ store, uid }, name, signal);
    if (person === null) throw new PeopleError('no-such-person');
    if (person.uid === uid) throw new PeopleError('own-name');
    this.#person.set(person);
    if (isChanged(person)) await this.#allTheSame();
    const place = { ring: this.#ring, caller: uid, callee: person.uid };
    const [last, counts, seal] = await Promise.all([
      store.readRing(uid, signal),
      store.readRinger(uid, signal),
      prepareRing(keysOf(person), place),
    ]);
    signal.throwIfAborted();
    const answered = this.#answeredMeanwhile(last, person);
    if (answered !== undefined) return this.#end({ phase: 'accepted', call: answered });
    // No device of theirs has given the name a key that is one.
    if (seal === undefined) return this.#end({ phase: 'over', outcome: 'not-reachable', word: '' });
    if (!isWithinCounts(countRing(counts, place, now()), person.uid)) throw new PeopleError('too-many-rings');
    // A call that nobody is rung for would count among those that one may make.
    const [call] = await Promise.all([createCall(signal), this.#endLast(last)]);
    this.#call = call;
    const replyKey = createReplyKey();
    this.#replyKey = replyKey;
    const sealed = await seal({ name: ownName, call, replyKey });
    signal.throwIfAborted();
    this.#isWritten = true;
    const of = { ring: this.#ring, callee: person.uid, sealed, expiresAt: now() + RING_EXPIRY_MS };
    // What is on its way may be stored whatever this page does: it is waited for, to be ended then.
    const page = { signal: this.#options.signal };
    const writing = store.commitRing(uid, { type: 'ring', ...of }, page, countRing(counts, place, now()));
    this.#writing = writing.catch(ignoreAbort);
    await writing.finally(() => {
      this.#writing = undefined;
    });
    signal.throwIfAborted();
    const onError = (error: CallError) => this.#fail(error);
    store.watchRing(uid, { onRing: (doc) => void this.#hear(doc), onError }, signal);
    await delay(HEARD_WITHIN_MS, signal);
    if (this.#state.value.phase === 'calling') return this.#giveUp('not-reachable');
    await delay(RING_MS - HEARD_WITHIN_MS, signal);
    await this.#giveUp('no-answer');
  }

  /** A ring that is accepted leads into the call at once: who it may be is to be read before. */
  async #allTheSame(): Promise<void> {
    const { signal } = this.#lifetime;
    this.#state.set({ phase: 'changed' });
    await new Promise<void>((resolve) =>
      this.#state.subscribe(({ phase }) => phase === 'calling' && resolve(), signal),
    );
  }

  /** They wait where the ring before led, of whose answer nobody heard here. */
  #answeredMeanwhile(last: RingDoc | null, { uid }: NameDoc): CallId | undefined {
    const { now } = this.#options;
    const lost = this.#options.lost?.();
    if (lost === undefined || last?.ring !== lost.ring || last.callee !== uid) return undefined;
    const { reply } = last;
    return reply?.answer === 'accepted' && now() < reply.at + WAITED_FOR_MS ? lost.call : undefined;
  }

  /** One that a page of theirs could not give up before it went. */
  async #endLast(last: RingDoc | null): Promise<void> {
    const { now } = this.#options;
    const { signal } = this.#lifetime;
    if (last === null || nextRingTime(last) <= now()) return;
    if (last.endedAt === null) await this.#commit({ type: 'give-up', ring: last.ring }).catch(unlessRefused);
    const mayRingIn = nextRingTime({ ...last, endedAt: now() }) - now() + CLOCK_MARGIN_MS;
    await delay(Math.max(0, mayRingIn), signal);
  }

  async #hear({ ring, reply, endedAt }: RingDoc): Promise<void> {
    if (!this.isUnderWay) return;
    // An answer counts also where another page of this user's has ended the ring since, to ring somebody else.
    if (ring !== this.#ring || (endedAt !== null && !isAnswered(reply)))
      return this.#end({ phase: 'over', outcome: this.#ending, word: '' });
    if (reply === null) return;
    if (reply.answer === 'ringing') return this.#state.set({ phase: 'ringing' });
    if (reply.answer === 'accepted') {
      if (this.#call !== undefined) this.#end({ phase: 'accepted', call: this.#call });
      return;
    }
    const { answer: outcome } = reply;
    // Whoever writes past the pages may have sealed nothing.
    const word = await openRingWord(this.#replyKey ?? new Uint8Array(), ring, reply.word).catch(() => '');
    if (this.isUnderWay) this.#end({ phase: 'over', outcome, word });
  }

  /** They may have answered at the last moment: what is stored decides. */
  async #giveUp(outcome: RingOutcome): Promise<void> {
    const { store, uid } = this.#options;
    const { signal } = this.#lifetime;
    this.#ending = outcome;
    await this.#commit({ type: 'give-up', ring: this.#ring }).catch(unlessRefused);
    const last = await store.readRing(uid, signal);
    if (last !== null) await this.#hear(last);
    if (this.isUnderWay) this.#end({ phase: 'over', outcome, word: '' });
  }

  /** Whoever has answered meanwhile is not left alone unsaid. */
  async #withdraw(): Promise<void> {
    const { now, signal } = this.#options;
    const hasAccepted = await withdrawRing({ ...this.#written, now, signal });
    if (!hasAccepted || this.#call === undefined) return;
    this.#lost = { ring: this.#ring, call: this.#call };
    this.#state.set({ phase: 'over', outcome: 'answered', word: '' });
  }

  get #written(): WrittenRing {
    const { store, uid } = this.#options;
    return { store, uid, ring: this.#ring, writing: this.#writing };
  }

  #commit(transition: RingTransition): Promise<void> {
    const { store, uid } = this.#options;
    return store.commitRing(uid, transition, { signal: this.#lifetime.signal });
  }

  #sayLastWord(): void {
    if (!this.#isWritten) return;
    this.#isWritten = false;
    sayLastWord(this.#written).catch(ignoreAbort);
  }

  #fail(error: unknown): void {
    if (this.#lifetime.signal.aborted) return;
    const code = error instanceof PeopleError ? error.code : this.#options.codeOf(error);
    if (this.#isWritten && this.#call !== undefined) this.#lost = { ring: this.#ring, call: this.#call };
    this.#sayLastWord();
    this.#end({ phase: 'failed', error: code });
  }

  #end(state: OutgoingRingState): void {
    this.#isWritten = false;
    this.#state.set(state);
    this.#lifetime.abort();
  }
}

function isAnswered(reply: RingDoc['reply']): boolean {
  return reply !== null && reply.answer !== 'ringing';
}
