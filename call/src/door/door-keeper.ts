/** What the host writes of the door from their seat: said again while it does not get through, unless something else is wished by then. */
import {
  admittedWithout,
  type CallDoc,
  type CallKeys,
  type CallTransition,
  hasRoomToDismiss,
  isDismissed,
  isHeld,
  lastGuest,
  type Sitter,
  sealWord,
  wasJustLocked,
} from '@parley/protocol';
import { delay, ignoreAbort } from '../lib/lifetime.ts';
import type { ServerClock } from '../lib/server-clock.ts';
import type { Knocker } from '../negotiation/knocker.ts';
import { CallError, type CallErrorCode, isPassing } from '../ports/call-error.ts';
import type { CallStore } from '../ports/call-store.ts';

export interface DoorKeeperOptions {
  readonly store: Pick<CallStore, 'commit'>;
  readonly keys: CallKeys;
  readonly clock: ServerClock;
  /** The document as it is now. */
  readonly call: () => CallDoc | undefined;
  /** The host, as they sit there now. */
  readonly sitter: (call: CallDoc) => Sitter;
  /** Asks the server for the document, and for the time. */
  readonly ask: () => Promise<void>;
  readonly onTrouble: (error: CallErrorCode) => void;
  readonly signal: AbortSignal;
}

/** What did not get through is said again after so long, for so long: then it is not wished any more. */
const SAY_AGAIN_MS = 3_000;
const SAY_FOR_MS = 60_000;

/** A lock is seen by whoever looked, within so long. */
const SEEN_MS = 10_000;

/** The referee may know a later document, or another time: so often is it asked for and tried again. */
const MAX_REFUSALS = 3;

type Made = CallTransition | undefined;

interface Wish {
  /** Who is to leave. */
  readonly uid?: string;
  /** What makes whoever is asked to leave knock shuts the door. */
  shutsDoor?: boolean;
}

export class DoorKeeper {
  readonly #options: DoorKeeperOptions;
  /** What is wished last, of each kind: turning the lock takes back no dismissal. */
  readonly #wishes = new Map<'lock' | 'dismissal', Wish>();

  constructor(options: DoorKeeperOptions) {
    this.#options = options;
  }

  /** @param first who waits at the door, and is told that they may come in */
  async setAsking(isAsking: boolean, first: () => Knocker | undefined): Promise<void> {
    const { keys, sitter, clock } = this.#options;
    // What would shut it again. Whoever is kept out for good is so in an open call as well.
    if (!isAsking && this.#wishes.get('dismissal')?.shutsDoor === true) this.#wishes.delete('dismissal');
    const isWritten = await this.#say('lock', {}, async (call) => {
      if ((call.door !== undefined) === isAsking) return undefined;
      if (isAsking) {
        const admitted = lastGuest(call, clock.now());
        const seats = admitted === null ? { ...call.seats, guest: null } : call.seats;
        return { type: 'lock', sitter: sitter({ ...call, seats }), admitted, ...roomOf(call) };
      }
      // Nobody is told to come in over somebody who is there.
      const knocker = isHeld(call.seats.guest, clock.now()) ? undefined : first();
      const word = knocker && (await sealWord(keys, knocker, ''));
      const welcomed = word && { uid: knocker.uid, knock: knocker.session, word };
      return { type: 'unlock', sitter: sitter(call), ...(welcomed && { welcomed }), ...roomOf(call) };
    });
    if (isWritten && isAsking) await this.#drawCurtain().catch(ignoreAbort);
  }

  /** Whoever looked has seen the lock by now: what there was of an offer is seen no more. If it is lost, it is the time that does it. */
  async #drawCurtain(): Promise<void> {
    const { store, keys, clock, sitter, call, signal } = this.#options;
    await delay(SEEN_MS, signal);
    const locked = call();
    if (locked === undefined || !wasJustLocked(locked, clock.now())) return;
    await store.commit(keys.docId, { type: 'renew', sitter: sitter(locked) }, { signal });
  }

  /**
   * The guest is to leave for good, or where the call remembers no more people, until they are let in again.
   * @returns what was written: for good; or `full`: they have to knock; or `failed`: nothing, as far as was heard
   */
  async dismiss(uid: string): Promise<'written' | 'full' | 'failed'> {
    let isFull = false;
    const wish: Wish = { uid };
    const isSaid = await this.#say('dismissal', wish, async (call) => {
      if (isDismissed(call, uid) || call.seats.guest?.uid !== uid) return undefined;
      isFull = !hasRoomToDismiss(call, uid);
      wish.shutsDoor = isFull;
      const admitted = admittedWithout(call, uid);
      if (!isFull) return { type: 'dismiss', uid, ...(admitted !== undefined && { admitted }) };
      const { number, answererSession } = call.round ?? {};
      if (number === undefined || answererSession === undefined) return undefined;
      const round = { number, answererSession };
      return { type: 'put-out', admitted: admitted ?? null, round, ...roomOf(call) };
    });
    if (!isSaid) return 'failed';
    return isFull ? 'full' : 'written';
  }

  /** They are not to leave any more. What is written of it stays written. */
  withdrawDismissal(uid: string): void {
    if (this.#wishes.get('dismissal')?.uid === uid) this.#wishes.delete('dismissal');
  }

  /** @param make undefined: it is so already, or of no use any more. @returns whether it was written */
  async #say(
    kind: 'lock' | 'dismissal',
    wish: Wish,
    make: (call: CallDoc) => Promise<Made>,
  ): Promise<boolean> {
    const { store, keys, call, ask, onTrouble, signal } = this.#options;
    this.#wishes.set(kind, wish);
    const isWished = () => this.#wishes.get(kind) === wish;
    const until = performance.now() + SAY_FOR_MS;
    for (let refusalCount = 0; isWished() && performance.now() < until && !signal.aborted; ) {
      const before = call();
      const transition = before && (await make(before));
      if (transition === undefined) return false;
      try {
        await store.commit(keys.docId, transition, { signal });
        // What a dead listener would not show.
        await ask().catch(ignoreAbort);
        return true;
      } catch (error) {
        if (signal.aborted) return false;
        if (!(error instanceof CallError)) throw error;
        refusalCount += error.code === 'refused' ? 1 : 0;
        if (error.code !== 'refused' || refusalCount > MAX_REFUSALS) onTrouble(error.code);
        if (!isPassing(error.code) || refusalCount > MAX_REFUSALS) return false;
        await ask().catch(ignoreAbort);
        if (error.code !== 'refused') await delay(SAY_AGAIN_MS, signal).catch(ignoreAbort);
      }
    }
    return false;
  }
}

/** Of a room the format stays what it is. */
function roomOf({ room }: CallDoc): { readonly isRoom?: true } {
  return room === undefined ? {} : { isRoom: true };
}
