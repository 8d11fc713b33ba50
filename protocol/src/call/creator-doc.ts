import {
  CREATION_WINDOW_MS,
  MAX_CALLS_PER_CREATION_WINDOW,
  MAX_NAMES_ASKED_FOR,
  ROOM_CREATION_WINDOW_MS,
} from '../reading/limits.ts';
import { parseTime } from '../reading/parsing.ts';
import { type DocumentWrite, SERVER_TIME, Time } from './document-write.ts';

/** The name of the collection. */
export const CREATORS = 'creators';

/** Beside it: how many lasting rooms a user has created lately, in a longer window. */
export const ROOM_CREATORS = 'roomCreators';

/** `nameTries/{uid}`, alike: how many names a user has asked for lately, and which last. */
export const NAME_TRIES = 'nameTries';

/** How many in how long, by the collection that counts them. */
const COUNTED = {
  [CREATORS]: { windowMs: CREATION_WINDOW_MS, most: MAX_CALLS_PER_CREATION_WINDOW },
  [ROOM_CREATORS]: { windowMs: ROOM_CREATION_WINDOW_MS, most: MAX_CALLS_PER_CREATION_WINDOW },
  [NAME_TRIES]: { windowMs: CREATION_WINDOW_MS, most: MAX_NAMES_ASKED_FOR },
} as const;

export type Counted = keyof typeof COUNTED;

/** How long past its window the document may be kept: clocks differ. */
const EXPIRY_MARGIN_MS = 60_000;

/**
 * `creators/{uid}`, and alike `roomCreators/{uid}`: how many calls a user has created lately. It is written together with each new call, which the
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
export function parseCreatorDoc(value: unknown, counted: Counted = CREATORS): CreatorDoc {
  const { since, count, lastCall, expiresAt } = (value ?? {}) as Record<string, unknown>;
  const windowStart = parseTime(since, 'creator.since');
  return {
    since: windowStart,
    count: Number.isInteger(count) && (count as number) > 0 ? (count as number) : COUNTED[counted].most,
    lastCall: typeof lastCall === 'string' ? lastCall : '',
    expiresAt:
      typeof expiresAt === 'number' ? expiresAt : windowStart + COUNTED[counted].windowMs + EXPIRY_MARGIN_MS,
  };
}

/**
 * The document after one more call, or null when the user has to wait.
 * @param before null: there is none
 */
export function countCreation(
  before: CreatorDoc | null,
  docId: string,
  now: number,
  counted: Counted = CREATORS,
): CreatorDoc | null {
  const { windowMs, most } = COUNTED[counted];
  if (before === null || before.since + windowMs <= now)
    return { since: now, count: 1, lastCall: docId, expiresAt: now + windowMs + EXPIRY_MARGIN_MS };
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
