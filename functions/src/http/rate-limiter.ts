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
/**
 * Each instance tells of its requests when they are this part of a limit, so that all together write once a second to the
 * document of a key, however high its limit is. What an instance has not told of, others let through once more.
 */
const PARTS = 60;

/** How old that may be which an instance has heard of the others. Looking it up keeps nobody else from writing. */
const HEARD_FOR_MS = 1_000;

/** Where a key stands after a request. */
export interface RateLimit {
  readonly quota: number;
  /** Requests that are left in this window, as far as this instance knows. */
  readonly remaining: number;
  readonly secondsToReset: number;
  readonly isExceeded: boolean;
}

/** What an instance knows of one key in one window. */
interface Tally {
  readonly windowStartedAt: number;
  /** Requests that instances have told of, as this one last heard. */
  told: number;
  /** Undefined: it has not asked. */
  heardAt: number | undefined;
  /** Requests that this instance has let through and not told of. */
  untold: number;
  /** Requests that wait until they are told of, and how many of them may go. */
  waiting: number;
  admitted: number;
  telling: Promise<void> | undefined;
}

/**
 * Counts the requests of each API key in windows of a minute, over all instances of the function: `rateLimits/{keyId}`
 * says how many have been told of. Nothing is reserved, so no request is refused before as many as the quota were let
 * through, whichever instances they came to. Each instance may let through `untoldMax` more than that: none where the
 * quota is no more than 60.
 */
export class RateLimiter {
  readonly #firestore: Firestore;
  readonly #clock: () => number;
  /** Of this window: whoever asks once must not stay for ever. */
  #tallies = new Map<string, Tally>();
  #windowStartedAt = 0;

  constructor(firestore: Firestore, clock: () => number) {
    this.#firestore = firestore;
    this.#clock = clock;
  }

  /** Counts one request. */
  async count(keyId: string, quota: number): Promise<RateLimit> {
    const now = this.#clock();
    const tally = this.#tallyOf(keyId, now - (now % WINDOW_MS));
    const isExceeded = !(await this.#letThrough(keyId, quota, tally));
    return {
      quota,
      remaining: Math.max(0, quota - used(tally)),
      secondsToReset: Math.ceil((tally.windowStartedAt + WINDOW_MS - now) / 1000),
      isExceeded,
    };
  }

  async #letThrough(keyId: string, quota: number, tally: Tally): Promise<boolean> {
    const hasHeard = tally.heardAt !== undefined && this.#clock() - tally.heardAt < HEARD_FOR_MS;
    if (hasHeard && used(tally) < quota && tally.untold < untoldMax(quota)) {
      tally.untold += 1;
      return true;
    }
    tally.waiting += 1;
    try {
      while (tally.admitted === 0 && used(tally) < quota) {
        tally.telling ??= this.#tell(keyId, quota, tally).finally(() => {
          tally.telling = undefined;
        });
        await tally.telling;
      }
      if (tally.admitted === 0) return false;
      tally.admitted -= 1;
      return true;
    } finally {
      tally.waiting -= 1;
    }
  }

  #tallyOf(keyId: string, windowStartedAt: number): Tally {
    if (windowStartedAt !== this.#windowStartedAt) this.#tallies = new Map();
    this.#windowStartedAt = windowStartedAt;
    const known = this.#tallies.get(keyId);
    if (known !== undefined) return known;
    const none = { told: 0, heardAt: undefined, untold: 0, waiting: 0, admitted: 0, telling: undefined };
    const tally: Tally = { windowStartedAt, ...none };
    this.#tallies.set(keyId, tally);
    return tally;
  }

  /** Hears what others have told, and tells of all that was let through, and is now, when that is due. */
  async #tell(keyId: string, quota: number, tally: Tally): Promise<void> {
    const { windowStartedAt } = tally;
    const ref = this.#firestore.collection(RATE_LIMITS).doc(keyId);
    const window = Timestamp.fromMillis(windowStartedAt);
    const { told, newlyTold, admitted } = await optimistically(async () => {
      const stored = await ref.get();
      const isThisWindow = stored.get('windowStartedAt')?.isEqual(window) === true;
      const before: number = isThisWindow ? stored.get('taken') : 0;
      const { untold, waiting, heardAt } = tally;
      const admitted = Math.max(0, Math.min(waiting, quota - before - untold));
      const newlyTold = untold + admitted;
      // The first is told of at once: a burst may come to as many instances as it has requests.
      const isDue = heardAt === undefined || newlyTold > untoldMax(quota) || admitted < waiting;
      // Where all is used up everybody sees that already.
      if (!isDue || before >= quota) return { told: before, newlyTold: 0, admitted };
      const told = before + newlyTold;
      const expiresAt = Timestamp.fromMillis(windowStartedAt + WINDOW_MS + EXPIRY_MARGIN_MS);
      const fields = { windowStartedAt: window, taken: told, expiresAt };
      if (stored.updateTime === undefined) await ref.create(fields);
      else await ref.update(fields, { lastUpdateTime: stored.updateTime });
      return { told, newlyTold, admitted };
    }, CHANGED_MEANWHILE);
    tally.told = told;
    tally.heardAt = this.#clock();
    tally.untold += admitted - newlyTold;
    tally.admitted += admitted;
  }
}

/** How many requests an instance lets through before it tells of them. */
function untoldMax(quota: number): number {
  return Math.ceil(quota / PARTS) - 1;
}

/** Requests in this window, as far as an instance knows. */
function used({ told, untold }: Tally): number {
  return told + untold;
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
