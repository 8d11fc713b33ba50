/** What is left of a call that the sweep has deleted, so that nobody makes another one of its ID. */
import { CALLS, RETIRED, RETIRED_MS } from '@parley/protocol';
import { type DocumentReference, Timestamp } from 'firebase-admin/firestore';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { sweep } from '../../functions/src/sweep/sweep.ts';
import { clearProject, connectFirestore, QUIET_PROJECT } from './firestore-under-test.ts';
import { beforeAnyCommit, beforeEachCommit } from './meddle.ts';
import { seedCall, seedCalls } from './seed-calls.ts';
import { readRetired } from './stored.ts';
import { killOnceItHasDeleted } from './sweep-process.ts';

const NOW = Date.parse('2030-01-01T12:00:00Z');
const LAPSED = NOW - 60_000;
const ALIVE = NOW + 60_000;
const OPTIONS = { clock: () => NOW, deadlineAt: NOW + 60_000 };
const UNAVAILABLE = 14;
const MARK = { expiresAt: Timestamp.fromMillis(NOW + RETIRED_MS) };

const first = connectFirestore('retired', QUIET_PROJECT);
const second = connectFirestore('retired-second', QUIET_PROJECT);
const { firestore } = first;

beforeEach(() => clearProject(QUIET_PROJECT));
afterAll(() => Promise.all([first.close(), second.close()]));

/** The calls that are there, and the IDs that are retired, in one instant. */
async function readBoth(): Promise<{ calls: ReadonlySet<string>; retired: ReadonlySet<string> }> {
  const [calls, retired] = await firestore.runTransaction(
    (transaction) =>
      Promise.all([CALLS, RETIRED].map((name) => transaction.get(firestore.collection(name).select()))),
    { readOnly: true },
  );
  const ids = (docs: typeof calls) => new Set(docs?.docs.map(({ id }) => id));
  return { calls: ids(calls), retired: ids(retired) };
}

const idsOf = (calls: readonly DocumentReference[]) => new Set(calls.map(({ id }) => id));

describe('the ID of a call that the sweep deletes', () => {
  test('is retired for 400 days, with a date and without another word; one that lives is not', async () => {
    const lapsed = await seedCalls(firestore, { count: 20, expiresAt: LAPSED, candidatesEach: 3 });
    await seedCalls(firestore, { count: 5, expiresAt: ALIVE, candidatesEach: 3 });
    await sweep(firestore, OPTIONS);
    expect(await readRetired(firestore)).toEqual(new Map(lapsed.map(({ id }) => [id, MARK])));
    expect(RETIRED_MS).toBe(400 * 24 * 60 * 60_000);
  });

  test.each([497, 498, 499, 500, 1_100])(
    'is retired together with it when %i documents lie beneath',
    async (candidatesEach) => {
      const call = await seedCall(firestore, { expiresAt: LAPSED, candidatesEach });
      const report = await sweep(firestore, OPTIONS);
      expect(report).toMatchObject({ calls: 1, documents: candidatesEach + 1, isComplete: true });
      expect(await readRetired(firestore)).toEqual(new Map([[call.id, MARK]]));
    },
  );

  test('is retired in the same instant, wherever a sweep is killed', async () => {
    const all = idsOf(await seedCalls(firestore, { count: 1_000, expiresAt: LAPSED, candidatesEach: 1 }));
    expect(await killOnceItHasDeleted(firestore, NOW)).toEqual([null, 'SIGKILL']);
    const { calls, retired } = await readBoth();
    expect(calls.size, 'the kill came before the end').toBeGreaterThan(0);
    expect(retired.size).toBeGreaterThan(0);
    expect(retired).toEqual(new Set([...all].filter((id) => !calls.has(id))));
  });

  test('is retired once, by whichever of two sweeps at once', async () => {
    const all = await seedCalls(firestore, { count: 300, expiresAt: LAPSED, candidatesEach: 1 });
    await Promise.all([sweep(firestore, OPTIONS), sweep(second.firestore, OPTIONS)]);
    expect(await readRetired(firestore)).toEqual(new Map(all.map(({ id }) => [id, MARK])));
  });

  test('is not retired while its call cannot be deleted', async () => {
    const call = await seedCall(firestore, { expiresAt: LAPSED, candidatesEach: 1 });
    let mayCommit = false;
    const shaky = beforeEachCommit(firestore, () => {
      if (!mayCommit) throw Object.assign(new Error('UNAVAILABLE'), { code: UNAVAILABLE });
    });
    expect(await sweep(shaky, OPTIONS)).toMatchObject({ calls: 0, failed: 1 });
    expect((await readRetired(firestore)).size).toBe(0);
    mayCommit = true;
    expect(await sweep(shaky, OPTIONS)).toMatchObject({ calls: 1, failed: 0 });
    expect(await readRetired(firestore)).toEqual(new Map([[call.id, MARK]]));
  });

  test('is not retired when the call was revived just before', async () => {
    const revived = await seedCall(firestore, { expiresAt: LAPSED, candidatesEach: 1 });
    const other = await seedCall(firestore, { expiresAt: LAPSED, candidatesEach: 1 });
    const meddled = beforeAnyCommit(firestore, async () => {
      await revived.update({ expiresAt: Timestamp.fromMillis(ALIVE) });
    });
    expect(await sweep(meddled, OPTIONS)).toMatchObject({ calls: 1, kept: 1 });
    expect(await readRetired(firestore)).toEqual(new Map([[other.id, MARK]]));
  });

  test('is free again when its date has come, a page at a time, and not a millisecond before', async () => {
    await seedCalls(firestore, { count: 30, expiresAt: LAPSED, candidatesEach: 0 });
    await sweep(firestore, OPTIONS);
    const later = (now: number) => ({ clock: () => now, deadlineAt: now + 60_000, pageSize: 7 });
    const lapsesAt = MARK.expiresAt.toMillis();
    expect(await sweep(firestore, later(lapsesAt - 1))).toMatchObject({ documents: 0 });
    expect((await readRetired(firestore)).size).toBe(30);
    expect(await sweep(firestore, later(lapsesAt))).toMatchObject({ documents: 30, isComplete: true });
    expect((await readRetired(firestore)).size).toBe(0);
  });
});
