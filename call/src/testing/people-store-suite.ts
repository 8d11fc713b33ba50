/** What every store of names and rings must do: run on the one in memory and on Firestore. */
import {
  createRandomId,
  foldPersonName,
  MAX_NAMES_ASKED_FOR,
  MIN_RING_INTERVAL_MS,
  parsePersonName,
  RING_EXPIRY_MS,
  type RingDoc,
  SESSION_KEY_BYTES,
} from '@parley/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ListedRing, PeopleStore } from '../ports/people-store.ts';

interface PeopleStoreUser {
  readonly people: PeopleStore;
  readonly uid: string;
}

export interface PeopleStoreWorld {
  readonly caller: PeopleStoreUser;
  readonly callee: PeopleStoreUser & {
    /** @returns gives it back */
    readonly loseDatabase: () => Promise<() => Promise<void>>;
    /** As a call does that waits for news. */
    readonly listenAnew: () => void;
  };
  readonly stranger: PeopleStoreUser;
  close(): Promise<void>;
}

const SEALED = new Uint8Array([1, 2, 3]);
const KEYS = new Uint8Array(SESSION_KEY_BYTES).fill(4);
const patiently = { timeout: 10_000, interval: 10 };

export function describePeopleStore(name: string, createWorld: () => Promise<PeopleStoreWorld>): void {
  describe(name, () => {
    let world: PeopleStoreWorld;
    let lifetime: AbortController;
    beforeEach(async () => {
      world = await createWorld();
      lifetime = new AbortController();
    });
    afterEach(async () => {
      lifetime.abort();
      await world.close();
    });

    const newName = () => parsePersonName(`n-${createRandomId().replace(/[^A-Za-z0-9]/g, 'x')}`);
    const claim = async (
      { people, uid }: PeopleStoreUser,
      claimed = newName(),
      left: string | null = null,
    ) => {
      const { signal } = lifetime;
      expect(await people.countName(uid, foldPersonName(claimed), signal)).toBe(true);
      await people.changeName(
        uid,
        { type: 'claim', name: claimed, keys: KEYS, left, now: Date.now() },
        signal,
      );
    };
    /** What somebody who follows their rings is told from then on. */
    const hearRings = async ({ people, uid }: PeopleStoreUser) => {
      const heard: string[] = [];
      const onRings = (all: readonly ListedRing[]) => void heard.push(`rings: ${all.length}`);
      const onLost = () => void heard.push('lost');
      const onError = ({ code }: { code: string }) => void heard.push(code);
      people.watchRings(uid, { onRings, onLost, onError }, lifetime.signal);
      await vi.waitFor(() => expect(heard).toEqual(['rings: 0']), patiently);
      return heard;
    };

    const ring = ({ people, uid }: PeopleStoreUser, callee: PeopleStoreUser, changes: object = {}) => {
      const expiresAt = Date.now() + RING_EXPIRY_MS;
      const of = { ring: createRandomId(), callee: callee.uid, sealed: SEALED };
      const count = { rung: { [callee.uid]: 1 }, isFirst: true, lastRing: of.ring, expiresAt, ...changes };
      const { signal } = lifetime;
      return people.commitRing(uid, { type: 'ring', ...of, expiresAt }, { signal }, count);
    };

    it('gives a name to the first, shows it to whoever asks, and takes it back', async () => {
      const { caller, callee, stranger } = world;
      const claimed = newName();
      const nameId = foldPersonName(claimed);
      const read = () => stranger.people.readName(nameId, lifetime.signal);
      expect(await stranger.people.countName(stranger.uid, nameId, lifetime.signal)).toBe(true);
      expect(await read()).toBeNull();
      expect(await caller.people.readHolder(caller.uid, lifetime.signal)).toBeNull();
      await claim(caller, claimed);
      await expect(claim(callee, claimed)).rejects.toMatchObject({ code: 'refused' });
      expect(await read()).toMatchObject({ name: claimed, uid: caller.uid, keys: KEYS, releasedAt: null });
      expect(await caller.people.readHolder(caller.uid, lifetime.signal)).toMatchObject({ name: nameId });
      const keys = new Uint8Array(2 * SESSION_KEY_BYTES).fill(5);
      const renewal = { type: 'renew', nameId, keys, now: Date.now() } as const;
      await caller.people.changeName(caller.uid, renewal, lifetime.signal);
      expect(await read()).toMatchObject({ keys });
      const release = { type: 'release', nameId, now: Date.now() } as const;
      await expect(callee.people.changeName(callee.uid, release, lifetime.signal)).rejects.toMatchObject({
        code: 'refused',
      });
      await caller.people.changeName(caller.uid, release, lifetime.signal);
      expect(await read()).toBeNull();
    });

    it('shows a name to its owner, to whom its owner rings, and to whoever has had it counted last', async () => {
      const { caller, callee, stranger } = world;
      const claimed = newName();
      const nameId = foldPersonName(claimed);
      await claim(caller, claimed);
      const { signal } = lifetime;
      const readers = [caller, callee, stranger].map(
        ({ people }) =>
          () =>
            people.readName(nameId, signal),
      );
      const see = async () => (await Promise.all(readers.map((read) => read()))).map((name) => name !== null);
      const count = (id: string) => stranger.people.countName(stranger.uid, id, signal);
      expect(await see()).toEqual([true, false, false]);
      await ring(caller, callee);
      expect(await see()).toEqual([true, true, false]);
      expect(await count(nameId)).toBe(true);
      expect(await see()).toEqual([true, true, true]);
      // The same again costs nothing; another takes its place.
      for (let times = 0; times < 3; times += 1) expect(await count(nameId)).toBe(true);
      expect(await count(foldPersonName(newName()))).toBe(true);
      expect(await see()).toEqual([true, true, false]);
    });

    it('tells whose a name is as it is, when it is renewed, and, once, when they give it up elsewhere', async () => {
      const { caller } = world;
      const claimed = newName();
      const nameId = foldPersonName(claimed);
      await claim(caller, claimed);
      const [onName, onLost] = [vi.fn(), vi.fn()];
      caller.people.watchName(nameId, { onName, onLost }, lifetime.signal);
      await vi.waitFor(() => expect(onName).toHaveBeenCalled(), patiently);
      const keys = new Uint8Array(2 * SESSION_KEY_BYTES).fill(5);
      const { signal } = lifetime;
      await caller.people.changeName(caller.uid, { type: 'renew', nameId, keys, now: Date.now() }, signal);
      // What is heard in its order: the ring comes after the renewal.
      const heard: RingDoc[] = [];
      const onRing = (doc: RingDoc) => void heard.push(doc);
      caller.people.watchRing(caller.uid, { onRing, onError: () => {} }, signal);
      await ring(caller, world.callee);
      await vi.waitFor(() => expect(heard).not.toEqual([]), patiently);
      await vi.waitFor(
        () => expect(onName).toHaveBeenLastCalledWith(expect.objectContaining({ keys })),
        patiently,
      );
      expect(onLost).not.toHaveBeenCalled();
      await caller.people.changeName(caller.uid, { type: 'release', nameId, now: Date.now() }, signal);
      await vi.waitFor(() => expect(onLost).toHaveBeenCalledTimes(1), patiently);
    });

    it('has so many names asked for in an hour, and not one more', async () => {
      const { people, uid } = world.stranger;
      const count = () => people.countName(uid, foldPersonName(newName()), lifetime.signal);
      for (let times = 1; times <= MAX_NAMES_ASKED_FOR; times += 1)
        expect([times, await count()]).toEqual([times, true]);
      expect(await count()).toBe(false);
    });

    it('has no second name for anybody, and no other within the hour', async () => {
      const { caller } = world;
      const first = newName();
      await claim(caller, first);
      await expect(claim(caller)).rejects.toMatchObject({ code: 'refused' });
      await expect(claim(caller, newName(), foldPersonName(first))).rejects.toMatchObject({
        code: 'refused',
      });
    });

    it('shows the two who are concerned a ring, and what is said to it', async () => {
      const { caller, callee, stranger } = world;
      const heard: (readonly ListedRing[])[] = [];
      const own: RingDoc[] = [];
      const errors: string[] = [];
      const onError = ({ code }: { code: string }) => void errors.push(code);
      callee.people.watchRings(callee.uid, { onRings: (all) => heard.push(all), onError }, lifetime.signal);
      caller.people.watchRing(caller.uid, { onRing: (doc) => own.push(doc), onError }, lifetime.signal);
      await vi.waitFor(() => expect(heard.at(-1)).toEqual([]), patiently);
      const others: (readonly ListedRing[])[] = [];
      stranger.people.watchRings(
        stranger.uid,
        { onRings: (all) => others.push(all), onError },
        lifetime.signal,
      );
      expect(await caller.people.readRing(caller.uid, lifetime.signal)).toBeNull();
      await ring(caller, callee);
      await vi.waitFor(
        () => expect(heard.at(-1)).toMatchObject([{ caller: caller.uid, sealed: SEALED, reply: null }]),
        patiently,
      );
      const said = { type: 'answer', word: SEALED, page: createRandomId() } as const;
      const answer = (by: PeopleStoreUser, of: string, answered: 'ringing' | 'accepted') =>
        by.people.commitRing(
          caller.uid,
          { ...said, ring: of, answer: answered },
          { signal: lifetime.signal },
        );
      const id = heard.at(-1)?.[0]?.ring ?? '';
      await expect(answer(stranger, id, 'ringing')).rejects.toMatchObject({ code: 'refused' });
      await expect(answer(callee, createRandomId(), 'ringing')).rejects.toMatchObject({ code: 'refused' });
      await answer(callee, id, 'ringing');
      await vi.waitFor(() => expect(own.at(-1)).toMatchObject({ reply: { answer: 'ringing' } }), patiently);
      await answer(callee, id, 'accepted');
      await vi.waitFor(() => expect(own.at(-1)).toMatchObject({ reply: { answer: 'accepted' } }), patiently);
      await expect(answer(callee, id, 'accepted')).rejects.toMatchObject({ code: 'refused' });
      await vi.waitFor(() => expect(others.at(-1)).toEqual([]), patiently);
      expect(errors).toEqual([]);
    });

    it('tells whoever follows their rings that the database was lost, and what it says when it is back', async () => {
      const { caller, callee } = world;
      const heard = await hearRings(callee);
      const giveBack = await callee.loseDatabase();
      await vi.waitFor(() => expect(heard).toEqual(['rings: 0', 'lost']), { ...patiently, timeout: 30_000 });
      await giveBack();
      await vi.waitFor(() => expect(heard).toEqual(['rings: 0', 'lost', 'rings: 0']), patiently);
      await ring(caller, callee);
      await vi.waitFor(() => expect(heard.at(-1)).toBe('rings: 1'), patiently);
      expect(heard.filter((each) => each === 'lost')).toHaveLength(1);
    });

    it('calls nothing lost where only the channel is opened anew', async () => {
      const { caller, callee } = world;
      const heard = await hearRings(callee);
      callee.listenAnew();
      await vi.waitFor(() => expect(heard).toEqual(['rings: 0', 'rings: 0']), patiently);
      await ring(caller, callee);
      await vi.waitFor(() => expect(heard.at(-1)).toBe('rings: 1'), patiently);
      expect(heard).not.toContain('lost');
    });

    it('takes the next ring when the last is over, counted with it', async () => {
      const { caller, callee } = world;
      await ring(caller, callee);
      const again = { isFirst: false, rung: { [callee.uid]: 2 } };
      await expect(ring(caller, callee, again)).rejects.toMatchObject({ code: 'refused' });
      const last = await caller.people.readRing(caller.uid, lifetime.signal);
      const giveUp = { type: 'give-up', ring: last?.ring ?? '' } as const;
      await caller.people.commitRing(caller.uid, giveUp, { signal: lifetime.signal, isLastWord: true });
      const rungAt = last?.rungAt ?? 0;
      await vi.waitFor(
        () => expect(Date.now() - rungAt).toBeGreaterThan(MIN_RING_INTERVAL_MS + 200),
        patiently,
      );
      await expect(ring(caller, callee, { isFirst: false })).rejects.toMatchObject({ code: 'refused' });
      await ring(caller, callee, again);
      expect(await caller.people.readRing(caller.uid, lifetime.signal)).toMatchObject({ endedAt: null });
      const counts = await caller.people.readRinger(caller.uid, lifetime.signal);
      expect(counts).toMatchObject({ rung: { [callee.uid]: 2 }, since: rungAt });
      await expect(callee.people.readRinger(caller.uid, lifetime.signal)).rejects.toThrow();
    });
  });
}
