import { parseRandomId } from '../ids/random-id.ts';
import { open, type SealedPlace, seal } from '../ids/sealing.ts';
import { cleanName, parseName } from '../link/description.ts';
import { cleanText } from '../reading/clean-text.ts';
import {
  MAX_RINGS,
  MAX_SEALED_KNOCK_BYTES,
  MAX_WORD_LENGTH,
  SEAT_LEASE_MS,
  SESSION_KEY_BYTES,
} from '../reading/limits.ts';
import {
  invalid,
  parseBytes,
  parseInteger,
  parseNullable,
  parseOneOf,
  parseRecord,
  parseText,
  parseTime,
} from '../reading/parsing.ts';

/** The name of the collection beneath a call: `calls/{docId}/knocks/{uid}`. */
export const KNOCKS = 'knocks';

/** What the host says to whoever knocks: come in; wait, I have seen you; or not now. */
export type KnockAnswer = 'admitted' | 'one-moment' | 'declined';
export const KNOCK_ANSWERS = ['admitted', 'one-moment', 'declined'] as const satisfies readonly KnockAnswer[];

export interface KnockReply {
  readonly answer: KnockAnswer;
  /** A sealed word to them, in steps of 256 bytes: a short one and none have the same size. */
  readonly word: Uint8Array;
  /** By the server's clock. */
  readonly at: number;
}

/** Somebody at the door of a call, one document for each user. Only they and the host may read it. */
export interface KnockDoc {
  /** The page load that knocks, and its public key: what the host offers is for it alone. */
  readonly session: string;
  readonly key: Uint8Array;
  /** Who they say they are, sealed: see `sealKnock`. */
  readonly sealed: Uint8Array;
  /** How often they have rung at this door, this time included. */
  readonly rings: number;
  readonly rungAt: number;
  /** When they last gave a sign of life. */
  readonly renewedAt: number;
  /** When they went away; null: they have not. */
  readonly leftAt: number | null;
  /** Null: the host has said nothing yet. */
  readonly reply: KnockReply | null;
  /** For TTL and the sweep. */
  readonly expiresAt: number;
}

/** Whether somebody stands there and waits for a word. */
export function isWaiting({ leftAt, renewedAt, reply }: KnockDoc, now: number): boolean {
  const isThere = leftAt === null && renewedAt + SEAT_LEASE_MS >= now;
  return isThere && (reply === null || reply.answer === 'one-moment');
}

/** @throws {ProtocolError} `invalid` */
export function parseKnockDoc(value: unknown): KnockDoc {
  const fields = parseRecord(value, 'knock', [
    'session',
    'key',
    'sealed',
    'rings',
    'rungAt',
    'renewedAt',
    'leftAt',
    'reply',
    'expiresAt',
  ]);
  const key = parseBytes(fields.key, 'knock.key', SESSION_KEY_BYTES);
  if (key.length !== SESSION_KEY_BYTES) throw invalid('knock.key', `${SESSION_KEY_BYTES} bytes`);
  return {
    session: parseRandomId(fields.session, 'knock.session'),
    key,
    sealed: parseBytes(fields.sealed, 'knock.sealed', MAX_SEALED_KNOCK_BYTES),
    rings: parseInteger(fields.rings, 'knock.rings', { min: 1, max: MAX_RINGS }),
    rungAt: parseTime(fields.rungAt, 'knock.rungAt'),
    renewedAt: parseTime(fields.renewedAt, 'knock.renewedAt'),
    leftAt: parseNullable(fields.leftAt, (time) => parseTime(time, 'knock.leftAt')),
    reply: parseNullable(fields.reply, parseReply),
    expiresAt: parseTime(fields.expiresAt, 'knock.expiresAt'),
  };
}

function parseReply(value: unknown): KnockReply {
  const { answer, word, at } = parseRecord(value, 'knock.reply', ['answer', 'word', 'at']);
  return {
    answer: parseOneOf(answer, 'knock.reply.answer', KNOCK_ANSWERS),
    word: parseBytes(word, 'knock.reply.word', MAX_SEALED_KNOCK_BYTES),
    at: parseTime(at, 'knock.reply.at'),
  };
}

interface SealingKeys {
  readonly docId: string;
  readonly sealingKey: CryptoKey;
}

type Ring = Pick<KnockDoc, 'session' | 'rings'>;

function placeOf(kind: 'knock' | 'knock-reply', docId: string, { rings }: Ring): SealedPlace {
  return { docId, kind, round: 0, index: rings };
}

/**
 * Under the call ID, since nobody knows who the host's page will be by then. The session is said inside as well: that the
 * knock is of somebody who has the link, and not of somebody who only knows where the document is.
 */
export function sealKnock({ docId, sealingKey }: SealingKeys, ring: Ring, name: string): Promise<Uint8Array> {
  return seal(sealingKey, placeOf('knock', docId, ring), { name: cleanName(name), session: ring.session });
}

/** @returns what they want to be called; empty: nothing. @throws {ProtocolError} `does-not-open`, `invalid` */
export async function openKnock({ docId, sealingKey }: SealingKeys, knock: KnockDoc): Promise<string> {
  const value = await open(sealingKey, placeOf('knock', docId, knock), knock.sealed);
  const { name, session } = parseRecord(value, 'knock', ['name', 'session']);
  if (session !== knock.session) throw invalid('knock.session', 'the one that was sealed');
  return parseName(name);
}

export function sealWord({ docId, sealingKey }: SealingKeys, ring: Ring, word: string): Promise<Uint8Array> {
  return seal(sealingKey, placeOf('knock-reply', docId, ring), { word: cleanText(word, MAX_WORD_LENGTH) });
}

/** @throws {ProtocolError} `does-not-open`, `invalid` */
export async function openWord(
  { docId, sealingKey }: SealingKeys,
  ring: Ring,
  sealed: Uint8Array,
): Promise<string> {
  const { word } = parseRecord(await open(sealingKey, placeOf('knock-reply', docId, ring), sealed), 'reply', [
    'word',
  ]);
  return cleanText(parseText(word, 'word', { max: MAX_WORD_LENGTH }), MAX_WORD_LENGTH);
}
