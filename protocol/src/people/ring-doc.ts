import { parseUid } from '../call/door.ts';
import { parseRandomId } from '../ids/random-id.ts';
import { MAX_RING_MS, MAX_SEALED_KNOCK_BYTES, MAX_SEALED_RING_BYTES } from '../reading/limits.ts';
import { parseBytes, parseNullable, parseOneOf, parseRecord, parseTime } from '../reading/parsing.ts';

/** The name of the collection: `rings/{caller's uid}`, so that nobody rings two people at once. */
export const RINGS = 'rings';

/** What a page of the person who is rung says: it rings here; they come; they do not; they are in a call. */
export const RING_ANSWERS = ['ringing', 'accepted', 'declined', 'busy'] as const;
export type RingAnswer = (typeof RING_ANSWERS)[number];

export interface RingReply {
  readonly answer: RingAnswer;
  /** A sealed word to the caller, in steps of 256 bytes: a short one and none have the same size. */
  readonly word: Uint8Array;
  /** The page that said so: of several one answers. */
  readonly page: string;
  /** By the server's clock. */
  readonly at: number;
}

/** What somebody rings last. Only they and the person whom they ring may read it. */
export interface RingDoc {
  /** Of this one ring: what is said to it is not taken for the next. */
  readonly ring: string;
  /** Who is rung. */
  readonly callee: string;
  /** Who rings and for which call, sealed to each device of theirs. */
  readonly sealed: Uint8Array;
  readonly rungAt: number;
  /** When the caller gave up; null: they have not. */
  readonly endedAt: number | null;
  /** Null: no page of theirs has heard it. */
  readonly reply: RingReply | null;
  /** For TTL and the sweep. */
  readonly expiresAt: number;
}

/** Whether it can be answered. */
export function isRinging({ endedAt, rungAt, reply }: RingDoc, now: number): boolean {
  return endedAt === null && now < rungAt + MAX_RING_MS && (reply === null || reply.answer === 'ringing');
}

/** @throws {ProtocolError} `invalid` */
export function parseRingDoc(value: unknown): RingDoc {
  const fields = parseRecord(value, 'ring', [
    ...(['ring', 'callee', 'sealed', 'rungAt', 'endedAt', 'reply', 'expiresAt'] as const),
  ]);
  return {
    ring: parseRandomId(fields.ring, 'ring.ring'),
    callee: parseUid(fields.callee, 'ring.callee'),
    sealed: parseBytes(fields.sealed, 'ring.sealed', MAX_SEALED_RING_BYTES),
    rungAt: parseTime(fields.rungAt, 'ring.rungAt'),
    endedAt: parseNullable(fields.endedAt, (time) => parseTime(time, 'ring.endedAt')),
    reply: parseNullable(fields.reply, parseReply),
    expiresAt: parseTime(fields.expiresAt, 'ring.expiresAt'),
  };
}

function parseReply(value: unknown): RingReply {
  const { answer, word, page, at } = parseRecord(value, 'ring.reply', ['answer', 'word', 'page', 'at']);
  return {
    answer: parseOneOf(answer, 'ring.reply.answer', RING_ANSWERS),
    word: parseBytes(word, 'ring.reply.word', MAX_SEALED_KNOCK_BYTES),
    page: parseRandomId(page, 'ring.reply.page'),
    at: parseTime(at, 'ring.reply.at'),
  };
}
