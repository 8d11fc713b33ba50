/**
 * Every write of the document that words lead to is one of these, as firestore.rules has it too. The host reads them out, one who has
 * typed them knocks, the host says what becomes of it, and takes the document away.
 */

import { type DocumentWrite, fieldsAfter, SERVER_TIME, Time } from '../call/document-write.ts';
import type { Writer } from '../call/entry.ts';
import {
  CLOCK_TOLERANCE_MS,
  MAX_SEALED_KNOCK_BYTES,
  MIN_KNOCK_INTERVAL_MS,
  SESSION_KEY_BYTES,
  SPOKEN_LIFE_MS,
} from '../reading/limits.ts';
import type { SpokenDoc, SpokenKnock } from './spoken-doc.ts';

export type SpokenTransition =
  /** The host reads new words out. */
  | (Pick<SpokenDoc, 'key' | 'expiresAt'> & { readonly type: 'read-out' })
  /** Somebody has typed them: for the first time, or again, from another page perhaps. */
  | (Pick<SpokenKnock, 'key' | 'sealed'> & { readonly type: 'knock' })
  /**
   * They wait no longer, and anybody who has the words may come in their place: also when they have tried others since. When they
   * knocked stays, so that nobody knocks faster by going away.
   */
  | { readonly type: 'withdraw' }
  /** What the host says to the page that has this key. */
  | (Pick<SpokenKnock, 'key'> & { readonly type: 'reply'; readonly reply: Uint8Array });

export interface SpokenWriter extends Writer {
  /** These are the words that this user has tried last, as the document that counts them says. */
  readonly hasTried: boolean;
}

/** Whether this user may read it. What is missing answers as what is not for them. */
export function mayReadSpoken(words: SpokenDoc | null, { uid, now, hasTried }: SpokenWriter): boolean {
  if (words === null || words.expiresAt <= now) return false;
  return words.hostUid === uid || (hasTried && (words.knock === null || words.knock.uid === uid));
}

/** The document after the transition, or null when it is refused. Total. */
export function applySpoken(
  before: SpokenDoc | null,
  transition: SpokenTransition,
  writer: SpokenWriter,
): SpokenDoc | null {
  if (!mayWrite(before, transition, writer)) return null;
  return fieldsAfter(before, spokenWrite(transition, writer.uid), writer.now) as unknown as SpokenDoc;
}

function mayWrite(before: SpokenDoc | null, transition: SpokenTransition, writer: SpokenWriter): boolean {
  const { uid, now, hasTried } = writer;
  if (transition.type === 'read-out') {
    const { key, expiresAt } = transition;
    const isInTime = Math.abs(expiresAt - now - SPOKEN_LIFE_MS) <= CLOCK_TOLERANCE_MS;
    return before === null && hasTried && key.length === SESSION_KEY_BYTES && isInTime;
  }
  if (before === null || before.expiresAt <= now) return false;
  const { hostUid, knock, knockedAt, reply } = before;
  switch (transition.type) {
    case 'knock': {
      if (uid === hostUid || !hasTried || !isSealed(transition.sealed)) return false;
      if (transition.key.length !== SESSION_KEY_BYTES) return false;
      if (knockedAt !== null && knockedAt + MIN_KNOCK_INTERVAL_MS > now) return false;
      return knock === null || knock.uid === uid;
    }
    case 'withdraw':
      return uid !== hostUid && knock?.uid === uid;
    case 'reply':
      // What is there already is no change.
      if (uid !== hostUid || reply?.join() === transition.reply.join()) return false;
      return knock?.key.join() === transition.key.join() && isSealed(transition.reply);
  }
}

function isSealed(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes.length <= MAX_SEALED_KNOCK_BYTES;
}

/** What is written. @param uid who writes it */
export function spokenWrite(transition: SpokenTransition, uid: string): DocumentWrite {
  switch (transition.type) {
    case 'read-out': {
      const { key, expiresAt } = transition;
      const nobody = { knock: null, knockedAt: null, reply: null };
      const fields = { hostUid: uid, key, expiresAt: new Time(expiresAt), ...nobody };
      return { kind: 'create', fields: { ...fields, createdAt: SERVER_TIME } };
    }
    case 'knock': {
      const { key, sealed } = transition;
      const knock = { uid, key, sealed };
      return { kind: 'update', fields: { knock, knockedAt: SERVER_TIME, reply: null } };
    }
    case 'withdraw':
      return { kind: 'update', fields: { knock: null, reply: null } };
    case 'reply': {
      // The key is written although it must not change: another page of theirs may have knocked meanwhile.
      const { key, reply } = transition;
      return { kind: 'update', fields: { 'knock.key': key, reply } };
    }
  }
}
