/** What every store of knocks must do: run on the one in memory and on Firestore. */
import {
  createRandomId,
  DEFAULT_EMPTY_TIMEOUT_SECONDS,
  expiryOfTombstone,
  expiryWhenEmpty,
  expiryWhileSeated,
  type KnockDoc,
  type KnockTransition,
  MIN_KNOCK_INTERVAL_MS,
  SESSION_KEY_BYTES,
  type Sitter,
} from '@parley/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallStore } from '../ports/call-store.ts';
import type { KnockStore, ListedKnock } from '../ports/knock-store.ts';

interface KnockStoreUser {
  readonly store: CallStore;
  readonly knocks: KnockStore;
  readonly uid: string;
}

export interface KnockStoreWorld {
  readonly docId: string;
  readonly host: KnockStoreUser;
  readonly guest: KnockStoreUser;
  readonly stranger: KnockStoreUser;
  close(): Promise<void>;
}

const LASTING = { emptyTimeoutSeconds: DEFAULT_EMPTY_TIMEOUT_SECONDS, schedule: null };
const SEALED = new Uint8Array([1, 2, 3]);
const KEY = new Uint8Array(SESSION_KEY_BYTES).fill(4);
const seated = () => expiryWhileSeated(Date.now(), LASTING, false);
const patiently = { timeout: 10_000, interval: 10 };

