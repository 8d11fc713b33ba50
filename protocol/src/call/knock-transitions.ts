/**
 * Every write of a knock is one of these, as firestore.rules has it too. Whoever stands there writes that they do; the host
 * writes what is said to them, and nothing else.
 */
import { RANDOM_ID_PATTERN } from '../ids/random-id.ts';
import {
  CLOCK_TOLERANCE_MS,
  DECLINED_PAUSE_MS,
  MAX_RINGS,
  MAX_SEALED_KNOCK_BYTES,
  MIN_EMPTY_TIMEOUT_SECONDS,
  MIN_KNOCK_INTERVAL_MS,
  SESSION_KEY_BYTES,
} from '../reading/limits.ts';
import { type CallDoc, isOpen } from './call-doc.ts';
import { expiryWhileSeated, visitOf } from './call-expiry.ts';
import { isDismissed } from './dismissal.ts';
import { type DocumentWrite, fieldsAfter, SERVER_TIME, Time } from './document-write.ts';
import { isAdmitted } from './door.ts';
import type { Writer } from './entry.ts';
import { KNOCK_ANSWERS, type KnockAnswer, type KnockDoc } from './knock-doc.ts';

export type KnockTransition =
  /** Asks to be let in: for the first time, or again. */
  | (Pick<KnockDoc, 'session' | 'key' | 'sealed' | 'rings' | 'expiresAt'> & { readonly type: 'ring' })
  /** Still stands there. */
  | (Pick<KnockDoc, 'session' | 'expiresAt'> & { readonly type: 'renew' })
  /** Goes away. */
  | (Pick<KnockDoc, 'session'> & { readonly type: 'leave' })
  /** What the host says, to the session that is named. */
  | (Pick<KnockDoc, 'session'> & {
      readonly type: 'reply';
      readonly answer: KnockAnswer;
      /** A sealed word, of which an empty one is none. */
      readonly word: Uint8Array;
    });

/** Whose knock it is, and who writes it. */
export interface KnockWriter extends Writer {
  readonly knocker: string;
}

/** Whether this user may knock there now. Nobody knocks where there is no door, where they may walk in, or were asked to leave. */
export function mayKnock(call: CallDoc, { uid, now }: Writer): boolean {
  if (!isOpen(call, now) || call.door === undefined || uid === call.hostUid) return false;
  if (call.schedule !== null && now < call.schedule.opensAt) return false;
  return !isDismissed(call, uid) && !isAdmitted(call, uid);
}

/** From when on they may ring again, by the server's clock; undefined: no more at this door. */
export function nextRingAt(before: KnockDoc | null): number | undefined {
  if (before === null) return 0;
  if (before.rings >= MAX_RINGS) return undefined;
  const { reply, renewedAt } = before;
  const afterDecline = reply?.answer === 'declined' ? reply.at + DECLINED_PAUSE_MS : 0;
  return Math.max(renewedAt + MIN_KNOCK_INTERVAL_MS, afterDecline);
}

/** The knock after the transition, or null when it is refused. Total. */
export function applyKnock(
  before: KnockDoc | null,
  call: CallDoc | null,
  transition: KnockTransition,
  writer: KnockWriter,
): KnockDoc | null {
  if (call === null || !mayWrite(before, call, transition, writer)) return null;
  return fieldsAfter(before, knockWrite(transition), writer.now) as unknown as KnockDoc;
}

function mayWrite(
  before: KnockDoc | null,
  call: CallDoc,
  transition: KnockTransition,
  writer: KnockWriter,
): boolean {
  const { uid, knocker, now } = writer;
  if (transition.type === 'ring')
    return uid === knocker && mayKnock(call, writer) && mayRing(before, call, transition, now);
  if (before === null || before.session !== transition.session) return false;
  switch (transition.type) {
    case 'renew':
      return (
        uid === knocker &&
        mayKnock(call, writer) &&
        before.leftAt === null &&
        before.renewedAt + MIN_KNOCK_INTERVAL_MS <= now &&
        lapsesInTime(transition.expiresAt, call, now)
      );
    case 'leave':
      return uid === knocker && before.leftAt === null;
    case 'reply':
      // Whoever has knocked and become the host since says nothing to themselves.
      return (
        uid === call.hostUid &&
        uid !== knocker &&
        call.door !== undefined &&
        isOpen(call, now) &&
        isReply(transition)
      );
  }
}

type Ring = Extract<KnockTransition, { type: 'ring' }>;

function mayRing(before: KnockDoc | null, call: CallDoc, ring: Ring, now: number): boolean {
  const earliestAt = nextRingAt(before);
  if (earliestAt === undefined || now < earliestAt || ring.rings !== (before?.rings ?? 0) + 1) return false;
  if (!RANDOM_ID_PATTERN.test(ring.session) || ring.key.length !== SESSION_KEY_BYTES) return false;
  return isSealed(ring.sealed) && lapsesInTime(ring.expiresAt, call, now);
}

function isReply({ answer, word }: Extract<KnockTransition, { type: 'reply' }>): boolean {
  return KNOCK_ANSWERS.includes(answer) && isSealed(word);
}

function isSealed(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes.length <= MAX_SEALED_KNOCK_BYTES;
}

/**
 * When a knock lapses, if no further sign of life is given: as a call of now would. Whoever knocks need not see when the call
 * ends, and keeps none alive.
 */
export function expiryOfKnock(now: number, emptyTimeoutSeconds: number): number {
  return expiryWhileSeated(now, { emptyTimeoutSeconds, schedule: null }, true);
}

/** Not before the soonest that a page chooses, which may not know the call: the count of rings is deleted with the knock. */
function lapsesInTime(expiresAt: number, call: CallDoc, now: number): boolean {
  const soonest = expiryOfKnock(now, MIN_EMPTY_TIMEOUT_SECONDS) - CLOCK_TOLERANCE_MS;
  const latest = expiryOfKnock(now, visitOf(call).emptyTimeoutSeconds) + CLOCK_TOLERANCE_MS;
  return expiresAt >= soonest && expiresAt <= latest;
}

/** What is written. */
export function knockWrite(transition: KnockTransition): DocumentWrite {
  switch (transition.type) {
    case 'ring': {
      const { session, key, sealed, rings, expiresAt } = transition;
      const fields = {
        session,
        key,
        sealed,
        rings,
        leftAt: null,
        reply: null,
        expiresAt: new Time(expiresAt),
      };
      return { kind: 'set', fields: { ...fields, rungAt: SERVER_TIME, renewedAt: SERVER_TIME } };
    }
    case 'renew': {
      // The session is written although it must not change, here and below: the page may have been replaced.
      const { session, expiresAt } = transition;
      return update({ session, expiresAt: new Time(expiresAt), renewedAt: SERVER_TIME });
    }
    case 'leave':
      return update({ session: transition.session, leftAt: SERVER_TIME });
    case 'reply': {
      const { session, answer, word } = transition;
      return update({ session, 'reply.answer': answer, 'reply.word': word, 'reply.at': SERVER_TIME });
    }
  }
}

function update(fields: DocumentWrite['fields']): DocumentWrite {
  return { kind: 'update', fields };
}
