import type { Page } from 'playwright-core';
import { afterEach, expect, test, vi } from 'vitest';
import { untilQuiet } from './contenders.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A page in which the timers come as late as the test says. @returns how many there have been */
function busyPage(lateMs: (count: number) => number) {
  let [count, now] = [0, 0];
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  vi.stubGlobal('setTimeout', (act: () => void, ms: number) => {
    count += 1;
    if (count > 10_000) throw new Error('Without end');
    now += ms + lateMs(count);
    queueMicrotask(act);
  });
  const page = { evaluate: (act: () => Promise<void>) => act() } as unknown as Pick<Page, 'evaluate'>;
  return { page, count: () => count };
}

test('A page is quiet when twenty timers in a row came in time', async () => {
  const { page, count } = busyPage((tick) => (tick === 5 ? 13 : 12));
  await untilQuiet(page);
  expect(count()).toBe(25);
});

test('A page that never becomes quiet is given up', async () => {
  const { page } = busyPage(() => 13);
  await expect(untilQuiet(page)).rejects.toThrow('The page was never quiet');
});