export function describeKnockStore(name: string, createWorld: () => Promise<KnockStoreWorld>): void {
  describe(name, () => {
    let world: KnockStoreWorld;
    let lifetime: AbortController;
    const session = createRandomId();

    beforeEach(async () => {
      world = await createWorld();
      lifetime = new AbortController();
    });
    afterEach(async () => {
      lifetime.abort();
      await world.close();
    });

    const options = () => ({ signal: lifetime.signal });
    const create = (hasDoor?: true) =>
      world.host.store.commit(
        world.docId,
        {
          ...{ type: 'create', ...LASTING, ...(hasDoor && { hasDoor }) },
          expiresAt: expiryWhenEmpty(Date.now(), LASTING, false),
        },
        options(),
      );
    const ring = (by: KnockStoreUser, rings = 1, ofSession = session) => {
      const page = { session: ofSession, key: KEY, sealed: SEALED };
      const transition: KnockTransition = { type: 'ring', ...page, rings, expiresAt: seated() };
      return by.knocks.commitKnock(world.docId, by.uid, transition, options());
    };
    const admit = (uid: string, knock = session) => {
      const sitter: Sitter = {
        ...{ role: 'host', session: createRandomId(), entered: true, key: KEY, expiresAt: seated() },
      };
      const offered = { sitter, round: 1, offer: SEALED } as const;
      return world.host.store.commit(
        world.docId,
        { type: 'admit', ...offered, uid, knock, word: SEALED },
        options(),
      );
    };
    const listenAsHost = () => {
      const heard: (readonly ListedKnock[])[] = [];
      const errors: string[] = [];
      const onError = ({ code }: { code: string }) => void errors.push(code);
      world.host.knocks.watchKnocks(
        world.docId,
        { onKnocks: (all) => heard.push(all), onError },
        lifetime.signal,
      );
      return { heard, errors };
    };

    it('shows the host who rings, one beside another, and each of them what the host says', async () => {
      const { guest, stranger, host, docId } = world;
      await create(true);
      const { heard, errors } = listenAsHost();
      await vi.waitFor(() => expect(heard.at(-1)).toEqual([]), patiently);
      await ring(guest);
      await ring(stranger);
      await vi.waitFor(
        () =>
          expect(
            heard
              .at(-1)
              ?.map(({ uid }) => uid)
              .toSorted(),
          ).toEqual([guest.uid, stranger.uid].toSorted()),
        patiently,
      );
      expect(heard.at(-1)?.[0]).toMatchObject({ session, key: KEY, sealed: SEALED, rings: 1, reply: null });
      expect((await host.knocks.readKnocks(docId, lifetime.signal)).map(({ uid }) => uid)).toEqual(
        heard.at(-1)?.map(({ uid }) => uid),
      );
      const replies: unknown[] = [];
      const onError = ({ code }: { code: string }) => void errors.push(code);
      guest.knocks.watchKnock(
        docId,
        guest.uid,
        { onKnock: ({ reply }) => replies.push(reply), onError },
        lifetime.signal,
      );
      await vi.waitFor(() => expect(replies).toEqual([null]), patiently);
      const word = { type: 'reply', session, answer: 'one-moment', word: SEALED } as const;
      await host.knocks.commitKnock(docId, guest.uid, word, options());
      await vi.waitFor(
        () => expect(replies.at(-1)).toMatchObject({ answer: 'one-moment', word: SEALED }),
        patiently,
      );
      expect(await stranger.knocks.readKnock(docId, stranger.uid, lifetime.signal)).toMatchObject({
        reply: null,
      });
      expect(errors).toEqual([]);
    });

    it('tells a door without a knock from no door', async () => {
      const read = () => world.guest.knocks.readKnock(world.docId, world.guest.uid, lifetime.signal);
      await expect(read()).rejects.toMatchObject({ code: 'no-such-call' });
      await create(true);
      expect(await read()).toBeNull();
      const end = { type: 'end', expiresAt: expiryOfTombstone(Date.now()), hasDoor: true } as const;
      await world.host.store.commit(world.docId, end, options());
      await expect(read()).rejects.toMatchObject({ code: 'no-such-call' });
    });

    it('has no door where none was made', async () => {
      await create();
      await expect(
        world.guest.knocks.readKnock(world.docId, world.guest.uid, lifetime.signal),
      ).rejects.toMatchObject({ code: 'no-such-call' });
      await expect(ring(world.guest)).rejects.toMatchObject({ code: 'refused' });
    });

    it('lets in whom the host names, who is told so and may read the call, and nobody else', async () => {
      const { guest, stranger, docId } = world;
      await create(true);
      await ring(guest);
      await ring(stranger);
      await stranger.store.readCall(docId, lifetime.signal);
      await expect(admit(guest.uid, createRandomId())).rejects.toMatchObject({ code: 'refused' });
      expect(await guest.store.readCall(docId, lifetime.signal)).toMatchObject({ round: null });
      await admit(guest.uid);
      expect(await guest.knocks.readKnock(docId, guest.uid, lifetime.signal)).toMatchObject({
        reply: { answer: 'admitted' },
      });
      expect(await guest.store.readCall(docId, lifetime.signal)).toMatchObject({
        door: { admitted: guest.uid },
        round: { number: 1 },
      });
      await expect(stranger.store.readCall(docId, lifetime.signal)).rejects.toMatchObject({
        code: 'no-such-call',
      });
      expect(await stranger.knocks.readKnock(docId, stranger.uid, lifetime.signal)).toMatchObject({
        reply: null,
      });
    });

    it('has a door where the host puts one, and none when they take it away, in which whoever waits is told so', async () => {
      const { guest, stranger, host, docId } = world;
      await create();
      const sitter: Sitter = {
        ...{ role: 'host', session: createRandomId(), entered: true, key: KEY, expiresAt: seated() },
      };
      await host.store.commit(docId, { type: 'lock', sitter, admitted: null }, options());
      expect(await host.store.readCall(docId, lifetime.signal)).toMatchObject({
        ...{
          version: 2,
          door: { admitted: null },
          seats: { host: { session: sitter.session }, guest: null },
        },
      });
      await ring(guest);
      await ring(stranger);
      const unlock = (knock: string) =>
        host.store.commit(
          docId,
          { type: 'unlock', sitter, welcomed: { uid: guest.uid, knock, word: SEALED } },
          options(),
        );
      await expect(unlock(createRandomId())).rejects.toMatchObject({ code: 'refused' });
      const heard: unknown[] = [];
      const onKnock = ({ reply }: KnockDoc) => void heard.push(reply?.answer ?? null);
      const onError = ({ code }: { code: string }) => void heard.push(code);
      guest.knocks.watchKnock(docId, guest.uid, { onKnock, onError }, lifetime.signal);
      await vi.waitFor(() => expect(heard).toEqual([null]), patiently);
      await unlock(session);
      // The reply, or that there is no door to hear it at.
      await vi.waitFor(() => expect(['admitted', 'no-such-call']).toContain(heard[1]), patiently);
      const call = await stranger.store.readCall(docId, lifetime.signal);
      expect(call).toMatchObject({ version: 1, seats: { host: { session: sitter.session } } });
      expect(call).not.toHaveProperty('door');
      await expect(stranger.knocks.readKnock(docId, stranger.uid, lifetime.signal)).rejects.toMatchObject({
        code: 'no-such-call',
      });
    });

    it('takes a ring anew after a while, and a goodbye', async () => {
      const { guest, docId } = world;
      await create(true);
      await ring(guest);
      await expect(ring(guest, 2)).rejects.toMatchObject({ code: 'refused' });
      const leave = { type: 'leave', session } as const;
      await guest.knocks.commitKnock(docId, guest.uid, leave, { ...options(), isLastWord: true });
      expect((await guest.knocks.readKnock(docId, guest.uid, lifetime.signal))?.leftAt).not.toBeNull();
      const rungAt = Date.now();
      await vi.waitFor(() => expect(Date.now() - rungAt).toBeGreaterThan(MIN_KNOCK_INTERVAL_MS), patiently);
      await ring(guest, 2, createRandomId());
      expect(await guest.knocks.readKnock(docId, guest.uid, lifetime.signal)).toMatchObject({
        ...{ rings: 2, leftAt: null },
      });
    });

    it('tells nobody but the host who rings', async () => {
      await create(true);
      await ring(world.guest);
      await expect(world.stranger.knocks.readKnocks(world.docId, lifetime.signal)).rejects.toMatchObject({
        code: 'no-such-call',
      });
    });

    it('tells whoever was asked to leave that they were, and nobody else', async () => {
      const { host, guest, stranger, docId } = world;
      await create(true);
      const { signal } = lifetime;
      const wasDismissed = () =>
        Promise.all([host, guest, stranger].map((user) => user.knocks.wasDismissed(docId, user.uid, signal)));
      expect(await wasDismissed()).toEqual([false, false, false]);
      await ring(guest);
      await admit(guest.uid);
      const sitter: Sitter = {
        ...{
          role: 'guest',
          session,
          entered: true,
          key: KEY,
          expiresAt: expiryWhileSeated(Date.now(), LASTING, true),
        },
      };
      await guest.store.commit(docId, { type: 'answer', sitter, round: 1, answer: SEALED }, options());
      await host.store.commit(docId, { type: 'dismiss', uid: guest.uid, admitted: null }, options());
      expect(await wasDismissed()).toEqual([false, true, false]);
      for (const read of [
        () => guest.store.readCall(docId, signal),
        () => guest.knocks.readKnock(docId, guest.uid, signal),
      ])
        await expect(read()).rejects.toMatchObject({ code: 'no-such-call' });
    });
  });
}
