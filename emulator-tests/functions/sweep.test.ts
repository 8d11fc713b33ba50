import { CALLS, KNOCKS } from '@parley/protocol';
import { Timestamp } from 'firebase-admin/firestore';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { sweep } from '../../functions/src/sweep/sweep.ts';
import { STANDALONE_COLLECTIONS } from '../../functions/src/sweep/swept-collections.ts';
import { clearProject, connectFirestore, QUIET_PROJECT } from './firestore-under-test.ts';
import { newDocId, seedCall, seedCalls, seedCandidates } from './seed-calls.ts';
import { countStored, missingParents, readStored } from './stored.ts';

const NOW = Date.parse('2030-01-01T12:00:00Z');
const LAPSED = NOW - 60_000;
const ALIVE = NOW + 60_000;
const OPTIONS = { clock: () => NOW, deadlineAt: NOW + 60_000 };

const { firestore, close } = connectFirestore('sweep', QUIET_PROJECT);

beforeEach(() => clearProject(QUIET_PROJECT));
afterAll(close);

describe('sweep', () => {
  test('deletes 800 stale calls, over several pages, and all beneath them, and changes nothing of those that live', async () => {
    await seedCalls(firestore, { count: 200, expiresAt: ALIVE, candidatesEach: 3 });
    await seedCalls(firestore, { count: 50, expiresAt: ALIVE, candidatesEach: 3, isEnded: true });
    const alive = await readStored(firestore);
    expect(alive.size).toBe(250 * 4);
    await seedCalls(firestore, { count: 750, expiresAt: LAPSED, candidatesEach: 3 });
    await seedCalls(firestore, { count: 50, expiresAt: LAPSED, candidatesEach: 3, isEnded: true });

    const report = await sweep(firestore, OPTIONS);

    expect(report).toEqual({
      calls: 800,
      documents: 3_200,
      rested: 0,
      kept: 0,
      failed: 0,
      unreadable: 0,
      firstFailureStatus: null,
      durationMs: 0,
      isComplete: true,
    });
    expect(await readStored(firestore)).toEqual(alive);
    expect(await missingParents(firestore)).toEqual([]);
  });

  test('has nothing to do when called again', async () => {
    await seedCalls(firestore, { count: 5, expiresAt: LAPSED, candidatesEach: 3 });
    expect(await sweep(firestore, OPTIONS)).toMatchObject({ calls: 5, documents: 20, isComplete: true });
    expect(await sweep(firestore, OPTIONS)).toMatchObject({ calls: 0, documents: 0, isComplete: true });
  });

  test('deletes a call in the millisecond it lapses, and not one before', async () => {
    await seedCall(firestore, { expiresAt: NOW, candidatesEach: 1 });
    const alive = await seedCall(firestore, { expiresAt: NOW + 1, candidatesEach: 0 });
    expect(await sweep(firestore, OPTIONS)).toMatchObject({ calls: 1, documents: 2 });
    expect([...(await readStored(firestore)).keys()]).toEqual([alive.path]);
  });

  test('deletes a call with more beneath it than one commit takes', async () => {
    await seedCall(firestore, { expiresAt: LAPSED, candidatesEach: 1_100 });
    await seedCall(firestore, { expiresAt: LAPSED, candidatesEach: 499 });
    await seedCall(firestore, { expiresAt: LAPSED, candidatesEach: 500 });
    expect(await sweep(firestore, OPTIONS)).toMatchObject({ calls: 3, documents: 2_102, isComplete: true });
    expect(await countStored(firestore)).toBe(0);
  });

  test('deletes the candidates of a call whose document is gone once their own time has come', async () => {
    const calls = firestore.collection(CALLS);
    await seedCandidates(calls.doc(newDocId()), LAPSED);
    const early = await seedCandidates(calls.doc(newDocId()), ALIVE);
    expect(await missingParents(firestore)).toHaveLength(2);

    expect(await sweep(firestore, OPTIONS)).toMatchObject({ calls: 0, documents: 1, isComplete: true });
    expect([...(await readStored(firestore)).keys()]).toEqual([early.path]);

    const later = { clock: () => ALIVE, deadlineAt: ALIVE + 1 };
    expect(await sweep(firestore, later)).toMatchObject({ calls: 0, documents: 1, isComplete: true });
    expect(await missingParents(firestore)).toEqual([]);
  });

  test('deletes lapsed candidates of a live call, and leaves the call as it is', async () => {
    const call = await seedCall(firestore, { expiresAt: ALIVE, candidatesEach: 0 });
    const before = await readStored(firestore);
    await seedCandidates(call, LAPSED);
    expect(await sweep(firestore, OPTIONS)).toMatchObject({ calls: 0, documents: 1, isComplete: true });
    expect(await readStored(firestore)).toEqual(before);
  });

  test('deletes the knocks at a door with its call, and a lapsed one from a call that lives', async () => {
    const [over, alive] = await Promise.all(
      [LAPSED, ALIVE].map((expiresAt) => seedCall(firestore, { expiresAt, candidatesEach: 0 })),
    );
    const knock = (call: typeof over, uid: string, expiresAt: number) =>
      call
        ?.collection(KNOCKS)
        .doc(uid)
        .create({ expiresAt: Timestamp.fromMillis(expiresAt) });
    await Promise.all([
      knock(over, 'early', ALIVE),
      knock(alive, 'late', LAPSED),
      knock(alive, 'early', ALIVE),
    ]);
    expect(await sweep(firestore, OPTIONS)).toMatchObject({ calls: 1, documents: 3, isComplete: true });
    expect([...(await readStored(firestore)).keys()].toSorted()).toEqual(
      [alive?.path, `${alive?.path}/${KNOCKS}/early`].toSorted(),
    );
  });

  test.each(STANDALONE_COLLECTIONS)(
    'deletes what has lapsed of %s, and nothing that has not',
    async (name) => {
      const documents = firestore.collection(name);
      await documents.doc('lapsed').set({ expiresAt: Timestamp.fromMillis(NOW) });
      await documents.doc('alive').set({ expiresAt: Timestamp.fromMillis(NOW + 1) });
      expect(await sweep(firestore, OPTIONS)).toMatchObject({ calls: 0, documents: 1, isComplete: true });
      expect((await documents.listDocuments()).map(({ id }) => id)).toEqual(['alive']);
    },
  );

  test('gets through many small pages', async () => {
    await seedCalls(firestore, { count: 50, expiresAt: LAPSED, candidatesEach: 1 });
    const orphans = Array.from({ length: 20 }, () => firestore.collection(CALLS).doc(newDocId()));
    await Promise.all(orphans.map((call) => seedCandidates(call, LAPSED)));
    const report = await sweep(firestore, { ...OPTIONS, pageSize: 7 });
    expect(report).toMatchObject({ calls: 50, documents: 120, isComplete: true });
    expect(await countStored(firestore)).toBe(0);
  });
});
