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
  SEAT_RENEWAL_MS,
  type SessionKeys,
  sealKnock,
  visitOf,
} from '@parley/protocol';
import { Cell, type Readable } from '../lib/cell.ts';
import { childLifetime, delay, every, ignoreAbort } from '../lib/lifetime.ts';
import type { ServerClock } from '../lib/server-clock.ts';
import { CallError } from '../ports/call-error.ts';
import type { KnockStore } from '../ports/knock-store.ts';

/** How whoever stands at a door stands with the host. */
export type DoorStanding =
  /** Has not rung. */
  | { readonly status: 'outside' }
  /** The ring is on its way; or it does not get through, and is tried again. */
  | { readonly status: 'ringing' | 'unheard' }
  /** The host sees it, once they are there. */
  | { readonly status: 'rung' }
  | { readonly status: 'one-moment'; readonly word: string }
  | {
      readonly status: 'declined';
      /** Empty: none. */
      readonly word: string;
      /** Undefined: no more at this door. By the server's clock. */
      readonly mayRingAt: number | undefined;
    }
  /** Another page of theirs has rung since, and is answered in this one's place. */
  | { readonly status: 'rung-elsewhere' }
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

/**
 * A listener may be dead without a word, and says nothing of a call that ends: so the server is asked, after a quarter of
 * the time that one stands there, within these bounds.
 */
const MIN_QUIET_MS = 20_000;
const MAX_QUIET_MS = 120_000;
const LOOK_MS = 1_000;
const MAX_RETRY_MS = 15_000;

export class Doorbell {
  readonly #options: DoorbellOptions;
  readonly #state = new Cell<DoorStanding>({ status: 'outside' });
  /** While there is a door to stand at. */
  readonly #standing: AbortController;
  #listening: AbortController | undefined;
  #since = performance.now();
  #askedAt = performance.now();
  #heard: KnockDoc | undefined;

  constructor(options: DoorbellOptions) {
    this.#options = options;
    this.#standing = childLifetime(options.signal);
    const { signal } = this.#standing;
    every(LOOK_MS, () => this.#checkIfQuiet(), signal);
    every(SEAT_RENEWAL_MS, () => void this.#renew(), signal);
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
    const { status } = this.#state.value;
    if (status !== 'outside' && status !== 'declined' && status !== 'rung-elsewhere') return;
    this.#state.set({ status: 'ringing' });
    this.#since = performance.now();
    this.#ring().catch(ignoreAbort);
  }

  /** Goes away without waiting for an answer, which a page that is going away would not live to hear. */
  leave(): void {
    const { knocks, keys, uid, session } = this.#options;
    const { status } = this.#state.value;
    if (status !== 'rung' && status !== 'one-moment') return;
    this.#stand({ status: 'outside' });
    // Not of this lifetime: it must outlive the page. If it is lost, they are seen to be gone by their silence.
    const options = { signal: new AbortController().signal, isLastWord: true };
    knocks.commitKnock(keys.docId, uid, { type: 'leave', session }, options).catch(() => {});
  }

  /** Somebody else was let in since, before one sat down: one stands there as before. */
  retreat(): void {
    if (this.#state.value.status === 'admitted') this.#stand({ status: 'outside' });
  }

  /** One has passed, and is not waited for any more. */
  pass(): void {
    this.#standing.abort();
  }

  /** Asks the server what the host has said, and whether there is a door. */
  async check(): Promise<void> {
    const { knocks, keys, uid, onGone } = this.#options;
    const { signal } = this.#standing;
    this.#askedAt = performance.now();
    const before = this.#state.value;
    try {
      const knock = await knocks.readKnock(keys.docId, uid, signal);
      if (knock !== null && this.#isMine(knock)) await this.#hear(knock);
      // Whoever slept too long at the door, or whose page was put away and brought back, stands there no more for the host.
      const isGone = knock === null || (this.#isMine(knock) && knock.leftAt !== null);
      const isWaiting = before.status === 'rung' || before.status === 'one-moment';
      // What was asked before it rang anew says nothing of that.
      if (!isWaiting || this.#state.value !== before) return;
      if (isGone) this.#stand({ status: 'outside' });
      else if (!this.#isMine(knock)) this.#stand({ status: 'rung-elsewhere' });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof CallError)) throw error;
      // Whether it can be asked is nothing to tell of: it is asked again.
      if (error.code === 'no-such-call') onGone();
    }
  }

  #checkIfQuiet(): void {
    const { status } = this.#state.value;
    const isWaiting = status === 'rung' || status === 'one-moment' || status === 'admitted';
    if (!isWaiting && this.#options.call() !== undefined) return;
    const now = performance.now();
    const quietMs = Math.min(Math.max((now - this.#since) / 4, MIN_QUIET_MS), MAX_QUIET_MS);
    if (now - this.#askedAt >= quietMs) void this.check();
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
        this.#state.set({ status: 'unheard' });
        await delay(Math.min(1_000 * 2 ** (tryCount - 1), MAX_RETRY_MS), signal);
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
      if (earliestAt === undefined)
        return this.#stand({ status: 'declined', word: '', mayRingAt: undefined });
      const waitMs = earliestAt - clock.now();
      if (waitMs > 0) await delay(waitMs, signal);
      const ring = { session, rings: (before?.rings ?? 0) + 1 };
      const sealed = await sealKnock(keys, ring, name());
      sent.rings = ring.rings;
      const page = { key: sessionKeys.publicKey, sealed, expiresAt: this.#expiresAt() };
      await knocks.commitKnock(keys.docId, uid, { type: 'ring', ...ring, ...page }, { signal });
    }
    this.#heard = undefined;
    this.#stand({ status: 'rung' });
    this.#listen();
  }

  async #renew(): Promise<void> {
    const { knocks, keys, uid, session } = this.#options;
    const { signal } = this.#standing;
    const { status } = this.#state.value;
    if (status !== 'rung' && status !== 'one-moment') return;
    const renewal = { type: 'renew', session, expiresAt: this.#expiresAt() } as const;
    // If it is refused there is news, which a dead listener would not tell.
    await knocks.commitKnock(keys.docId, uid, renewal, { signal }).catch(() => this.check());
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
    this.#stand({ status: 'declined', word, mayRingAt: nextRingAt(knock) });
  }

  #stand(standing: DoorStanding): void {
    const isHeard = standing.status !== 'outside' && standing.status !== 'declined';
    if (!isHeard || standing.status === 'rung-elsewhere') this.#listening?.abort();
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
