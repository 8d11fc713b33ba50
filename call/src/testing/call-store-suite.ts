/** What every CallStore does, whatever it is made of. Run on the one in memory and on Firestore. */
import {
  type CallDoc,
  type CandidatesPlace,
  createRandomId,
  DEFAULT_EMPTY_TIMEOUT_SECONDS,
  earliestNextRound,
  endOf,
  expiryWhenEmpty,
  expiryWhileSeated,
  type Role,
  SESSION_KEY_BYTES,
  type Sitter,
} from '@parley/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallError } from '../ports/call-error.ts';
import type { CallStore } from '../ports/call-store.ts';

export interface CallStoreWorld {
  readonly docId: string;
  /** Two people with a store each. */
  readonly host: { readonly store: CallStore; readonly uid: string };
  readonly guest: { readonly store: CallStore; readonly uid: string };
  close(): Promise<void>;
}

const EMPTY = DEFAULT_EMPTY_TIMEOUT_SECONDS;
const LASTING = { emptyTimeoutSeconds: EMPTY, schedule: null };
const SEALED = new Uint8Array([1, 2, 3]);
const OTHERWISE_SEALED = new Uint8Array([4, 5, 6]);
const whenEmpty = () => expiryWhenEmpty(Date.now(), LASTING, false);
const expiresAt = () => expiryWhileSeated(Date.now(), LASTING, false);
const KEY = new Uint8Array(SESSION_KEY_BYTES).fill(4);
const sitter = (role: Role, session: string): Sitter => ({
  ...{ role, session, entered: true, key: KEY, expiresAt: expiresAt() },
});
const patiently = { timeout: 10_000, interval: 10 };

/** A listener and what it has heard. */
class Ear {
  readonly calls: CallDoc[] = [];
  readonly errors: CallError[] = [];
  readonly onCall = (call: CallDoc) => void this.calls.push(call);
  readonly onError = (error: CallError) => void this.errors.push(error);

  get latest(): CallDoc | undefined {
    return this.calls.at(-1);
  }
}

