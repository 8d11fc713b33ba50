/** What every store of words that are read out must do: run on the one in memory and on Firestore. */
import {
  CREATION_WINDOW_MS,
  MAX_CALLS_PER_CREATION_WINDOW,
  SESSION_KEY_BYTES,
  SPOKEN_LIFE_MS,
  type SpokenDoc,
} from '@parley/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SpokenStore } from '../ports/spoken-store.ts';

interface SpokenStoreUser {
  readonly spoken: SpokenStore;
  readonly uid: string;
}

export interface SpokenStoreWorld {
  readonly host: SpokenStoreUser;
  readonly guest: SpokenStoreUser;
  readonly stranger: SpokenStoreUser;
  /** A document ID that nobody has. */
  newDocId(): string;
  close(): Promise<void>;
}

const SEALED = new Uint8Array([1, 2, 3]);
const KEYS = {
  host: new Uint8Array(SESSION_KEY_BYTES).fill(4),
  guest: new Uint8Array(SESSION_KEY_BYTES).fill(5),
};
const patiently = { timeout: 10_000, interval: 10 };

export function describeSpokenStore(name: string, createWorld: () => Promise<SpokenStoreWorld>): void {
  describe(name, () => {
    let world: SpokenStoreWorld;
    let lifetime: AbortController;
    let docId: string;

    beforeEach(async () => {
      world = await createWorld();
      lifetime = new AbortController();
      docId = world.newDocId();
    });
    afterEach(async () => {
      lifetime.abort();
      await world.close();
    });

    const options = () => ({ signal: lifetime.signal });
    const readOut = (by = world.host) =>
      by.spoken.readOut(docId, { key: KEYS.host, expiresAt: Date.now() + SPOKEN_LIFE_MS }, lifetime.signal);
    const tryThem = (by: SpokenStoreUser, words = docId) => by.spoken.tryWords(words, lifetime.signal);
    const read = (by: SpokenStoreUser) => by.spoken.readSpoken(docId, lifetime.signal);
    const knock = (by: SpokenStoreUser) =>
      by.spoken.commitSpoken(docId, { type: 'knock', key: KEYS.guest, sealed: SEALED }, options());
    const refused = { code: 'refused' };
    const watch = (by: SpokenStoreUser) => {
      const heard: (SpokenDoc | null)[] = [];
      const onWords = (words: SpokenDoc | null) => void heard.push(words);
      by.spoken.watchSpoken(docId, { onWords, onError: () => heard.push(null) }, lifetime.signal);
      return heard;
    };

    it('shows the host who has typed them, and those what the host says, until they are taken away', async () => {
      await readOut();
      const [byHost, { guest, host }] = [watch(world.host), world];
      await tryThem(guest);
      expect(await read(guest)).toMatchObject({
        hostUid: host.uid,
        key: KEYS.host,
        knock: null,
        reply: null,
      });
      await knock(guest);
      const typed = { uid: guest.uid, key: KEYS.guest, sealed: SEALED };
      await expect.poll(() => byHost.at(-1)?.knock, patiently).toMatchObject(typed);
      const byGuest = watch(guest);
      const reply = { type: 'reply', key: KEYS.guest, reply: SEALED } as const;
      await host.spoken.commitSpoken(docId, reply, options());
      await expect.poll(() => byGuest.at(-1)?.reply, patiently).toEqual(SEALED);
      await host.spoken.forgetSpoken(docId, options());
      await expect.poll(() => byGuest.at(-1), patiently).toBeNull();
      expect(await read(guest)).toBeNull();
    });

    it('gives them to one who types them, until they go away', async () => {
      await readOut();
      await Promise.all([tryThem(world.guest), tryThem(world.stranger)]);
      await knock(world.guest);
      expect(await read(world.stranger)).toBeNull();
      await expect(knock(world.stranger)).rejects.toMatchObject(refused);
      await world.guest.spoken.commitSpoken(docId, { type: 'withdraw' }, options());
      // Knocks follow each other two seconds apart.
      const outcome = () =>
        knock(world.stranger).then(
          () => 'accepted',
          ({ code }) => code,
        );
      await expect.poll(outcome, { timeout: 10_000, interval: 200 }).toBe('accepted');
      expect(await read(world.guest)).toBeNull();
    });

    it('has nothing for whoever has not tried them, or has tried others since', async () => {
      await readOut();
      expect(await read(world.stranger)).toBeNull();
      await tryThem(world.stranger);
      expect(await read(world.stranger)).not.toBeNull();
      await tryThem(world.stranger, world.newDocId());
      expect(await read(world.stranger)).toBeNull();
      await expect(knock(world.stranger)).rejects.toMatchObject(refused);
    });

    it('lets nobody else take them away, nor read them out again', async () => {
      await readOut();
      await tryThem(world.stranger);
      await expect(world.stranger.spoken.forgetSpoken(docId, options())).rejects.toMatchObject(refused);
      await expect(readOut(world.stranger)).rejects.toMatchObject({ code: 'refused' });
      expect(await read(world.host)).not.toBeNull();
    });

    it(`counts ${MAX_CALLS_PER_CREATION_WINDOW} tries in ${CREATION_WINDOW_MS} ms, the same words once`, async () => {
      for (let count = 1; count < MAX_CALLS_PER_CREATION_WINDOW; count++)
        await tryThem(world.guest, world.newDocId());
      await tryThem(world.guest);
      await tryThem(world.guest);
      const tooMany = { code: 'too-many-tries' };
      await expect(tryThem(world.guest, world.newDocId())).rejects.toMatchObject(tooMany);
      expect(await read(world.guest)).toBeNull();
    });
  });
}
