/**
 * What stands between a person and a seat. Most walk in. A scheduled call may not be open yet, its host may have to go
 * first, somebody may have just left or be looking from there, and whoever came by the host link becomes the host at the
 * door.
 */
import {
  type CallDoc,
  entryFor,
  type HostKey,
  hashHostKey,
  isHeld,
  isKept,
  ROLES,
  type Role,
  type Writer,
} from '@parley/protocol';
import type { Threshold } from '../door/threshold.ts';
import { childLifetime, delay, every, ignoreAbort, whileAlive } from '../lib/lifetime.ts';
import type { ServerClock } from '../lib/server-clock.ts';
import { CallError } from '../ports/call-error.ts';
import type { HostClaims } from '../ports/host-claims.ts';
import type { EarlyReason } from './call-state.ts';
import { RETURN_MS } from './farewell.ts';
import type { OwnPages } from './own-pages.ts';

/** The server's time is known to about half a second; whoever is refused for being early has to try again. */
const OPENING_MARGIN_MS = 1_000;

/** Time is looked at so often while somebody waits, since timers stop while a laptop sleeps. */
const LOOK_MS = 1_000;

/** How long the document may take to show what the server has confirmed. */
const CLAIM_TIMEOUT_MS = 12_000;

export interface EntranceOptions {
  readonly docId: string;
  readonly uid: string;
  readonly clock: ServerClock;
  readonly hostClaims: HostClaims;
  /** Undefined: this person came by the join link. */
  readonly hostKey: HostKey | undefined;
  readonly signal: AbortSignal;
  /** Asks the server for the document; what it says comes by `update`. @throws {CallError} */
  readonly ask: () => Promise<void>;
  readonly onEarly: (because: EarlyReason) => void;
  /** They have pressed Join, and do not only look. */
  readonly isComingIn: () => boolean;
  /** Looking takes no seat and opens no connection. */
  readonly connectsOnlyWhenJoining: () => boolean;
  /** Where one stands while the host has not let one in. */
  readonly threshold: Pick<Threshold, 'step' | 'lookAnew'>;
  readonly pages: Pick<OwnPages, 'has'>;
}

export class Entrance {
  readonly #options: EntranceOptions;
  /** Undefined: there is a call behind a door, which is not to be seen just now. */
  #call: CallDoc | undefined;
  #news = Promise.withResolvers<void>();

  constructor(call: CallDoc | undefined, options: EntranceOptions) {
    this.#call = call;
    this.#options = options;
  }

  update(call: CallDoc | undefined): void {
    this.#call = call;
    this.look();
  }

  /** Something else has changed. */
  look(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }

