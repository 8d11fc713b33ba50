/**
 * Time that passes only when a test says so, and never faster than the work in it: cryptography runs on threads, so
 * before each step of fake time whatever was begun is finished.
 */
import { afterEach, beforeEach, vi } from 'vitest';

const STEP_MS = 20;
const LONG_MS = 120_000;

/** What runs on threads. */
const COUNTED = [
  ...(['generateKey', 'importKey', 'exportKey', 'deriveBits', 'deriveKey'] as const),
  ...(['encrypt', 'decrypt', 'sign', 'digest'] as const),
] as const;

let pendingCount = 0;

/** Call once at the top of a test file. */
export function useFakeTime(): void {
  beforeEach(() => {
    // setImmediate stays real: it is what lets the threads report.
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    });
    for (const method of COUNTED) count(method);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });
}

/** Lets time pass, and everything happen that happens in it. */
export async function pass(ms: number): Promise<void> {
  for (let passedMs = 0; passedMs < ms; passedMs += STEP_MS) {
    await settle();
    await vi.advanceTimersByTimeAsync(STEP_MS);
  }
  await settle();
}

/** Lets time pass until the assertion holds; at most two minutes of it. */
export async function until(assertion: () => void): Promise<void> {
  for (let passedMs = 0; passedMs < LONG_MS; passedMs += STEP_MS) {
    await settle();
    try {
      return assertion();
    } catch {
      await vi.advanceTimersByTimeAsync(STEP_MS);
    }
  }
  assertion();
}

/** Everything that was begun is done, and nothing follows from it without time passing. */
async function settle(): Promise<void> {
  for (let quiet = 0; quiet < 2; quiet = pendingCount === 0 ? quiet + 1 : 0) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function count(method: (typeof COUNTED)[number]): void {
  const { subtle } = crypto;
  const original = subtle[method].bind(subtle) as (...args: unknown[]) => Promise<never>;
  vi.spyOn(subtle, method).mockImplementation((...args: unknown[]) => {
    pendingCount += 1;
    return original(...args).finally(() => {
      pendingCount -= 1;
    });
  });
}
