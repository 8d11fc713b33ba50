import { CALLS } from '@parley/protocol';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { sweep } from '../../functions/src/sweep/sweep.ts';
import { clearProject, connectFirestore, QUIET_PROJECT } from './firestore-under-test.ts';
import { beforeEachCommit } from './meddle.ts';
import { newDocId, seedCall, seedCalls, seedCandidates } from './seed-calls.ts';
import { countCandidates, countStored, missingParents, readStored } from './stored.ts';
import { killOnceItHasDeleted } from './sweep-process.ts';

const NOW = Date.parse('2030-01-01T12:00:00Z');
const LAPSED = NOW - 60_000;
const ALIVE = NOW + 60_000;
const OPTIONS = { clock: () => NOW, deadlineAt: NOW + 60_000 };
const UNAVAILABLE = 14;

const first = connectFirestore('sweep-interrupted', QUIET_PROJECT);
const second = connectFirestore('sweep-interrupted-second', QUIET_PROJECT);
const { firestore } = first;

beforeEach(() => clearProject(QUIET_PROJECT));
afterAll(() => Promise.all([first.close(), second.close()]));

describe('sweep, interrupted', () => {
  test('orphans nothing when killed, and the next run finishes', async () => {
    await seedCalls(firestore, { count: 50, expiresAt: ALIVE, candidatesEach: 3 });
    const alive = await readStored(firestore);
    await seedCalls(firestore, { count: 800, expiresAt: LAPSED, candidatesEach: 3 });

    for (const kill of ['first', 'second']) {
      expect(await killOnceItHasDeleted(firestore, NOW)).toEqual([null, 'SIGKILL']);
      const candidates = countCandidates(await readStored(firestore));
      expect(candidates.size, `the ${kill} kill came before the end`).toBeGreaterThan(50);
      // Each call went in one commit, so it is either whole or gone.
      expect(new Set(candidates.values())).toEqual(new Set([3]));
    }

    expect(await sweep(firestore, OPTIONS)).toMatchObject({ kept: 0, failed: 0, isComplete: true });
    expect(await readStored(firestore)).toEqual(alive);
    expect(await missingParents(firestore)).toEqual([]);
  });

  test('two runs at once delete everything, and each document is counted by one of them', async () => {
    await seedCalls(firestore, { count: 50, expiresAt: ALIVE, candidatesEach: 3 });
    const alive = await readStored(firestore);
    await seedCalls(firestore, { count: 400, expiresAt: LAPSED, candidatesEach: 3 });

    const reports = await Promise.all([sweep(firestore, OPTIONS), sweep(second.firestore, OPTIONS)]);

    for (const report of reports) expect(report).toMatchObject({ kept: 0, failed: 0, isComplete: true });
    expect(reports[0].calls + reports[1].calls).toBe(400);
    expect(reports[0].documents + reports[1].documents).toBe(1_600);
    expect(await readStored(firestore)).toEqual(alive);
    expect(await missingParents(firestore)).toEqual([]);
  });

  test('two runs at once count each orphaned candidate document once', async () => {
    await seedOrphans(600);
    const reports = await Promise.all([sweep(firestore, OPTIONS), sweep(second.firestore, OPTIONS)]);
    for (const report of reports) expect(report).toMatchObject({ failed: 0, isComplete: true });
    expect(reports[0].documents + reports[1].documents).toBe(600);
    expect(await countStored(firestore)).toBe(0);
  });

  test('stops when its time is up, says so, and the next run finishes', async () => {
    await seedCalls(firestore, { count: 100, expiresAt: LAPSED, candidatesEach: 1 });
    let now = NOW;
    const slow = beforeEachCommit(firestore, () => {
      now += 1_000;
    });

    const report = await sweep(slow, { clock: () => now, deadlineAt: NOW + 30_000, pageSize: 10 });

    expect(report.isComplete).toBe(false);
    expect(report.calls).toBeGreaterThanOrEqual(30);
    // What had begun was finished: no more than are in work at once.
    expect(report.calls).toBeLessThan(30 + 16);
    expect(report.durationMs).toBe(report.calls * 1_000);
    expect(await countStored(firestore)).toBe(200 - report.documents);

    expect(await sweep(firestore, OPTIONS)).toMatchObject({ calls: 100 - report.calls, isComplete: true });
    expect(await countStored(firestore)).toBe(0);
  });

  test('stops in the middle of a huge call when its time is up, and the next run finishes it', async () => {
    // The candidates would still live by their own time, so that the call alone is what is left to do.
    await seedCall(firestore, { expiresAt: LAPSED, candidatesExpireAt: ALIVE, candidatesEach: 1_100 });
    let now = NOW;
    const slow = beforeEachCommit(firestore, () => {
      now += 1_000;
    });

    const report = await sweep(slow, { clock: () => now, deadlineAt: NOW + 1_000 });

    expect(report).toMatchObject({ calls: 0, documents: 500, isComplete: false });
    expect(await missingParents(firestore)).toEqual([]);
    expect(await sweep(firestore, OPTIONS)).toMatchObject({ calls: 1, documents: 601, isComplete: true });
    expect(await countStored(firestore)).toBe(0);
  });

  test('stops among orphaned candidates when its time is up, and the next run finishes', async () => {
    await seedOrphans(100);
    let now = NOW;
    function clock(): number {
      now += 1_000;
      return now;
    }

    // It is asked at the start, before each of three phases and before each page: the eighth time it is too late.
    const report = await sweep(firestore, { clock, deadlineAt: NOW + 8_000, pageSize: 10 });

    expect(report).toMatchObject({ documents: 30, isComplete: false });
    expect(await sweep(firestore, OPTIONS)).toMatchObject({ documents: 70, isComplete: true });
    expect(await countStored(firestore)).toBe(0);
  });

  test('goes on past a call that cannot be deleted, says so, and the next run deletes it', async () => {
    await seedCalls(firestore, { count: 40, expiresAt: LAPSED, candidatesEach: 1 });
    let commits = 0;
    const shaky = beforeEachCommit(firestore, () => {
      commits += 1;
      if (commits === 3) throw Object.assign(new Error('UNAVAILABLE'), { code: UNAVAILABLE });
    });

    // The one that failed is not met again on a later page.
    expect(await sweep(shaky, { ...OPTIONS, pageSize: 10 })).toMatchObject({
      calls: 39,
      // The candidates of the one left had lapsed by themselves.
      documents: 79,
      failed: 1,
      firstFailureStatus: UNAVAILABLE,
      isComplete: false,
    });
    expect(await sweep(firestore, OPTIONS)).toMatchObject({ calls: 1, documents: 1, isComplete: true });
  });

  test('gives up on calls when none can be deleted, leaves them to the next run, and looks at the rest', async () => {
    await seedCalls(firestore, { count: 100, expiresAt: LAPSED, candidatesEach: 1 });
    const broken = beforeEachCommit(firestore, () => {
      throw Object.assign(new Error('UNAVAILABLE'), { code: UNAVAILABLE });
    });

    const report = await sweep(broken, OPTIONS);

    // The candidates had lapsed by themselves.
    expect(report).toMatchObject({ calls: 0, documents: 100, isComplete: false });
    expect(report.failed).toBeLessThan(20 + 16);
    expect(await countStored(firestore)).toBe(100);
    expect(await sweep(firestore, OPTIONS)).toMatchObject({ calls: 100, documents: 100, isComplete: true });
  });
});

/** Leaves candidates beneath calls that do not exist, as an admin program may. */
async function seedOrphans(count: number): Promise<void> {
  const calls = Array.from({ length: count }, () => firestore.collection(CALLS).doc(newDocId()));
  await Promise.all(calls.map((call) => seedCandidates(call, LAPSED)));
}