  /**
   * Waits for as long as it takes.
   * @returns the seats that this person may take now, at least one
   * @throws {CallError} `call-full`, and what `HostClaims` throws
   */
  async admit(): Promise<readonly Role[]> {
    const { signal, onEarly, isComingIn, threshold } = this.#options;
    const waiting = childLifetime(signal);
    every(LOOK_MS, () => this.look(), waiting.signal);
    try {
      await this.#becomeHost();
      for (;;) {
        const found = this.#whatStandsOpen();
        if (typeof found !== 'string') return found;
        if (found === 'at-door') threshold.step(isComingIn());
        else onEarly(found);
        await whileAlive(this.#news.promise, signal);
      }
    } finally {
      waiting.abort();
    }
  }

  /**
   * This person only looks, and has come in from that seat on another device: looking does not take it from there. The referee would
   * let them, to whom it may be the same page loaded anew.
   */
  isTakenElsewhere(role: Role): boolean {
    const { uid, clock, isComingIn, pages } = this.#options;
    const seat = this.#call?.seats[role] ?? null;
    const isIn = isHeld(seat, clock.now()) && seat.uid === uid && seat.entered;
    return isIn && !isComingIn() && !pages.has(seat.session);
  }

  /** Waits until they come in here, or are not in it there, and that not only while their page there is loaded anew. */
  async untilHere(role: Role): Promise<void> {
    const { signal, onEarly, isComingIn } = this.#options;
    const waiting = childLifetime(signal);
    every(LOOK_MS, () => this.look(), waiting.signal);
    try {
      let seenAt = performance.now();
      while (this.#call !== undefined && !isComingIn() && performance.now() - seenAt < RETURN_MS) {
        onEarly('elsewhere');
        await whileAlive(this.#news.promise, signal);
        if (this.isTakenElsewhere(role)) seenAt = performance.now();
      }
    } finally {
      waiting.abort();
    }
  }

  #whatStandsOpen(): readonly Role[] | EarlyReason {
    const { uid, clock, isComingIn, connectsOnlyWhenJoining } = this.#options;
    const call = this.#call;
    if (call === undefined) return 'at-door';
    const visitor = { uid, now: clock.now() - OPENING_MARGIN_MS, entered: isComingIn() };
    const entries = ROLES.map((role) => entryFor(call, role, visitor));
    const roles = ROLES.filter((_, index) => entries[index] === 'free');
    if (roles.length > 0 && !visitor.entered) {
      if (connectsOnlyWhenJoining()) return 'not-joined';
      if (roles[0] === 'guest' && this.#isKeptFor(visitor)) return 'kept-for-you';
    }
    if (roles.length > 0) return roles;
    if (entries.includes('too-early')) return 'not-open';
    const because = (['at-door', 'host-absent', 'kept', 'looked-at'] as const).find((entry) =>
      entries.includes(entry),
    );
    if (because === undefined) throw new CallError('call-full');
    return because;
  }

  /** Looking from a seat makes it soft. One that this person has just left stays theirs alone for its minute like this. */
  #isKeptFor({ uid, now }: Writer): boolean {
    const guest = this.#call?.seats.guest ?? null;
    return isKept(guest, now) && guest.uid === uid;
  }

  /** Becoming the host takes the seat of the host before, and looking takes nobody's. */
  #otherHost(): EarlyReason | undefined {
    const { uid, clock, isComingIn } = this.#options;
    if (this.#call === undefined) return undefined;
    const { hostUid, seats } = this.#call;
    if (hostUid === uid || isComingIn() || !isHeld(seats.host, clock.now())) return undefined;
    return seats.host.entered ? 'host-elsewhere' : 'looked-at';
  }

  async #becomeHost(): Promise<void> {
    const { docId, clock, hostClaims, hostKey, signal, ask, onEarly } = this.#options;
    if (hostKey === undefined) return;
    if (this.#call === undefined) return this.#becomeHostUnseen(hostKey);
    if (this.#call.schedule === null || this.#isHost) return;
    // A key that is none is told of at once.
    const hash = await hashHostKey(hostKey);
    const isKeyRight = this.#call.schedule.hostKeyHash.join() === hash.join();
    for (let sitter = this.#otherHost(); isKeyRight && sitter !== undefined; sitter = this.#otherHost()) {
      onEarly(sitter);
      await whileAlive(this.#news.promise, signal);
    }
    if (this.#call === undefined) return this.#becomeHostUnseen(hostKey);
    const { schedule } = this.#call;
    if (schedule === null || this.#isHost) return;
    // A function that has to start first takes seconds, in which the countdown may be seen already.
    if (clock.now() < schedule.opensAt) onEarly('not-open');
    await hostClaims.claimHost(docId, hostKey, signal);
    // The listener may be silent. If asking fails too, there is still time for it to speak.
    if (!this.#isHost) await ask().catch(ignoreAbort);
    await this.#untilHost();
  }

  /** Behind a door where somebody was let in by the host, who is on another device: only the server knows whether the key is right. */
  async #becomeHostUnseen(hostKey: HostKey): Promise<void> {
    const { docId, hostClaims, signal, onEarly, isComingIn, threshold } = this.#options;
    while (this.#call === undefined && !isComingIn()) {
      onEarly('host-elsewhere');
      await whileAlive(this.#news.promise, signal);
    }
    if (this.#call !== undefined) return this.#becomeHost();
    await hostClaims.claimHost(docId, hostKey, signal);
    await threshold.lookAnew();
    await this.#untilHost();
  }

  get #isHost(): boolean {
    return this.#call?.hostUid === this.#options.uid;
  }

  async #untilHost(): Promise<void> {
    const { signal } = this.#options;
    const timeout = delay(CLAIM_TIMEOUT_MS, signal).then(() => {
      throw new CallError('signaling-unreachable');
    });
    while (!this.#isHost) await Promise.race([whileAlive(this.#news.promise, signal), timeout]);
    timeout.catch(() => {});
  }
}
