/** What a page writes about seats while it sits in one: signs of life, goodbyes, and whom the host takes for gone. */
import {
  type CallDoc,
  endOf,
  expiryWhenEmpty,
  hasMet,
  heldUntil,
  otherRole,
  SEAT_LEASE_MS,
  type Sitter,
} from '@parley/protocol';
import { delay, ignoreAbort } from '../lib/lifetime.ts';
import { type OwnSeat, sitterIn } from '../negotiation/own-seat.ts';
import { CallError, type CallErrorCode, isPassing } from '../ports/call-error.ts';
import type { CallStore } from '../ports/call-store.ts';

export interface SeatKeeperOptions extends OwnSeat {
  readonly store: Pick<CallStore, 'commit'>;
  readonly docId: string;
  /** Whether this page hears the other's over a link. */
  readonly isLinked: () => boolean;
  readonly signal: AbortSignal;
}

/** How long after "end for both" was not heard it is said again, each time by so much later. */
const END_RETRY_MS = 1_000;
const MAX_END_RETRY_MS = 10_000;

export interface EndOptions {
  /** The document as it is now. */
  readonly call: () => CallDoc | undefined;
  /** Asks the server for the document, and for the time. */
  readonly ask: () => Promise<void>;
  /** It was not heard, and will be said again. */
  readonly onTrouble: (error: CallErrorCode) => void;
}

export class SeatKeeper {
  readonly #options: SeatKeeperOptions;

  constructor(options: SeatKeeperOptions) {
    this.#options = options;
  }

  /** Extends the seat's lease, and holds it firmly once this person has entered. @throws {CallError} `refused` when the seat is not this session's any more */
  async renew(call: CallDoc): Promise<void> {
    const { store, docId, signal } = this.#options;
    await store.commit(docId, { type: 'renew', sitter: this.sitter(call) }, { signal });
  }

  /**
   * Whether the seat is held, and the call goes on, for as long without another sign of life as by that of somebody who hears nobody. So two who
   * hear each other write nothing for half an hour.
   */
  holdsByItself(call: CallDoc): boolean {
    const { role, session, isLinked, clock } = this.#options;
    const seat = call.seats[role];
    if (!isLinked() || seat?.session !== session || seat.leftAt !== null) return false;
    const emptyAt = call.expiresAt - call.emptyTimeoutSeconds * 1_000;
    return Math.min(heldUntil(seat), emptyAt) - clock.now() >= SEAT_LEASE_MS;
  }

  /** This person, as they sit there now. */
  sitter(call: CallDoc): Sitter {
    const { isLinked } = this.#options;
    const met = hasMet(call);
    // Programs are told when a call with a time was over, by the last sign of life if nobody says so: there it is never long ago.
    return sitterIn(this.#options, call, met, met && call.schedule === null && isLinked());
  }

  /** Leaves without waiting for an answer, which a page that is going away would not live to hear. */
  sayGoodbye(call: CallDoc): void {
    const { store, clock, docId, role, session } = this.#options;
    const other = call.seats[otherRole(role)];
    const isLast = other === null || other.leftAt !== null;
    const expiresAt = expiryWhenEmpty(clock.now(), call, hasMet(call));
    const goodbye = { type: 'leave', role, session, ...(isLast && { expiresAt }) } as const;
    // Not of this lifetime: it must outlive the page. If it is lost, the lease frees the seat.
    const { signal } = new AbortController();
    store.commit(docId, goodbye, { signal, isLastWord: true }).catch(() => {});
  }

  /** A browser that died keeps its seat until the lease ends; the host need not wait for that. */
  leaveForGuest({ seats }: CallDoc): void {
    const { store, docId, role, signal } = this.#options;
    if (role !== 'host' || seats.guest === null) return;
    const { session } = seats.guest;
    // They may have come back or left in the meantime: then there is nothing to free.
    store.commit(docId, { type: 'leave', role: 'guest', session }, { signal }).catch(() => {});
  }

  /** The guest has left and is not waited for: whoever comes next may sit there. @throws {CallError} */
  async freeForAnyone(): Promise<void> {
    const { store, docId, signal } = this.#options;
    await store.commit(docId, { type: 'free' }, { signal });
  }

  /**
   * Ends the call for both, however often it has to be said until it is heard.
   * @returns whether it was; the session may end before
   * @throws {CallError} when it will not be heard, `refused` when this is not the host
   */
  async end({ call, ask, onTrouble }: EndOptions): Promise<boolean> {
    const { store, clock, docId, signal } = this.#options;
    for (let tryCount = 1; !signal.aborted; tryCount += 1) {
      try {
        await store.commit(docId, endOf(call() ?? {}, clock.now()), { signal });
        return true;
      } catch (error) {
        // The document said that it has ended before the write was acknowledged.
        if (signal.aborted) return false;
        // A refusal may be for this page's idea of the time, or of the door, which asking puts right.
        const isWorthAnother = error instanceof CallError && isPassing(error.code);
        if (!isWorthAnother || (error.code === 'refused' && tryCount > 1)) throw error;
        await ask().catch(ignoreAbort);
        if (error.code === 'refused') continue;
        onTrouble(error.code);
        await delay(Math.min(END_RETRY_MS * tryCount, MAX_END_RETRY_MS), signal).catch(ignoreAbort);
      }
    }
    return false;
  }
}
