/**
 * Where a limit is a time, the server's clock runs on between writing the test's document and judging it. Where that
 * would carry a time over its limit, tests keep a margin of less than the second by which the limit could be wrong, and
 * what took longer is tried again.
 */
import { CLOCK_TOLERANCE_MS } from '@parley/protocol';
import type { Outcome } from './rest-firestore.ts';

export const MARGIN_MS = 600;

/** What becomes of a write that is judged within the margin. */
export async function promptly(writing: () => Promise<Outcome>): Promise<Outcome> {
  for (;;) {
    const startedAt = Date.now();
    const outcome = await writing();
    if (Date.now() - startedAt < MARGIN_MS) return outcome;
  }
}

/** How far a time may be, and may not be, from one that the server reckons from its own clock. */
export const within = [-CLOCK_TOLERANCE_MS + MARGIN_MS, 0, CLOCK_TOLERANCE_MS];
export const without = [
  -CLOCK_TOLERANCE_MS - MARGIN_MS,
  -CLOCK_TOLERANCE_MS - 1,
  CLOCK_TOLERANCE_MS + MARGIN_MS,
];
