import {
  MAX_EMPTY_TIMEOUT_SECONDS,
  MIN_EMPTY_TIMEOUT_SECONDS,
  ROOM_STAY_SECONDS,
} from '../reading/limits.ts';
import {
  parseInteger,
  parseNullable,
  parseOneOf,
  parseRecord,
  parseText,
  parseTime,
} from '../reading/parsing.ts';
import { ProtocolError } from '../reading/protocol-error.ts';
import { type Dismissed, parseDismissed } from './dismissal.ts';
import { type Door, MAX_UID_LENGTH, parseDoorOf } from './door.ts';
import { parseSealedLinks } from './link-settings.ts';
import { lastRoundNumber, parseRoomOf, type Room } from './room.ts';
import { parseRound, type Round } from './round.ts';
import { parseSchedule, type Schedule } from './schedule.ts';
import { parseSeat, type Role, type Seat } from './seat.ts';

/** The name of the collection, and of the collection groups beneath its documents. */
export const CALLS = 'calls';
export const OFFER_CANDIDATES = 'offerCandidates';
export const ANSWER_CANDIDATES = 'answerCandidates';

/** The latest format of call documents that this program reads and writes. Pages of before doors know the first alone, of before rooms two. */
const LATEST_FORMAT = 3;

/** How a call ended, for whoever comes to look. */
export interface Ending {
  /** The host ended it for both; or it was cancelled before it was to start. */
  readonly reason: 'host-ended' | 'cancelled';
  readonly at: number;
}

/**
 * `calls/{docId}`: the whole life of a call. Every field is always there; null says "not yet". Times are milliseconds
 * since the epoch, by the server's clock.
 */
export interface CallDoc {
  /** The format of this document: 3 of a lasting room; 2 with a door, which a page that knows of none could not pass. */
  readonly version: 1 | 2 | 3;
  /** Who created the call, or has shown its host key: the only one who may take the host's seat and end the call for both. */
  readonly hostUid: string;
  readonly createdAt: number;
  /** How long the call outlives the last person in it: as chosen, or `ROOM_STAY_SECONDS` of a lasting room. */
  readonly emptyTimeoutSeconds: number;
  /**
   * The one field that cleanup looks at. Past it nobody may read or write the document, and the sweep deletes it.
   * Whoever is in the call pushes it forward; leaving lets it come.
   */
  readonly expiresAt: number;
  /** Null: a call of now, without a time. */
  readonly schedule: Schedule | null;
  /** Undefined, and not in the document: whoever has the link may take the guest's seat. */
  readonly door?: Door;
  /** Undefined, and not in the document: it is no lasting room. */
  readonly room?: Room;
  /** Whom the host has asked to leave; undefined, and not in the document: nobody. */
  readonly dismissed?: Dismissed;
  /** Sealed `SettingsOfLinks`, which only the server writes; undefined: nothing was decided. */
  readonly links?: Uint8Array;
  readonly seats: Readonly<Record<Role, Seat | null>>;
  /** The current round; null before the first offer and after the end. */
  readonly round: Round | null;
  /** Null while the call lives. */
  readonly ended: Ending | null;
}

/** Whether anything can still happen in it: it has neither ended nor lapsed. */
export function isOpen({ expiresAt, ended }: Pick<CallDoc, 'expiresAt' | 'ended'>, now: number): boolean {
  return ended === null && expiresAt > now;
}

/**
 * Reads a call document, which anybody may have written.
 * @throws {ProtocolError} `newer`; `invalid`, naming the first field that is not as it must be
 */
export function parseCallDoc(value: unknown): CallDoc {
  // Before anything else: of a format that is not known, nothing else means what it seems to.
  const format = parseRecord(value, 'call', ['version']).version;
  const number = parseInteger(format, 'version', { min: 1, max: Number.MAX_SAFE_INTEGER });
  if (number > LATEST_FORMAT)
    throw new ProtocolError('newer', 'The call is of a later version than this page');
  const version = number === LATEST_FORMAT ? LATEST_FORMAT : number === 2 ? 2 : 1;
  const fields = parseRecord(value, 'call', [
    'hostUid',
    'createdAt',
    'emptyTimeoutSeconds',
    'expiresAt',
    'schedule',
    'seats',
    'round',
    'ended',
  ]);
  const seats = parseRecord(fields.seats, 'seats', ['host', 'guest']);
  return {
    version,
    hostUid: parseText(fields.hostUid, 'hostUid', { min: 1, max: MAX_UID_LENGTH }),
    createdAt: parseTime(fields.createdAt, 'createdAt'),
    emptyTimeoutSeconds: parseInteger(fields.emptyTimeoutSeconds, 'emptyTimeoutSeconds', {
      min: MIN_EMPTY_TIMEOUT_SECONDS,
      max: version === 3 ? ROOM_STAY_SECONDS : MAX_EMPTY_TIMEOUT_SECONDS,
    }),
    expiresAt: parseTime(fields.expiresAt, 'expiresAt'),
    schedule: parseNullable(fields.schedule, (schedule) => parseSchedule(schedule, 'schedule')),
    ...parseDoorOf(version, fields),
    ...parseRoomOf(version, fields),
    ...parseDismissed(fields),
    ...parseSealedLinks(fields),
    seats: {
      host: parseNullable(seats.host, (seat) => parseSeat(seat, 'seats.host')),
      guest: parseNullable(seats.guest, (seat) => parseSeat(seat, 'seats.guest')),
    },
    round: parseNullable(fields.round, (round) => parseRound(round, 'round')),
    ended: parseNullable(fields.ended, parseEnding),
  };
}

/**
 * Whether `call` is an earlier version of the document than `known`, which comes late or again. Rounds only go forward;
 * within one, the guest's seat is only ever emptied (who sits down in an empty one brings a round); and every other
 * transition stamps a time with the server's clock. A room that was put to rest is past its last round.
 */
export function isOlder(call: CallDoc, known: CallDoc): boolean {
  const differences = [
    call.createdAt - known.createdAt,
    progressOf(call) - progressOf(known),
    Number(call.seats.guest === null) - Number(known.seats.guest === null),
    changedAt(call) - changedAt(known),
  ];
  return (differences.find((difference) => difference !== 0) ?? 0) < 0;
}

function progressOf(call: CallDoc): number {
  const { round, room, ended } = call;
  // More than any round, and a number that can be subtracted from itself.
  if (ended !== null) return Number.MAX_SAFE_INTEGER;
  const isPast = round === null ? (room?.rounds ?? 0) > 0 : round.answer !== null;
  return lastRoundNumber(call) * 2 + (isPast ? 1 : 0);
}

function changedAt({ createdAt, schedule, door, room, seats, ended }: CallDoc): number {
  const times = [seats.host, seats.guest].flatMap((seat) => [seat?.renewedAt ?? 0, seat?.leftAt ?? 0]);
  const { changedAt = 0 } = room ?? {};
  return Math.max(
    createdAt,
    schedule?.changedAt ?? 0,
    door?.changedAt ?? 0,
    changedAt,
    ended?.at ?? 0,
    ...times,
  );
}

function parseEnding(value: unknown): Ending {
  const { reason, at } = parseRecord(value, 'ended', ['reason', 'at']);
  return {
    reason: parseOneOf(reason, 'ended.reason', ['host-ended', 'cancelled']),
    at: parseTime(at, 'ended.at'),
  };
}