export function describeCallStore(name: string, createWorld: () => Promise<CallStoreWorld>): void {
  describe(name, () => {
    let world: CallStoreWorld;
    let lifetime: AbortController;
    const hostSession = createRandomId();
    const guestSession = createRandomId();

    beforeEach(async () => {
      world = await createWorld();
      lifetime = new AbortController();
    });
    afterEach(async () => {
      lifetime.abort();
      await world.close();
    });

    const options = () => ({ signal: lifetime.signal });
    const create = () =>
      world.host.store.commit(
        world.docId,
        { type: 'create', emptyTimeoutSeconds: EMPTY, schedule: null, expiresAt: whenEmpty() },
        options(),
      );
    const offer = (round = 1) =>
      world.host.store.commit(
        world.docId,
        { type: 'offer', sitter: sitter('host', hostSession), round, offer: SEALED },
        options(),
      );
    const answer = (round = 1, sealed = SEALED) =>
      world.guest.store.commit(
        world.docId,
        { type: 'answer', sitter: sitter('guest', guestSession), round, answer: sealed },
        options(),
      );
    /** A round follows another no sooner than a page would write it. */
    const nextOffer = async (ear: Ear, round: number) => {
      await vi.waitFor(() => {
        expect(ear.latest?.round?.number).toBe(round - 1);
        expect(Date.now()).toBeGreaterThan(earliestNextRound(ear.latest as CallDoc, world.host.uid));
      }, patiently);
      await offer(round);
    };
    const listen = (store: CallStore, signal = lifetime.signal) => {
      const ear = new Ear();
      store.watchCall(world.docId, ear, signal);
      return ear;
    };

    it('shows a call to whoever watches it, from its creation to its end', async () => {
      await create();
      const ear = listen(world.guest.store);
      await vi.waitFor(
        () => expect(ear.latest).toMatchObject({ hostUid: world.host.uid, round: null }),
        patiently,
      );
      await offer();
      await vi.waitFor(
        () => expect(ear.latest?.round).toMatchObject({ number: 1, offer: SEALED }),
        patiently,
      );
      await answer();
      await vi.waitFor(() => expect(ear.latest?.round).toMatchObject({ answer: SEALED }), patiently);
      expect(ear.latest?.seats).toMatchObject({
        host: { uid: world.host.uid, session: hostSession, leftAt: null },
        guest: { uid: world.guest.uid, session: guestSession, entered: true, key: KEY, leftAt: null },
      });
      const end = endOf({}, Date.now());
      await world.host.store.commit(world.docId, end, options());
      await vi.waitFor(() => expect(ear.latest?.ended).toMatchObject({ reason: 'host-ended' }), patiently);
      expect(ear.latest).toMatchObject({ round: null, seats: { host: null, guest: null } });
      expect(ear.errors).toEqual([]);
    });

    it('says that there is no such call', async () => {
      const ear = listen(world.guest.store);
      await vi.waitFor(() => expect(ear.errors.map(({ code }) => code)).toEqual(['no-such-call']), patiently);
      expect(ear.calls).toEqual([]);
    });

    it('refuses what the table of transitions refuses, and accepts its twin', async () => {
      await create();
      await expect(create()).rejects.toMatchObject({ code: 'refused' });
      await expect(offer(2)).rejects.toMatchObject({ code: 'refused' });
      await offer(1);
      await expect(answer(2)).rejects.toMatchObject({ code: 'refused' });
      await answer(1);
      await expect(answer(1, OTHERWISE_SEALED)).rejects.toMatchObject({ code: 'refused' });
      const end = (store: CallStore) => store.commit(world.docId, endOf({}, Date.now()), options());
      await expect(end(world.guest.store)).rejects.toMatchObject({ code: 'refused' });
      await end(world.host.store);
      await expect(offer(2)).rejects.toMatchObject({ code: 'refused' });
    });

    it('lets exactly one of two simultaneous offers win', async () => {
      await create();
      const guestOffer = world.guest.store.commit(
        world.docId,
        { type: 'offer', sitter: sitter('guest', guestSession), round: 1, offer: SEALED },
        options(),
      );
      const outcomes = await Promise.allSettled([offer(1), guestOffer]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('shows whoever comes back what the call has become, not what they saw last', async () => {
      await create();
      const [earlier, later] = [new Ear(), new Ear()];
      const visit = new AbortController();
      world.host.store.watchCall(world.docId, earlier, visit.signal);
      await vi.waitFor(() => expect(earlier.calls).not.toEqual([]), patiently);
      visit.abort();
      await offer();
      world.host.store.watchCall(world.docId, later, lifetime.signal);
      await vi.waitFor(() => expect(later.calls).not.toEqual([]), patiently);
      expect(later.calls[0]?.round?.number).toBe(1);
    });

    it('renews a seat, and frees it for whoever leaves', async () => {
      await create();
      await offer();
      const ear = listen(world.guest.store);
      await vi.waitFor(() => expect(ear.latest?.seats.host?.leftAt).toBeNull(), patiently);
      const before = ear.latest?.seats.host?.renewedAt ?? 0;
      const renewal = { type: 'renew', sitter: sitter('host', hostSession) } as const;
      await world.host.store.commit(world.docId, renewal, options());
      await vi.waitFor(
        () => expect(ear.latest?.seats.host?.renewedAt).toBeGreaterThanOrEqual(before),
        patiently,
      );
      const goodbye = { type: 'leave', role: 'host', session: hostSession, expiresAt: whenEmpty() } as const;
      await world.host.store.commit(world.docId, goodbye, { ...options(), isLastWord: true });
      await vi.waitFor(() => expect(ear.latest?.seats.host?.leftAt).not.toBeNull(), patiently);
    });

    it('never shows a write that was refused, not even to the one who made it', async () => {
      await create();
      await offer();
      const ear = listen(world.host.store);
      await vi.waitFor(() => expect(ear.latest?.round?.number).toBe(1), patiently);
      await expect(offer(7)).rejects.toMatchObject({ code: 'refused' });
      await nextOffer(ear, 2);
      await vi.waitFor(() => expect(ear.latest?.round?.number).toBe(2), patiently);
      expect(ear.calls.map(({ round }) => round?.number)).not.toContain(7);
    });

    it('carries a batch of candidates to whoever waits for it, and to whoever comes later', async () => {
      await create();
      await offer();
      const place: CandidatesPlace = { docId: world.docId, side: 'offer', round: 1, index: 0 };
      const early: Uint8Array[] = [];
      world.guest.store.watchCandidates(place, (sealed) => early.push(sealed), lifetime.signal);
      await world.host.store.addCandidates(place, SEALED, expiresAt(), lifetime.signal);
      await vi.waitFor(() => expect(early).toEqual([SEALED]), patiently);
      const late: Uint8Array[] = [];
      world.guest.store.watchCandidates(place, (sealed) => late.push(sealed), lifetime.signal);
      await vi.waitFor(() => expect(late).toEqual([SEALED]), patiently);
      await expect(
        world.host.store.addCandidates(place, SEALED, expiresAt(), lifetime.signal),
      ).rejects.toMatchObject({ code: 'refused' });
    });

    it('refuses candidates of a round that is over', async () => {
      await create();
      const ear = listen(world.host.store);
      await offer(1);
      await nextOffer(ear, 2);
      const add = (round: number) =>
        world.host.store.addCandidates(
          { docId: world.docId, side: 'offer', round, index: 0 },
          SEALED,
          expiresAt(),
          lifetime.signal,
        );
      await expect(add(1)).rejects.toMatchObject({ code: 'refused' });
      await add(2);
    });

    it("refuses candidates in the other's place", async () => {
      await create();
      await offer();
      await answer();
      const add = (store: CallStore, side: CandidatesPlace['side']) =>
        store.addCandidates(
          { docId: world.docId, side, round: 1, index: 0 },
          SEALED,
          expiresAt(),
          lifetime.signal,
        );
      await expect(add(world.guest.store, 'offer')).rejects.toMatchObject({ code: 'refused' });
      await expect(add(world.host.store, 'answer')).rejects.toMatchObject({ code: 'refused' });
      await add(world.host.store, 'offer');
      await add(world.guest.store, 'answer');
    });

    it('tells a listener nothing once its lifetime is over', async () => {
      await create();
      const short = new AbortController();
      const deaf = listen(world.guest.store, short.signal);
      const ear = listen(world.guest.store);
      await vi.waitFor(() => expect(deaf.calls.length).toBeGreaterThan(0), patiently);
      short.abort();
      const heard = deaf.calls.length;
      await offer();
      await vi.waitFor(() => expect(ear.latest?.round?.number).toBe(1), patiently);
      expect(deaf.calls.length).toBe(heard);
    });

    it('listens to nothing when its lifetime was over before it started', async () => {
      await create();
      const deaf = listen(world.guest.store, AbortSignal.abort());
      const ear = listen(world.guest.store);
      await vi.waitFor(() => expect(ear.calls.length).toBeGreaterThan(0), patiently);
      expect(deaf.calls).toEqual([]);
    });

    it('writes nothing when its lifetime was over before it started', async () => {
      await create();
      const transition = {
        type: 'offer',
        sitter: sitter('host', hostSession),
        round: 1,
        offer: SEALED,
      } as const;
      const reason = new Error('over');
      const write = world.host.store.commit(world.docId, transition, { signal: AbortSignal.abort(reason) });
      await expect(write).rejects.toBe(reason);
      await offer(1);
    });
  });
}
