import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { sweep } from '../../functions/src/sweep/sweep.ts';
import { clearFirestore, connectFirestore } from './firestore-under-test.ts';
import { beforeEachCommit } from './meddle.ts';
import { seedCall, seedCalls } from './seed-calls.ts';
import { countStored, missingParents, readStored } from './stored.ts';

const NOW = Date.parse('2030-01-01T12:00:00Z');
const LAPSED = NOW - 60_000;
const ALIVE = NOW + 60_000;
const OPTIONS = { clock: () => NOW, deadlineAt: NOW + 60_000 };
const UNAVAILABLE = 14;

const first = connectFirestore('sweep-interrupted');
const second = connectFirestore('sweep-interrupted-second');
const { firestore } = first;

beforeEach(clearFirestore);
afterAll(() => Promise.all([first.close(), second.close()]));

describe('sweep, interrupted', () => {
  test('orphans nothing when killed, and the next run finishes', async () => {
    await seedCalls(firestore, { count: 50, expiresAt: ALIVE, candidatesEach: 3 });
    const alive = await readStored(firestore);
    await seedCalls(firestore, { count: 2_000, expiresAt: LAPSED, candidatesEach: 3 });

    for (const kill of ['first', 'second']) {
      await killOnceItHasDeleted();
      const left = await countStored(firestore);
      expect(left, `the ${kill} kill came before the end`).toBeGreaterThan(alive.size);
      // Each call went in one commit, so each is either whole or gone.
      expect(left % 4).toBe(0);
      expect(await missingParents(firestore)).toEqual([]);
    }

    expect(await sweep(firestore, OPTIONS)).toMatchObject({ kept: 0, failed: 0, isComplete: true });
    expect(await readStored(firestore)).toEqual(alive);
    expect(await missingParents(firestore)).toEqual([]);
  });

  test('two runs at once delete everything, and each document is counted by one of them', async () => {
    await seedCalls(firestore, { count: 50, expiresAt: ALIVE, candidatesEach: 3 });
    const alive = await readStored(firestore);
    await seedCalls(firestore, { count: 1_000, expiresAt: LAPSED, candidatesEach: 3 });

    const reports = await Promise.all([sweep(firestore, OPTIONS), sweep(second.firestore, OPTIONS)]);

    for (const report of reports) expect(report).toMatchObject({ kept: 0, failed: 0, isComplete: true });
    expect(reports[0].calls + reports[1].calls).toBe(1_000);
    expect(reports[0].documents + reports[1].documents).toBe(4_000);
    expect(await readStored(firestore)).toEqual(alive);
    expect(await missingParents(firestore)).toEqual([]);
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
    await seedCall(firestore, { expiresAt: LAPSED, candidatesEach: 1_100 });
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

  test('goes on past a call that cannot be deleted, says so, and the next run deletes it', async () => {
    await seedCalls(firestore, { count: 40, expiresAt: LAPSED, candidatesEach: 1 });
    let commits = 0;
    const shaky = beforeEachCommit(firestore, () => {
      commits += 1;
      if (commits === 3) throw Object.assign(new Error('UNAVAILABLE'), { code: UNAVAILABLE });
    });

    expect(await sweep(shaky, OPTIONS)).toMatchObject({
      calls: 39,
      // The candidates of the one left had lapsed by themselves.
      documents: 79,
      failed: 1,
      firstFailureStatus: UNAVAILABLE,
      isComplete: false,
    });
    expect(await sweep(firestore, OPTIONS)).toMatchObject({ calls: 1, documents: 1, isComplete: true });
  });

  test('gives up when nothing can be deleted, and leaves everything to the next run', async () => {
    await seedCalls(firestore, { count: 100, expiresAt: LAPSED, candidatesEach: 1 });
    const broken = beforeEachCommit(firestore, () => {
      throw Object.assign(new Error('UNAVAILABLE'), { code: UNAVAILABLE });
    });

    const report = await sweep(broken, OPTIONS);

    expect(report).toMatchObject({ calls: 0, documents: 0, isComplete: false });
    expect(report.failed).toBeLessThan(20 + 16);
    expect(await countStored(firestore)).toBe(200);
    expect(await sweep(firestore, OPTIONS)).toMatchObject({ calls: 100, documents: 200, isComplete: true });
  });
});

/** Runs a sweep in a process of its own and kills it as soon as Firestore holds less than before. */
async function killOnceItHasDeleted(): Promise<void> {
  const before = await countStored(firestore);
  const program = fileURLToPath(new URL('run-sweep.ts', import.meta.url));
  const child = spawn(process.execPath, [program, String(NOW)], { stdio: ['ignore', 'ignore', 'inherit'] });
  const exited = once(child, 'exit');
  await expect.poll(() => countStored(firestore), { timeout: 20_000, interval: 1 }).toBeLessThan(before);
  child.kill('SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);
}
