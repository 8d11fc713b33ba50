/** When a delivery is tried again, and when no more. */
export interface AttemptPace {
  /** At one delivery or replay, the first included. */
  readonly maxAttempts: number;
  readonly firstWaitMs: number;
}

/** More than two days altogether. */
export const PRODUCTION_PACE: AttemptPace = { maxAttempts: 20, firstWaitMs: 10_000 };

/** On the emulator half a minute: it is the developer who waits there. */
export const EMULATOR_PACE: AttemptPace = { maxAttempts: 6, firstWaitMs: 1_000 };

const MAX_WAIT_MS = 6 * 60 * 60_000;

/**
 * Milliseconds to the next attempt: twice as long each time, up to six hours. A receiver that asks for longer gets it,
 * up to as much.
 * @param attempt how many were made before the one that has just failed
 * @param retryAfterMs undefined: the receiver has not asked
 */
export function waitAfter(attempt: number, retryAfterMs: number | undefined, pace: AttemptPace): number {
  const backoff = pace.firstWaitMs * 2 ** attempt;
  return Math.min(Math.max(backoff, retryAfterMs ?? 0), MAX_WAIT_MS);
}

/**
 * What a receiver asks for: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 * @returns milliseconds; undefined: nothing that can be read
 */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}
