/** Somebody types the words that a host reads out: knocks by them, and is told the call's ID when they are let in. */
import {
  type CallId,
  createSessionKeys,
  derivePairKey,
  deriveSpokenKeys,
  MIN_KNOCK_INTERVAL_MS,
  openSpokenReply,
  type SpokenDoc,
  sealSpokenKnock,
} from '@parley/protocol';
import { Cell, type Readable } from '../lib/cell.ts';
import { childLifetime, delay, every } from '../lib/lifetime.ts';
import type { ServerClock } from '../lib/server-clock.ts';
import { CallError, type CallErrorCode } from '../ports/call-error.ts';
import type { Identity } from '../ports/identity.ts';
import type { SpokenStore } from '../ports/spoken-store.ts';
import { failureCode } from '../session/failure-code.ts';
import { followWords } from './followed-words.ts';

/** How whoever has typed words stands with their host. */
export type WordsVisitState =
  /** They are stretched, which takes a good part of a second, counted and looked for. */
  | { readonly status: 'checking' }
  /** They lead nowhere: they are others, have lapsed, nobody waits any more or has drawn others, or somebody else has typed them. */
  | { readonly status: 'nowhere' }
  /** This browser itself reads them out. */
  | { readonly status: 'own' }
  /** The host sees it. */
  | { readonly status: 'rung' }
  | { readonly status: 'one-moment' | 'declined'; readonly word: string }
  /** They have lapsed, the host waits no longer or has drawn others, or this user has tried other words. */
  | { readonly status: 'gone' }
  /** Another page of theirs has typed them since, or has gone away with the knock: the host does not see this one. */
  | { readonly status: 'elsewhere' }
  | { readonly status: 'admitted'; readonly id: CallId }
  | { readonly status: 'failed'; readonly error: CallErrorCode };

export interface WordsVisitOptions {
  /** As they stand in their list. */
  readonly words: readonly string[];
  /** What this person wants to be called. */
  readonly name: string;
  /** A rejection with a {@link CallError} becomes the state `failed`. */
  readonly services: () => Promise<{
    readonly spoken: SpokenStore;
    readonly identity: Identity;
    readonly clock: ServerClock;
  }>;
  /** Something that the host says could not be read. */
  readonly onIgnored?: (cause: unknown) => void;
  /** They wait no longer. */
  readonly signal: AbortSignal;
}

const LOOK_MS = 1_000;

/** Never throws: what goes wrong is a state. */
export function visitByWords(options: WordsVisitOptions): Readable<WordsVisitState> {
  const state = new Cell<WordsVisitState>({ status: 'checking' });
  new WordsVisit(options, state).begin().catch((error: unknown) => {
    if (!options.signal.aborted) state.set({ status: 'failed', error: failureCode(error) });
  });
  return state;
}

class WordsVisit {
  readonly #options: WordsVisitOptions;
  readonly #state: Cell<WordsVisitState>;
  /** While the host may have something to say. */
  readonly #waiting: AbortController;
  /** What was heard last. */
  #reply: Uint8Array | null = null;
  /** Others may type the words from then on. If it is lost, they lapse. */
  #withdraw: (() => void) | undefined;

  constructor(options: WordsVisitOptions, state: Cell<WordsVisitState>) {
    this.#options = options;
    this.#state = state;
    this.#waiting = childLifetime(options.signal);
  }

  async begin(): Promise<void> {
    const { words, name, services, signal } = this.#options;
    const { spoken, identity, clock } = await services();
    const [keys, own, uid] = await Promise.all([
      deriveSpokenKeys(words),
      createSessionKeys(),
      identity.signIn(signal),
    ]);
    signal.throwIfAborted();
    const { docId } = keys;
    await spoken.tryWords(docId, signal);
    const found = await spoken.readSpoken(docId, signal);
    if (found === null) return this.#end({ status: 'nowhere' });
    if (found.hostUid === uid) return this.#end({ status: 'own' });
    const pairKey = await derivePairKey(keys, 'guest', own, found.key);
    const sealed = await sealSpokenKnock(pairKey, docId, name);
    const knock = () => spoken.commitSpoken(docId, { type: 'knock', key: own.publicKey, sealed }, { signal });
    try {
      await knock().catch(async (error: unknown) => {
        if (!isRefusal(error) || (await spoken.readSpoken(docId, signal)) === null) throw error;
        // They are this person's, who has knocked a moment ago.
        await delay(MIN_KNOCK_INTERVAL_MS, signal);
        await knock();
      });
    } catch (error) {
      // Somebody else was quicker, or the host has just gone.
      if (!isRefusal(error)) throw error;
      return this.#end({ status: 'nowhere' });
    }
    this.#state.set({ status: 'rung' });
    this.#withdraw = () => {
      const options = { signal: new AbortController().signal, isLastWord: true };
      spoken.commitSpoken(docId, { type: 'withdraw' }, options).catch(() => {});
    };
    signal.addEventListener('abort', () => this.#goAway(), { once: true });
    const waiting = this.#waiting.signal;
    const isOwn = (doc: SpokenDoc) => doc.knock?.key.join() === own.publicKey.join();
    const onWords = (doc: SpokenDoc | null) => {
      if (doc === null) this.#end({ status: 'gone' });
      else if (isOwn(doc)) void this.#hear(doc, pairKey, docId);
      // It may be from before this page's knock, which the server knows.
      else void askWhose();
    };
    const askWhose = async () => {
      try {
        const doc = await spoken.readSpoken(docId, waiting);
        if (doc === null || isOwn(doc)) onWords(doc);
        else this.#end({ status: 'elsewhere' });
      } catch (error) {
        // It is asked again.
        if (!waiting.aborted && !(error instanceof CallError)) throw error;
      }
    };
    followWords(spoken, docId, onWords, waiting);
    every(LOOK_MS, () => clock.now() >= found.expiresAt && this.#end({ status: 'gone' }), waiting);
  }

  async #hear({ reply }: SpokenDoc, pairKey: CryptoKey, docId: string): Promise<void> {
    if (reply === null || reply.join() === this.#reply?.join()) return;
    this.#reply = reply;
    try {
      const said = await openSpokenReply(pairKey, docId, reply);
      if (this.#reply !== reply || this.#waiting.signal.aborted) return;
      if (said.answer === 'admitted') this.#end({ status: 'admitted', id: said.id });
      else if (said.answer === 'declined') this.#end({ status: 'declined', word: said.word });
      else this.#state.set({ status: said.answer, word: said.word });
    } catch (cause) {
      this.#options.onIgnored?.(cause);
    }
  }

  #end(state: WordsVisitState): void {
    if (this.#waiting.signal.aborted) return;
    this.#waiting.abort();
    this.#state.set(state);
    // Gone may also be that this user has tried other words, and may not read these any more. What is elsewhere is not this page's to take.
    if (state.status === 'declined' || state.status === 'gone') this.#withdraw?.();
  }

  /** So that the host sees nobody there who is not. */
  #goAway(): void {
    const { status } = this.#state.value;
    if (status === 'rung' || status === 'one-moment') this.#withdraw?.();
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof CallError && error.code === 'refused';
}
