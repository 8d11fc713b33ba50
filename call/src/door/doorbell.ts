/**
 * Whoever came by the link to a call behind a door: rings, stands there, hears what the host says. Of the call they may see
 * next to nothing meanwhile, so whether it is still there they learn from their own knock.
 */
import {
  type CallKeys,
  expiryOfKnock,
  type KnockDoc,
  type Lasting,
  MIN_EMPTY_TIMEOUT_SECONDS,
  nextRingAt,
  openWord,
  type SessionKeys,
  sealKnock,
  visitOf,
} from '@parley/protocol';
import { Cell, type Readable } from '../lib/cell.ts';
import { childLifetime, delay, every, ignoreAbort } from '../lib/lifetime.ts';
import type { ServerClock } from '../lib/server-clock.ts';
import { CallError } from '../ports/call-error.ts';
import type { KnockStore } from '../ports/knock-store.ts';
import { isTurnedAway } from './door-reason.ts';
import { KnockLease } from './knock-lease.ts';
import { forgottenAt, isRefusalTold, quietMs, retryMs } from './knock-pace.ts';

/** How whoever stands at a door stands with the host: let in, or outside, for a reason. */
export type DoorStanding =
  /** Has not rung. */
  | { readonly status: 'at-door' }
  /** The ring is on its way; or it, or that one still stands there, does not get through or is refused, and is tried again. */
  | { readonly status: 'ringing' | 'unheard' | 'knock-refused' }
  /** The host sees it, once they are there. */
  | { readonly status: 'rung' }
  /** @property word empty: none */
  | { readonly status: 'one-moment' | 'declined'; readonly word: string }
  /** Until it is forgotten how often they have: at `mayAskAt` at the latest, by the server's clock. */
  | { readonly status: 'rung-enough'; readonly word: string; readonly mayAskAt: number }
  /** Another page of theirs has rung since, and is answered in this one's place. */
  | { readonly status: 'rung-elsewhere' }
  /** Was inside, and is not any more by the host's doing. */
  | { readonly status: 'put-out' }
  | { readonly status: 'admitted' };

export interface DoorbellOptions {
  readonly knocks: KnockStore;
  readonly keys: CallKeys;
  readonly uid: string;
  readonly session: string;
  readonly sessionKeys: SessionKeys;
  readonly clock: ServerClock;
  /** What this person wants to be called. */
  readonly name: () => string;
  /** Undefined: the call is not to be seen just now. */
  readonly call: () => Lasting | undefined;
  /** There is no door any more. */
  readonly onGone: () => void;
  /** Something that the host says could not be read. */
  readonly onIgnored: (cause: unknown) => void;
  readonly signal: AbortSignal;
}

/** How often it is looked whether something is due. */
const LOOK_MS = 1_000;

export class Doorbell {
  readonly #options: DoorbellOptions;
  readonly #state = new Cell<DoorStanding>({ status: 'at-door' });
  /** While there is a door to stand at. */
  readonly #standing: AbortController;
  #listening: AbortController | undefined;
  #since = performance.now();
  #askedAt = performance.now();
  #heard: KnockDoc | undefined;
  /** How one waits there for a word, also while that does not get through; undefined: one does not. */
  #waiting: DoorStanding | undefined;
  /** The host may see one wait there: also by a ring whose answer has not come. */
  #mayBeSeen = false;
  readonly #lease = new KnockLease();

