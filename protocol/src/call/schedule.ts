import { HOST_KEY_HASH_BYTES } from '../ids/host-key.ts';
import { open, type SealedPlace, seal } from '../ids/sealing.ts';
import { cleanText } from '../reading/clean-text.ts';
import {
  MAX_EARLY_ENTRY_MS,
  MAX_SCHEDULE_AHEAD_MS,
  MAX_SCHEDULE_REVISION,
  MAX_SCHEDULED_LENGTH_MS,
  MAX_SEALED_DETAILS_BYTES,
  MAX_TIME_ZONE_LENGTH,
  MAX_TITLE_LENGTH,
} from '../reading/limits.ts';
import {
  invalid,
  parseBytes,
  parseInteger,
  parseOneOf,
  parseRecord,
  parseText,
  parseTime,
} from '../reading/parsing.ts';
import { knownTimeZone } from './time-zone.ts';

/**
 * Who may sit down first: either of the two; the guest only while the host sits; or whoever comes has to ask, at the door that
 * the call then has.
 */
export type Admission = 'anyone' | 'after-host' | 'ask';
export const ADMISSIONS = ['anyone', 'after-host', 'ask'] as const satisfies readonly Admission[];

/** When a call takes place. Milliseconds since the epoch, by the server's clock. */
export interface CallTimes {
  /** From when a seat may be taken: `startsAt`, or up to an hour before. */
  readonly opensAt: number;
  readonly startsAt: number;
  /** When it ends for both, whatever they do. */
  readonly endsAt: number;
}

/** What is agreed on of a scheduled call and is nobody's secret. */
export interface CallTerms extends CallTimes {
  readonly admission: Admission;
}

/** Of whatever has them, these alone. */
export function termsOf({ opensAt, startsAt, endsAt, admission }: CallTerms): CallTerms {
  return { opensAt, startsAt, endsAt, admission };
}

/** How a scheduled call is stored. The database refuses whoever comes before it opens or after it ends. */
export interface Schedule extends CallTerms {
  /** 0 at first, and one more with every change: what calendars call SEQUENCE (RFC 5545, 3.8.7.4). */
  readonly revision: number;
  /** Sealed `CallDetails`. */
  readonly details: Uint8Array;
  /** Of the host key, which makes whoever has it the host. */
  readonly hostKeyHash: Uint8Array;
  /** When the schedule or the host last changed, by the server's clock. */
  readonly changedAt: number;
}

/** What a writer chooses of a schedule. */
export type ChosenSchedule = Omit<Schedule, 'changedAt'>;

/** What a scheduled call is about: for the two people, and sealed for everybody else. */
export interface CallDetails {
  /** Empty: none. */
  readonly title: string;
  /** The IANA time zone in which it was arranged, for showing both people's times. */
  readonly timeZone: string;
  /** A program has booked it, which knows it by its ID. Absent: somebody has arranged it by hand. */
  readonly isBooked?: true | undefined;
}

/** @throws {ProtocolError} `invalid` */
export function parseSchedule(value: unknown, what: string): Schedule {
  const fields = parseRecord(value, what, [
    'revision',
    'opensAt',
    'startsAt',
    'endsAt',
    'admission',
    'details',
    'hostKeyHash',
    'changedAt',
  ]);
  const hostKeyHash = parseBytes(fields.hostKeyHash, `${what}.hostKeyHash`, HOST_KEY_HASH_BYTES);
  if (hostKeyHash.length !== HOST_KEY_HASH_BYTES) throw invalid(`${what}.hostKeyHash`, 'a SHA-256 hash');
  const schedule: Schedule = {
    revision: parseInteger(fields.revision, `${what}.revision`, { min: 0, max: MAX_SCHEDULE_REVISION }),
    opensAt: parseTime(fields.opensAt, `${what}.opensAt`),
    startsAt: parseTime(fields.startsAt, `${what}.startsAt`),
    endsAt: parseTime(fields.endsAt, `${what}.endsAt`),
    admission: parseOneOf(fields.admission, `${what}.admission`, ADMISSIONS),
    details: parseBytes(fields.details, `${what}.details`, MAX_SEALED_DETAILS_BYTES),
    hostKeyHash,
    changedAt: parseTime(fields.changedAt, `${what}.changedAt`),
  };
  if (!isInOrder(schedule)) throw invalid(what, 'opened, started and ended in this order, and not too long');
  return schedule;
}

/** Whether this may be written now: in order, not over yet, and not too far ahead. Total. */
export function isSchedulable(schedule: ChosenSchedule, now: number): boolean {
  const { revision, admission, details, hostKeyHash, endsAt } = schedule;
  return (
    Number.isInteger(revision) &&
    revision >= 0 &&
    revision <= MAX_SCHEDULE_REVISION &&
    ADMISSIONS.includes(admission) &&
    details.length > 0 &&
    details.length <= MAX_SEALED_DETAILS_BYTES &&
    hostKeyHash.length === HOST_KEY_HASH_BYTES &&
    isInOrder(schedule) &&
    endsAt > now &&
    endsAt <= now + MAX_SCHEDULE_AHEAD_MS
  );
}

/** Where the details of a schedule are sealed for: an older title does not pass for a newer one. */
function detailsPlace(docId: string, revision: number): SealedPlace {
  return { docId, kind: 'details', round: 0, index: revision };
}

export function sealDetails(
  { docId, sealingKey }: { docId: string; sealingKey: CryptoKey },
  revision: number,
  details: CallDetails,
): Promise<Uint8Array> {
  return seal(sealingKey, detailsPlace(docId, revision), details);
}

/** @throws {ProtocolError} `does-not-open`, `invalid` */
export async function openDetails(
  { docId, sealingKey }: { docId: string; sealingKey: CryptoKey },
  { revision, details }: Pick<Schedule, 'revision' | 'details'>,
): Promise<CallDetails> {
  const value = await open(sealingKey, detailsPlace(docId, revision), details);
  const fields = parseRecord(value, 'details', ['title', 'timeZone']);
  const { title, timeZone } = fields;
  return {
    title: cleanText(parseText(title, 'title', { max: MAX_TITLE_LENGTH }), MAX_TITLE_LENGTH),
    timeZone: knownTimeZone(parseText(timeZone, 'timeZone', { max: MAX_TIME_ZONE_LENGTH })) ?? 'UTC',
    // What earlier versions did not say.
    ...('isBooked' in fields && fields.isBooked === true && { isBooked: true as const }),
  };
}

function isInOrder({ opensAt, startsAt, endsAt }: CallTimes): boolean {
  return (
    opensAt <= startsAt &&
    startsAt - opensAt <= MAX_EARLY_ENTRY_MS &&
    startsAt < endsAt &&
    endsAt - startsAt <= MAX_SCHEDULED_LENGTH_MS
  );
}
