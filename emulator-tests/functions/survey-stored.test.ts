import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { surveyStored } from '../../functions/src/sweep/survey-stored.ts';
import { clearProject, connectFirestore, QUIET_PROJECT } from './firestore-under-test.ts';
import { seedCalls } from './seed-calls.ts';

const { firestore, close } = connectFirestore('survey-stored', QUIET_PROJECT);
beforeEach(() => clearProject(QUIET_PROJECT));
afterAll(close);

const minutes = (count: number) => count * 60_000;

describe('what is stored', () => {
  test('is counted by collection, with what has lapsed and for how long', async () => {
    const now = Date.now();
    await seedCalls(firestore, { count: 2, expiresAt: now - minutes(7), candidatesEach: 4 });
    await seedCalls(firestore, { count: 3, expiresAt: now + minutes(7), candidatesEach: 2 });
    const groups = await surveyStored(firestore, now);
    const found = groups.filter(({ count }) => count > 0);
    expect(found.map(({ name, count, lapsed, overdueMs }) => ({ name, count, lapsed, overdueMs }))).toEqual([
      { name: 'calls', count: 5, lapsed: 2, overdueMs: minutes(7) },
      { name: 'offerCandidates', count: 7, lapsed: 4, overdueMs: minutes(7) },
      { name: 'answerCandidates', count: 7, lapsed: 4, overdueMs: minutes(7) },
    ]);
  });

  test('is counted by age, by when it was created', async () => {
    await seedCalls(firestore, { count: 2, expiresAt: Date.now() + minutes(7), candidatesEach: 0 });
    const [now, later] = [Date.now(), Date.now() + minutes(90)];
    const [[calls], [laterCalls]] = [
      await surveyStored(firestore, now),
      await surveyStored(firestore, later),
    ];
    expect(calls?.byAge.map(({ count }) => count)).toEqual([2, 0, 0, 0, 0]);
    expect(laterCalls?.byAge.map(({ count }) => count)).toEqual([0, 0, 0, 2, 0]);
    expect(laterCalls?.oldestMs).toBeGreaterThanOrEqual(minutes(90));
  });

  test('shows what nothing would ever delete', async () => {
    await firestore.collection('calls').doc('without-a-time').set({ version: 1 });
    const [calls] = await surveyStored(firestore, Date.now());
    expect([calls?.count, calls?.timeless, calls?.lapsed]).toEqual([1, 1, 0]);
  });
});
