/** What the host writes of the door from their seat: said again while it does not get through, unless something else is wished by then. */
import {
  type CallDoc,
  type CallKeys,
  type CallTransition,
  isHeld,
  lastGuest,
  type Sitter,
  sealWord,
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

/** The referee may know a later document, or another time: so often is it asked for and tried again. */
const MAX_REFUSALS = 3;

type Made = CallTransition | undefined;

export class DoorKeeper {
  readonly #options: DoorKeeperOptions;
  #wish: symbol | undefined;

  constructor(options: DoorKeeperOptions) {
    this.#options = options;
  }

  /** @param first who waits at the door, and is told that they may come in */
  async setAsking(isAsking: boolean, first: () => Knocker | undefined): Promise<void> {
    const { keys, sitter, clock } = this.#options;
    await this.#say(async (call) => {
      if ((call.door !== undefined) === isAsking) return undefined;
      if (isAsking) {
        const admitted = lastGuest(call);
        const seats = admitted === null ? { ...call.seats, guest: null } : call.seats;
        return { type: 'lock', sitter: sitter({ ...call, seats }), admitted };
      }
      // Nobody is told to come in over somebody who is there.
      const knocker = isHeld(call.seats.guest, clock.now()) ? undefined : first();
      const word = knocker && (await sealWord(keys, knocker, ''));
      const welcomed = word && { uid: knocker.uid, knock: knocker.session, word };
      return { type: 'unlock', sitter: sitter(call), ...(welcomed && { welcomed }) };
    });
  }

  /** @param make undefined: it is so already */
  async #say(make: (call: CallDoc) => Promise<Made>): Promise<void> {
    const { store, keys, call, ask, onTrouble, signal } = this.#options;
    const wish = Symbol('what the host wants now');
    this.#wish = wish;
    const until = performance.now() + SAY_FOR_MS;
    for (let refusalCount = 0; this.#wish === wish && performance.now() < until && !signal.aborted; ) {
      const before = call();
      const transition = before && (await make(before));
      if (transition === undefined) return;
      try {
        await store.commit(keys.docId, transition, { signal });
        // What a dead listener would not show.
        return await ask().catch(ignoreAbort);
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof CallError)) throw error;
        refusalCount += error.code === 'refused' ? 1 : 0;
        if (error.code !== 'refused' || refusalCount > MAX_REFUSALS) onTrouble(error.code);
        if (!isPassing(error.code) || refusalCount > MAX_REFUSALS) return;
        await ask().catch(ignoreAbort);
        if (error.code !== 'refused') await delay(SAY_AGAIN_MS, signal).catch(ignoreAbort);
      }
    }
  }
}
