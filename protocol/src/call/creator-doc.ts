import { CREATION_WINDOW_MS, MAX_CALLS_PER_CREATION_WINDOW } from '../reading/limits.ts';
import { parseTime } from '../reading/parsing.ts';
import { type DocumentWrite, SERVER_TIME, Time } from './document-write.ts';

/** The name of the collection. */
export const CREATORS = 'creators';

/** How long past its window the document may be kept: clocks differ. */
const EXPIRY_MARGIN_MS = 60_000;

/**
 * `creators/{uid}`: how many calls a user has created lately. It is written together with each new call, which the
 * rules refuse without it, so that one account cannot fill the database.
 */
export interface CreatorDoc {
  /** When the present window began, by the server's clock. */
  readonly since: number;
  /** Calls created since then. */
  readonly count: number;
  /** The document ID of the call that it was last written for. */
  readonly lastCall: string;
  readonly expiresAt: number;
}

/**
 * Reads what is needed to count on, whatever else another version has put there: whoever cannot read the count can create no
 * call, and nobody could help them. What is no number of calls counts as all of them, until its window is over.
 * @throws {ProtocolError} `invalid`: it does not say since when it counts
 */
export function parseCreatorDoc(value: unknown, most = MAX_CALLS_PER_CREATION_WINDOW): CreatorDoc {
  const { since, count, lastCall, expiresAt } = (value ?? {}) as Record<string, unknown>;
  const windowStart = parseTime(since, 'creator.since');
  return {
    since: windowStart,
    count: Number.isInteger(count) && (count as number) > 0 ? (count as number) : most,
    lastCall: typeof lastCall === 'string' ? lastCall : '',
    expiresAt:
      typeof expiresAt === 'number' ? expiresAt : windowStart + CREATION_WINDOW_MS + EXPIRY_MARGIN_MS,
  };
}

/**
 * The document after one more call, or null when the user has to wait.
 * @param before null: there is none
 * @param most how many of what is counted one may have in a window
 */
export function countCreation(
  before: CreatorDoc | null,
  docId: string,
  now: number,
  most = MAX_CALLS_PER_CREATION_WINDOW,
): CreatorDoc | null {
  if (before === null || before.since + CREATION_WINDOW_MS <= now) {
    return { since: now, count: 1, lastCall: docId, expiresAt: now + CREATION_WINDOW_MS + EXPIRY_MARGIN_MS };
  }
  if (before.count >= most) return null;
  return { ...before, count: before.count + 1, lastCall: docId };
}

/**
 * What has to be written together with a new call.
 * @param count what `countCreation` made of `before`
 */
export function countWrite(before: CreatorDoc | null, count: CreatorDoc): DocumentWrite {
  const counted = { count: count.count, lastCall: count.lastCall };
  if (before?.since === count.since) return { kind: 'update', fields: counted };
  const expiresAt = new Time(count.expiresAt);
  return { kind: 'set', fields: { ...counted, expiresAt, since: SERVER_TIME } };
}
