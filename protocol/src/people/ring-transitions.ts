/** Every write of a ring is one of these, as firestore.rules has it too. The caller rings and gives up; who is rung answers. */
import { type DocumentWrite, fieldsAfter, SERVER_TIME, Time } from '../call/document-write.ts';
import { isAdmissible } from '../call/door.ts';
import type { Writer } from '../call/entry.ts';
import { RANDOM_ID_PATTERN } from '../ids/random-id.ts';
import {
  CLOCK_TOLERANCE_MS,
  MAX_RING_MS,
  MAX_SEALED_KNOCK_BYTES,
  MAX_SEALED_RING_BYTES,
  MIN_RING_INTERVAL_MS,
} from '../reading/limits.ts';
import { isRinging, RING_ANSWERS, type RingDoc, type RingReply } from './ring-doc.ts';
import type { RingerDoc } from './ringer-doc.ts';
import { RING_EXPIRY_MS } from './ringer-transitions.ts';

export type RingTransition =
  /** Rings somebody, and is counted in the same commit. */
  | (Pick<RingDoc, 'ring' | 'callee' | 'sealed' | 'expiresAt'> & { readonly type: 'ring' })
  /** Gives up. */
  | (Pick<RingDoc, 'ring'> & { readonly type: 'give-up' })
  /** What a page of who is rung says. */
  | (Pick<RingDoc, 'ring'> & Pick<RingReply, 'answer' | 'word' | 'page'> & { readonly type: 'answer' });

/** Whose ring it is, and who writes it. */
export interface RingWriter extends Writer {
  readonly caller: string;
}

/** What is stored while a ring is judged. */
export interface RingScene {
  readonly before: RingDoc | null;
  /** The counts of the same user, as they will be. */
  readonly ringer: Pick<RingerDoc, 'lastRing'> | null;
}

/** From when on the caller may ring anew, by the server's clock. */
export function nextRingTime(before: RingDoc | null): number {
  if (before === null) return 0;
  const { rungAt, endedAt, reply } = before;
  const isOver = endedAt !== null || (reply !== null && reply.answer !== 'ringing');
  return rungAt + (isOver ? MIN_RING_INTERVAL_MS : MAX_RING_MS);
}

/** The ring after the transition, or null when it is refused. Total. */
export function applyRing(
  { before, ringer }: RingScene,
  transition: RingTransition,
  { uid, caller, now }: RingWriter,
): RingDoc | null {
  const mayWrite = (): boolean => {
    if (transition.type === 'ring')
      return (
        uid === caller && ringer?.lastRing === transition.ring && mayRing(before, transition, caller, now)
      );
    if (before === null || before.ring !== transition.ring) return false;
    if (transition.type === 'give-up') return uid === caller && before.endedAt === null;
    return uid === before.callee && isRinging(before, now) && isAnswer(before, transition);
  };
  if (!mayWrite()) return null;
  return fieldsAfter(before, ringWrite(transition), now) as unknown as RingDoc;
}

type Ring = Extract<RingTransition, { type: 'ring' }>;

function mayRing(before: RingDoc | null, ring: Ring, caller: string, now: number): boolean {
  return (
    nextRingTime(before) <= now &&
    RANDOM_ID_PATTERN.test(ring.ring) &&
    ring.ring !== before?.ring &&
    isAdmissible(ring.callee, caller) &&
    isSealed(ring.sealed, MAX_SEALED_RING_BYTES) &&
    Math.abs(ring.expiresAt - (now + RING_EXPIRY_MS)) <= CLOCK_TOLERANCE_MS
  );
}

function isAnswer(
  before: RingDoc,
  { answer, word, page }: Extract<RingTransition, { type: 'answer' }>,
): boolean {
  return (
    RING_ANSWERS.includes(answer) &&
    (before.reply === null || answer !== 'ringing') &&
    RANDOM_ID_PATTERN.test(page) &&
    isSealed(word, MAX_SEALED_KNOCK_BYTES)
  );
}

function isSealed({ length }: Uint8Array, max: number): boolean {
  return length > 0 && length <= max;
}

/** What is written. */
export function ringWrite(transition: RingTransition): DocumentWrite {
  const { ring } = transition;
  switch (transition.type) {
    case 'ring': {
      const { callee, sealed, expiresAt } = transition;
      const times = { rungAt: SERVER_TIME, expiresAt: new Time(expiresAt) } as const;
      return { kind: 'set', fields: { ring, callee, sealed, endedAt: null, reply: null, ...times } };
    }
    case 'give-up':
      // The ring is written although it must not change, here and below: another may have taken its place.
      return { kind: 'update', fields: { ring, endedAt: SERVER_TIME } };
    case 'answer': {
      const { answer, word, page } = transition;
      return {
        kind: 'update',
        fields: {
          ...{ ring, 'reply.answer': answer, 'reply.word': word },
          ...{ 'reply.page': page, 'reply.at': SERVER_TIME },
        },
      };
    }
  }
}
