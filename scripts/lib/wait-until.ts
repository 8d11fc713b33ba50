import { setTimeout as delay } from 'node:timers/promises';

const pollEveryMs = 100;

/** Waits for something that can only be asked for, not listened to. */
export async function waitUntil(
  isTrue: () => boolean | Promise<boolean>,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<void> {
  const giveUpAt = performance.now() + deadlineMs;
  while (!(await isTrue())) {
    if (performance.now() > giveUpAt) throw new Error(`Waited ${deadlineMs / 1000} s in vain`);
    await delay(pollEveryMs, undefined, { signal });
  }
}
