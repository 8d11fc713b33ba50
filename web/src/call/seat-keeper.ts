/** What a page writes about seats while it sits in one: signs of life, goodbyes, and whom the host takes for gone. */
import {
  type CallDoc,
  expiryOfTombstone,
  expiryWhenEmpty,
  expiryWhileSeated,
  hasMet,
  otherRole,
  type Role,
  type SessionKeys,
} from '@parley/protocol';
import type { CallStore } from './call-store.ts';
import type { Self } from './negotiator.ts';
import type { ServerClock } from './server-clock.ts';

export interface SeatKeeperOptions {
  readonly store: Pick<CallStore, 'commit'>;
  readonly clock: ServerClock;
  readonly docId: string;
  readonly role: Role;
  readonly session: string;
  readonly sessionKeys: SessionKeys;
  readonly self: () => Self;
  readonly signal: AbortSignal;
}

export class SeatKeeper {
  readonly #options: SeatKeeperOptions;

  constructor(options: SeatKeeperOptions) {
    this.#options = options;
  }

  /** Extends the seat's lease, and holds it firmly once this person has entered. @throws {CallError} `refused` when the seat is not this session's any more */
  async renew(call: CallDoc): Promise<void> {
    const { store, clock, docId, role, session, sessionKeys, self, signal } = this.#options;
    const expiresAt = expiryWhileSeated(clock.now(), call, hasMet(call));
    const sitter = { role, session, entered: self().hasEntered, key: sessionKeys.publicKey, expiresAt };
    await store.commit(docId, { type: 'renew', sitter }, { signal });
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

  /** Ends the call for both. @throws {CallError} `refused` when this is not the host */
  async end(): Promise<void> {
    const { store, clock, docId, signal } = this.#options;
    await store.commit(docId, { type: 'end', expiresAt: expiryOfTombstone(clock.now()) }, { signal });
  }
}
