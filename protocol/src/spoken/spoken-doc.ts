import { MAX_UID_LENGTH } from '../call/door.ts';
import { KNOCK_ANSWERS, type KnockAnswer } from '../call/knock-doc.ts';
import { type CallId, CallIdError, parseCallId } from '../ids/call-id.ts';
import { open, type SealedPlace, seal } from '../ids/sealing.ts';
import { cleanName, parseName } from '../link/description.ts';
import { cleanText } from '../reading/clean-text.ts';
import { MAX_SEALED_KNOCK_BYTES, MAX_WORD_LENGTH, SESSION_KEY_BYTES } from '../reading/limits.ts';
import {
  invalid,
  parseBytes,
  parseNullable,
  parseOneOf,
  parseRecord,
  parseText,
  parseTime,
} from '../reading/parsing.ts';

/** The names of the collections. What counts a user's words is a `CreatorDoc`. */
export const SPOKEN_WORDS = 'spokenWords';
export const SPOKEN_TRIES = 'spokenTries';

/** Somebody who has typed the words. */
export interface SpokenKnock {
  readonly uid: string;
  /** The public key of their page. */
  readonly key: Uint8Array;
  /** Who they say they are, sealed for the two pages. */
  readonly sealed: Uint8Array;
}

/**
 * `spokenWords/{docId}`, where four words lead that a host reads out: for one who types them, and for as long as the host waits. It
 * says nothing of a call.
 */
export interface SpokenDoc {
  readonly hostUid: string;
  /** The public key of the host's page. */
  readonly key: Uint8Array;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Null: nobody has typed them yet. From then on they are no other's. */
  readonly knock: SpokenKnock | null;
  /** When somebody knocked last, by the server's clock, also if they have gone since; null: nobody has. */
  readonly knockedAt: number | null;
  /** What the host says to whoever has typed them, sealed for the two pages; null: nothing yet. */
  readonly reply: Uint8Array | null;
}

/** @throws {ProtocolError} `invalid` */
export function parseSpokenDoc(value: unknown): SpokenDoc {
  const names = ['hostUid', 'key', 'createdAt', 'expiresAt', 'knock', 'knockedAt', 'reply'] as const;
  const fields = parseRecord(value, 'words', names);
  return {
    hostUid: parseText(fields.hostUid, 'words.hostUid', { min: 1, max: MAX_UID_LENGTH }),
    key: parseKey(fields.key, 'words.key'),
    createdAt: parseTime(fields.createdAt, 'words.createdAt'),
    expiresAt: parseTime(fields.expiresAt, 'words.expiresAt'),
    knock: parseNullable(fields.knock, parseKnock),
    knockedAt: parseNullable(fields.knockedAt, (at) => parseTime(at, 'words.knockedAt')),
    reply: parseNullable(fields.reply, (reply) => parseBytes(reply, 'words.reply', MAX_SEALED_KNOCK_BYTES)),
  };
}

function parseKnock(value: unknown): SpokenKnock {
  const { uid, key, sealed } = parseRecord(value, 'words.knock', ['uid', 'key', 'sealed']);
  return {
    uid: parseText(uid, 'words.knock.uid', { min: 1, max: MAX_UID_LENGTH }),
    key: parseKey(key, 'words.knock.key'),
    sealed: parseBytes(sealed, 'words.knock.sealed', MAX_SEALED_KNOCK_BYTES),
  };
}

function parseKey(value: unknown, what: string): Uint8Array {
  const key = parseBytes(value, what, SESSION_KEY_BYTES);
  if (key.length !== SESSION_KEY_BYTES) throw invalid(what, `${SESSION_KEY_BYTES} bytes`);
  return key;
}

/** What the host says: with the call's ID to whoever is let in, and a word, which may be empty, to others. */
export type SpokenReply =
  | { readonly answer: 'admitted'; readonly id: CallId }
  | { readonly answer: Exclude<KnockAnswer, 'admitted'>; readonly word: string };

function placeOf(kind: 'spoken-knock' | 'spoken-reply', docId: string): SealedPlace {
  return { docId, kind, round: 0, index: 0 };
}

/** @param pairKey of `derivePairKey`, from the words’ keys; as in all of these */
export function sealSpokenKnock(pairKey: CryptoKey, docId: string, name: string): Promise<Uint8Array> {
  return seal(pairKey, placeOf('spoken-knock', docId), { name: cleanName(name) }, 'pair');
}

/** @returns what they want to be called; empty: nothing. @throws {ProtocolError} `does-not-open`, `invalid` */
export async function openSpokenKnock(
  pairKey: CryptoKey,
  docId: string,
  sealed: Uint8Array,
): Promise<string> {
  const { name } = parseRecord(await open(pairKey, placeOf('spoken-knock', docId), sealed), 'knock', [
    'name',
  ]);
  return parseName(name);
}

export function sealSpokenReply(pairKey: CryptoKey, docId: string, reply: SpokenReply): Promise<Uint8Array> {
  const said =
    reply.answer === 'admitted' ? reply : { ...reply, word: cleanText(reply.word, MAX_WORD_LENGTH) };
  return seal(pairKey, placeOf('spoken-reply', docId), said, 'pair');
}

/** @throws {ProtocolError} `does-not-open`, `invalid` */
export async function openSpokenReply(
  pairKey: CryptoKey,
  docId: string,
  sealed: Uint8Array,
): Promise<SpokenReply> {
  const value = await open(pairKey, placeOf('spoken-reply', docId), sealed);
  const answer = parseOneOf(parseRecord(value, 'reply', ['answer']).answer, 'reply.answer', KNOCK_ANSWERS);
  if (answer === 'admitted') return { answer, id: parseReplyId(parseRecord(value, 'reply', ['id']).id) };
  const word = parseText(parseRecord(value, 'reply', ['word']).word, 'reply.word', { max: MAX_WORD_LENGTH });
  return { answer, word: cleanText(word, MAX_WORD_LENGTH) };
}

function parseReplyId(value: unknown): CallId {
  try {
    return parseCallId(parseText(value, 'reply.id', { max: 64 }));
  } catch (error) {
    if (error instanceof CallIdError) throw invalid('reply.id', 'a call ID');
    throw error;
  }
}
