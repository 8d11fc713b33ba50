import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { callSweep } from './call-sweep.ts';
import { clearFirestore, connectFirestore } from './firestore-under-test.ts';
import { seedCalls } from './seed-calls.ts';
import { missingParents, readStored } from './stored.ts';

const HOUR_MS = 60 * 60_000;

const { firestore, close } = connectFirestore('sweep-function');

beforeEach(clearFirestore);
afterAll(close);

describe('sweepStaleCalls', () => {
  test('sweeps when it is called, and leaves live calls alone', async () => {
    await seedCalls(firestore, { count: 10, expiresAt: Date.now() + HOUR_MS, candidatesEach: 3 });
    const alive = await readStored(firestore);
    await seedCalls(firestore, { count: 100, expiresAt: Date.now() - HOUR_MS, candidatesEach: 3 });

    expect(await callSweep()).toBe(200);

    expect(await readStored(firestore)).toEqual(alive);
    expect(await missingParents(firestore)).toEqual([]);
  });

  test('goes by its own clock, whatever time the trigger claims', async () => {
    await seedCalls(firestore, { count: 10, expiresAt: Date.now() + HOUR_MS, candidatesEach: 3 });
    const alive = await readStored(firestore);
    const claimed = new Date(Date.now() + 24 * HOUR_MS).toISOString();
    expect(await callSweep({ 'X-CloudScheduler-ScheduleTime': claimed })).toBe(200);
    expect(await readStored(firestore)).toEqual(alive);
  });

  test('does no harm when it is triggered several times at once', async () => {
    await seedCalls(firestore, { count: 10, expiresAt: Date.now() + HOUR_MS, candidatesEach: 3 });
    const alive = await readStored(firestore);
    await seedCalls(firestore, { count: 300, expiresAt: Date.now() - HOUR_MS, candidatesEach: 3 });

    expect(await Promise.all([callSweep(), callSweep(), callSweep()])).toEqual([200, 200, 200]);

    expect(await readStored(firestore)).toEqual(alive);
    expect(await missingParents(firestore)).toEqual([]);
  });
});
