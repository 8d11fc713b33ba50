import { expect, it } from 'vitest';
import { mostCalls, simulateLoad, WRITES_PER_RANGE_AND_SECOND } from './index-load.ts';

const habits = { writes: 18, lengthSeconds: 1_800, holdsSeconds: 1_320 };

it('has every write fall at the end of an index by time, however many calls there are', () => {
  const { writesPerSecond, busiestByTime } = simulateLoad(20_000, habits);
  expect(writesPerSecond).toBe(200);
  expect(busiestByTime).toBe(200);
});

it('has them fall everywhere in an index by hosts', () => {
  const { busiestByHost } = simulateLoad(20_000, habits);
  expect(busiestByHost).toBeLessThan(200 / 16);
});

it('says how many calls an index by time takes', () => {
  const most = mostCalls(habits);
  expect(most).toBe(50_000);
  expect(simulateLoad(most, habits).busiestByTime).toBeCloseTo(WRITES_PER_RANGE_AND_SECOND);
});
