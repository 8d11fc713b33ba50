/** The guest's page goes where the host's says that the call goes on, once it has seen that it is the same host who is there. */
import { type CallAddress, type CallId, deriveCallKeys } from '@parley/protocol';
import { Allowance } from '../lib/allowance.ts';
import type { Cell } from '../lib/cell.ts';
import { delay } from '../lib/lifetime.ts';
import { CallError, isPassing } from '../ports/call-error.ts';
import type { CallStore } from '../ports/call-store.ts';
import type { CallFacts } from '../session/call-facts.ts';
import { type CallState, isFinal, peerInside } from '../session/call-state.ts';
import type { Along } from './going-over.ts';

/** How long it is asked for a call that the other says is there. */
const ASK_FOR_MS = 5_000;
const ASK_AGAIN_MS = 500;
/** An answer is on its way by then. If it is lost, the host waits a little longer. */
const FAREWELL_MS = 200;
/** Of a host who has more than a few new links in a row the rest is not looked at: each look is a read. */
const FOLLOWING = { burst: 5, perSecond: 0.1 } as const;

export interface FollowingOptions {
  readonly address: Pick<Cell<CallAddress>, 'set'>;
  readonly services: () => Promise<{ readonly store: Pick<CallStore, 'readCall'> }>;
  readonly state: () => CallState;
  /** Of the session that there is; undefined: not read yet. */
  readonly facts: () => CallFacts | undefined;
  /** To the host's page: that this one goes there. */
  readonly agree: () => void;
  /** What becomes of the old session is nobody's business any more. */
  readonly detach: () => void;
  /** To `address`. */
  readonly goOver: (along: Along) => void;
  readonly onFollowed: () => void;
  readonly onIgnored: (cause: unknown) => void;
  readonly signal: AbortSignal;
}

export class Following {
  readonly #options: FollowingOptions;
  readonly #allowance = new Allowance(FOLLOWING);
  #isUnderWay = false;

  constructor(options: FollowingOptions) {
    this.#options = options;
  }

  /** The host says that the call goes on there. Never rejects. */
  async follow(id: CallId): Promise<void> {
    const { state, facts, address, agree, detach, goOver, onFollowed, onIgnored, signal } = this.#options;
    const [now, before] = [state(), facts()];
    const peer = peerInside(now);
    const isIn = 'role' in now && now.role === 'guest' && now.hasEntered;
    if (!isIn || before === undefined || peer === undefined) return;
    if (this.#isUnderWay || this.#allowance.waitMs > 0) return;
    this.#allowance.spend();
    this.#isUnderWay = true;
    try {
      const hostUid = await this.#hostOf(id);
      // Where their page has gone meanwhile, it is loaded anew, and comes back there.
      if (signal.aborted || isFinal(state())) return;
      // Nobody is brought before somebody whom they have not met.
      if (hostUid !== before.hostUid) throw new CallError('not-host');
      agree();
      // From now on the old call may end.
      detach();
      address.set({ id });
      await delay(FAREWELL_MS, signal);
      goOver({ guestUid: undefined, peer });
      onFollowed();
    } catch (error) {
      if (!signal.aborted) onIgnored(error);
    } finally {
      this.#isUnderWay = false;
    }
  }

  /** @throws {CallError} also when it has ended */
  async #hostOf(id: CallId): Promise<string> {
    const { services, signal } = this.#options;
    const [{ store }, { docId }] = await Promise.all([services(), deriveCallKeys(id)]);
    const until = performance.now() + ASK_FOR_MS;
    for (;;) {
      try {
        const { hostUid, ended } = await store.readCall(docId, signal);
        if (ended !== null) throw new CallError('no-such-call');
        return hostUid;
      } catch (error) {
        const isWorthAnother = error instanceof CallError && isPassing(error.code);
        if (!isWorthAnother || performance.now() > until) throw error;
        await delay(ASK_AGAIN_MS, signal);
      }
    }
  }
}