  constructor(options: DoorbellOptions) {
    this.#options = options;
    this.#standing = childLifetime(options.signal);
    const { signal } = this.#standing;
    every(LOOK_MS, () => this.#look(), signal);
  }

  get state(): Readable<DoorStanding> {
    return this.#state;
  }

  /** Whether there is a door here to ring at, for somebody who may not see more. @throws {CallError} */
  async isThere(): Promise<boolean> {
    const { knocks, keys, uid, signal } = this.#options;
    try {
      await knocks.readKnock(keys.docId, uid, signal);
      return true;
    } catch (error) {
      if (error instanceof CallError && error.code === 'no-such-call') return false;
      throw error;
    }
  }

  /** Asks to be let in, unless that is under way. */
  ring(): void {
    if (!isQuiet(this.#state.value)) return;
    this.#state.set({ status: 'ringing' });
    this.#since = performance.now();
    this.#ring().catch(ignoreAbort);
  }

  /** Takes back what of one may be seen there, without waiting for an answer, which a page that is going away would not live to hear. */
  leave(): void {
    const { knocks, keys, uid, session } = this.#options;
    if (!this.#mayBeSeen) return;
    this.#stand({ status: 'at-door' });
    // Not of this lifetime: it must outlive the page. If it is lost, they are seen to be gone by their silence.
    const options = { signal: new AbortController().signal, isLastWord: true };
    knocks.commitKnock(keys.docId, uid, { type: 'leave', session }, options).catch(() => {});
  }

  /** Somebody else was let in since, before one sat down: one stands there as before. */
  retreat(): void {
    if (this.#state.value.status === 'admitted') this.#stand({ status: 'at-door' });
  }

  /** The host wants one inside no more, unless they let one in again. */
  putOut(): void {
    this.#stand({ status: 'put-out' });
  }

  /** One has passed, and waits no more: not for an answer either, where the door stood open. */
  pass(): void {
    this.leave();
    this.#standing.abort();
  }

  /** Asks the server what the host has said, and whether there is a door. @returns whether one stands there as before */
  async check(): Promise<boolean> {
    const { knocks, keys, uid, onGone } = this.#options;
    const { signal } = this.#standing;
    this.#askedAt = performance.now();
    const before = this.#waiting;
    try {
      const knock = await knocks.readKnock(keys.docId, uid, signal);
      if (knock !== null && this.#isMine(knock)) await this.#hear(knock);
      // With it, it is forgotten how often they have rung.
      if (knock === null && this.#hasRungEnough()) this.#stand({ status: 'at-door' });
      // Whose page was put away and brought back, or who slept until it was deleted, stands there no more for the host.
      const isGone = knock === null || (this.#isMine(knock) && knock.leftAt !== null);
      // What was asked before it rang anew says nothing of that.
      if (before === undefined || this.#waiting !== before) return false;
      if (isGone) this.#stand({ status: 'at-door' });
      else if (!this.#isMine(knock)) this.#stand({ status: 'rung-elsewhere' });
      else this.#lease.lived(this.#livedAt(knock));
    } catch (error) {
      if (signal.aborted) return false;
      if (!(error instanceof CallError)) throw error;
      // Whether it can be asked is nothing to tell of: it is asked again.
      if (error.code === 'no-such-call') onGone();
      return false;
    }
    return this.#waiting === before;
  }

  #look(): void {
    this.#checkIfQuiet();
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    const now = performance.now();
    if (this.#lease.isOver(now) && this.#state.value === waiting) this.#state.set({ status: 'unheard' });
    if (this.#lease.isDue(now)) void this.#renew();
  }

  #checkIfQuiet(): void {
    const isWaiting = this.#waiting !== undefined || this.#state.value.status === 'admitted';
    const isForgotten = this.#hasRungEnough(this.#options.clock.now());
    if (!isWaiting && !isForgotten && this.#options.call() !== undefined) return;
    const now = performance.now();
    if (now - this.#askedAt >= quietMs(now - this.#since)) void this.check();
  }

  /** @param now so that it may be forgotten by now */
  #hasRungEnough(now = Number.POSITIVE_INFINITY): boolean {
    const state = this.#state.value;
    return state.status === 'rung-enough' && now >= state.mayAskAt;
  }

  async #ring(): Promise<void> {
    const { signal } = this.#standing;
    const sent = { rings: 0 };
    for (let tryCount = 1; ; tryCount += 1) {
      try {
        await this.#ringOnce(sent);
        return;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof CallError)) throw error;
        if (error.code === 'no-such-call') return this.#options.onGone();
        const isRefused = error.code === 'refused';
        if (!isRefused) this.#state.set({ status: 'unheard' });
        else if (isRefusalTold(tryCount)) this.#state.set({ status: 'knock-refused' });
        await delay(retryMs(tryCount, isRefused), signal);
      }
    }
  }

  /** @param sent the last ring whose answer may have been lost; 0: none */
  async #ringOnce(sent: { rings: number }): Promise<void> {
    const { knocks, keys, uid, session, sessionKeys, clock, name } = this.#options;
    const { signal } = this.#standing;
    const before = await knocks.readKnock(keys.docId, uid, signal);
    // What was sent was heard, though its answer was lost. The host may have replied since.
    const isOwn = before?.session === session && before.leftAt === null;
    const isHeard = isOwn && (before.reply === null || before.rings === sent.rings);
    if (!isHeard) {
      const earliestAt = nextRingAt(before);
      if (before !== null && earliestAt === undefined) return this.#turnAway(before, '');
      const waitMs = (earliestAt ?? 0) - clock.now();
      if (waitMs > 0) await delay(waitMs, signal);
      const ring = { session, rings: (before?.rings ?? 0) + 1 };
      const sealed = await sealKnock(keys, ring, name());
      sent.rings = ring.rings;
      this.#mayBeSeen = true;
      const sentAt = performance.now();
      const page = { key: sessionKeys.publicKey, sealed, expiresAt: this.#expiresAt() };
      await knocks.commitKnock(keys.docId, uid, { type: 'ring', ...ring, ...page }, { signal });
      this.#lease.begin(sentAt);
    } else this.#lease.begin(this.#livedAt(before));
    this.#heard = undefined;
    this.#stand({ status: 'rung' });
    this.#listen();
  }

  async #renew(): Promise<void> {
    const { knocks, keys, uid, session } = this.#options;
    const { signal } = this.#standing;
    const sentAt = performance.now();
    this.#lease.sent(sentAt);
    const renewal = { type: 'renew', session, expiresAt: this.#expiresAt() } as const;
    try {
      await knocks.commitKnock(keys.docId, uid, renewal, { signal });
      this.#lease.heard(sentAt);
      if (this.#waiting !== undefined) this.#state.set(this.#waiting);
    } catch (error) {
      // If it is refused there is news, which a dead listener would not tell.
      const isThere = await this.check();
      if (signal.aborted) return;
      if (!(error instanceof CallError)) throw error;
      const isRefused = error.code === 'refused';
      const lostCount = this.#lease.lost(performance.now(), isRefused);
      if (isThere && isRefused && isRefusalTold(lostCount)) this.#state.set({ status: 'knock-refused' });
    }
  }

  /** The server knows when the last sign of life was given, also where its answer was lost, or this device slept since. */
  #livedAt({ renewedAt }: KnockDoc): number {
    return performance.now() - (this.#options.clock.now() - renewedAt);
  }

  #listen(): void {
    const { knocks, keys, uid } = this.#options;
    this.#listening?.abort();
    this.#listening = childLifetime(this.#standing.signal);
    const observer = {
      onKnock: (knock: KnockDoc) => {
        if (this.#isMine(knock)) this.#hear(knock).catch(ignoreAbort);
        // It may be from before this page's own ring, which the server knows.
        else void this.check();
      },
      // Its silence is made up for by asking.
      onError: () => void this.check(),
    };
    knocks.watchKnock(keys.docId, uid, observer, this.#listening.signal);
  }

  /** Another page of theirs may have rung since: then that one is answered. */
  #isMine({ session }: KnockDoc): boolean {
    return session === this.#options.session;
  }

  async #hear(knock: KnockDoc): Promise<void> {
    const { keys, onIgnored } = this.#options;
    const { reply } = knock;
    // By what was said before one is let in no more.
    if (this.#state.value.status === 'put-out') return;
    const heardAt = this.#heard?.reply?.at ?? 0;
    if (reply === null || reply.at <= heardAt) return;
    this.#heard = knock;
    const word = await openWord(keys, knock, reply.word).catch((cause: unknown) => {
      onIgnored(cause);
      return '';
    });
    if (this.#heard !== knock) return;
    if (reply.answer === 'admitted') return this.#stand({ status: 'admitted' });
    if (reply.answer === 'one-moment') return this.#stand({ status: 'one-moment', word });
    this.#turnAway(knock, word);
  }

  #turnAway(knock: KnockDoc, word: string): void {
    if (nextRingAt(knock) === undefined)
      this.#stand({ status: 'rung-enough', word, mayAskAt: forgottenAt(knock) });
    else this.#stand({ status: 'declined', word });
  }

  #stand(standing: DoorStanding): void {
    const { status } = standing;
    if (isQuiet(standing)) this.#listening?.abort();
    this.#waiting = status === 'rung' || status === 'one-moment' ? standing : undefined;
    this.#mayBeSeen = this.#waiting !== undefined;
    this.#state.set(standing);
  }

  /** As long as the call would last, or as long as any does where it is not to be seen. */
  #expiresAt(): number {
    const { clock, call } = this.#options;
    const known = call();
    const { emptyTimeoutSeconds = MIN_EMPTY_TIMEOUT_SECONDS } = known === undefined ? {} : visitOf(known);
    return expiryOfKnock(clock.now(), emptyTimeoutSeconds);
  }
}

/** Nothing is asked, and no answer awaited. */
function isQuiet({ status }: DoorStanding): boolean {
  return status === 'at-door' || isTurnedAway(status);
}
