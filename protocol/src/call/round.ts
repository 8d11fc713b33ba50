import { parseRandomId } from '../ids/random-id.ts';
import { MAX_ROUND_NUMBER, MAX_SEALED_DESCRIPTION_BYTES } from '../reading/limits.ts';
import {
  invalid,
  parseBytes,
  parseInteger,
  parseNullable,
  parseOneOf,
  parseRecord,
} from '../reading/parsing.ts';
import { ROLES, type Role } from './seat.ts';

/** One exchange of an offer and its answer. Its number only goes up, by one. */
export interface Round {
  readonly number: number;
  /** Whose offer it is; the other answers. */
  readonly offerer: Role;
  /** The offerer's session. When the seat has passed to another session, nobody is waiting for an answer. */
  readonly offererSession: string;
  /** A sealed `Description`. */
  readonly offer: Uint8Array;
  /** Null until answered, together with `answer`. */
  readonly answererSession: string | null;
  readonly answer: Uint8Array | null;
}

export function parseRoundNumber(value: unknown, what: string): number {
  return parseInteger(value, what, { min: 1, max: MAX_ROUND_NUMBER });
}

export function parseRound(value: unknown, what: string): Round {
  const fields = parseRecord(value, what, [
    'number',
    'offerer',
    'offererSession',
    'offer',
    'answererSession',
    'answer',
  ]);
  const answererSession = parseNullable(fields.answererSession, (v) =>
    parseRandomId(v, `${what}.answererSession`),
  );
  const answer = parseNullable(fields.answer, (v) =>
    parseBytes(v, `${what}.answer`, MAX_SEALED_DESCRIPTION_BYTES),
  );
  if ((answererSession === null) !== (answer === null)) {
    throw invalid(what, 'answered with both a session and an answer, or with neither');
  }
  return {
    number: parseRoundNumber(fields.number, `${what}.number`),
    offerer: parseOneOf(fields.offerer, `${what}.offerer`, ROLES),
    offererSession: parseRandomId(fields.offererSession, `${what}.offererSession`),
    offer: parseBytes(fields.offer, `${what}.offer`, MAX_SEALED_DESCRIPTION_BYTES),
    answererSession,
    answer,
  };
}
