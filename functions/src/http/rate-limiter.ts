import { type Firestore, GrpcStatus, Timestamp } from 'firebase-admin/firestore';
import { RATE_LIMITS } from '../stored/collections.ts';
import { optimistically } from '../stored/optimistically.ts';
import { Problem } from './problem.ts';

const CHANGED_MEANWHILE = [
  GrpcStatus.NOT_FOUND,
  GrpcStatus.ALREADY_EXISTS,
  GrpcStatus.FAILED_PRECONDITION,
  GrpcStatus.ABORTED,
];

const WINDOW_MS = 60_000;
/** How long past its window a document may be kept: clocks differ. */
const EXPIRY_MARGIN_MS = 60_000;
/** Each instance takes this part of a limit at once, so that it asks the database twenty times a minute and not with every request. */
const SHARES = 20;

/** Where a key stands after a request. */
export interface RateLimit {
  readonly quota: number;
  /** Requests that are left in this window, as far as this instance knows. */
  readonly remaining: number;
  readonly secondsToReset: number;
  readonly isExceeded: boolean;
}

/** What an instance knows of one key in one window. */
interface Allowance {
  readonly windowStartedAt: number;
  /** Requests that this instance has taken and not used. */
  taken: number;
  /** Requests that nobody has taken. */
  left: number;
  taking: Promise<void> | undefined;
}

/**
 * Counts the requests of each API key in windows of a minute, over all instances of the function: `rateLimits/{keyId}`
 * says how many have been taken.
 */
export class RateLimiter {
  readonly #firestore: Firestore;
  readonly #clock: () => number;
  /** Of this window: whoever asks once must not stay for ever. */
  #allowances = new Map<string, Allowance>();
  #windowStartedAt = 0;

  constructor(firestore: Firestore, clock: () => number) {
    this.#firestore = firestore;
    this.#clock = clock;
  }

  /** Counts one request. */
  async count(keyId: string, quota: number): Promise<RateLimit> {
    const now = this.#clock();
    const allowance = this.#allowanceOf(keyId, quota, now - (now % WINDOW_MS));
    while (allowance.taken === 0 && allowance.left > 0) {
      allowance.taking ??= this.#take(keyId, quota, allowance).finally(() => {
        allowance.taking = undefined;
      });
      await allowance.taking;
    }
    const isExceeded = allowance.taken === 0;
    if (!isExceeded) allowance.taken -= 1;
    return {
      quota,
      remaining: allowance.taken + allowance.left,
      secondsToReset: Math.ceil((allowance.windowStartedAt + WINDOW_MS - now) / 1000),
      isExceeded,
    };
  }

  #allowanceOf(keyId: string, quota: number, windowStartedAt: number): Allowance {
    if (windowStartedAt !== this.#windowStartedAt) this.#allowances = new Map();
    this.#windowStartedAt = windowStartedAt;
    const known = this.#allowances.get(keyId);
    if (known !== undefined) return known;
    const allowance = { windowStartedAt, taken: 0, left: quota, taking: undefined };
    this.#allowances.set(keyId, allowance);
    return allowance;
  }

  async #take(keyId: string, quota: number, allowance: Allowance): Promise<void> {
    const { windowStartedAt } = allowance;
    const ref = this.#firestore.collection(RATE_LIMITS).doc(keyId);
    const window = Timestamp.fromMillis(windowStartedAt);
    const { before, share } = await optimistically(async () => {
      const stored = await ref.get();
      const isThisWindow = stored.get('windowStartedAt')?.isEqual(window) === true;
      const before: number = isThisWindow ? stored.get('taken') : 0;
      const share = Math.max(0, Math.min(Math.ceil(quota / SHARES), quota - before));
      if (share === 0) return { before, share };
      const expiresAt = Timestamp.fromMillis(windowStartedAt + WINDOW_MS + EXPIRY_MARGIN_MS);
      const fields = { windowStartedAt: window, taken: before + share, expiresAt };
      if (stored.updateTime === undefined) await ref.create(fields);
      else await ref.update(fields, { lastUpdateTime: stored.updateTime });
      return { before, share };
    }, CHANGED_MEANWHILE);
    allowance.taken += share;
    allowance.left = Math.max(0, quota - before - share);
  }
}

/** https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ */
export function rateLimitHeaders({ quota, remaining, secondsToReset }: RateLimit): Record<string, string> {
  return {
    'RateLimit-Policy': `"per-key";q=${quota};w=${WINDOW_MS / 1000}`,
    RateLimit: `"per-key";r=${remaining};t=${secondsToReset}`,
  };
}

/** @throws {Problem} `too-many-requests` */
export function assertNotExceeded({ isExceeded, secondsToReset }: RateLimit): void {
  if (isExceeded) throw new Problem('too-many-requests', { headers: { 'Retry-After': `${secondsToReset}` } });
}
