/** Every write of a ring is one of these, as firestore.rules has it too. The caller rings and gives up; who is rung answers. */
import { type DocumentWrite, fieldsAfter, SERVER_TIME, Time } from '../call/document-write.ts';
import { isAdmissible } from '../call/door.ts';
import type { Writer } from '../call/entry.ts';
import { RANDOM_ID_PATTERN } from '../ids/random-id.ts';
import {
  CLOCK_TOLERANCE_MS,
  MAX_PEOPLE_RUNG,
  MAX_RING_MS,
  MAX_RINGS_PER_PERSON,
  MAX_SEALED_KNOCK_BYTES,
  MAX_SEALED_RING_BYTES,
  MIN_RING_INTERVAL_MS,
  RING_WINDOW_MS,
} from '../reading/limits.ts';
import { isRinging, RING_ANSWERS, type RingDoc, type RingReply } from './ring-doc.ts';

export type RingTransition =
  /** Rings somebody. The counts are what `countRing` made of those before. */
  | (Pick<RingDoc, 'ring' | 'callee' | 'sealed' | 'rung' | 'expiresAt'> & {
      readonly type: 'ring';
      /** The caller's window begins with it. */
      readonly isFirst: boolean;
    })
  /** Gives up. */
  | (Pick<RingDoc, 'ring'> & { readonly type: 'give-up' })
  /** What a page of who is rung says. */
  | (Pick<RingDoc, 'ring'> & Pick<RingReply, 'answer' | 'word' | 'page'> & { readonly type: 'answer' });

/** Whose ring it is, and who writes it. */
export interface RingWriter extends Writer {
  readonly caller: string;
}

/** How long the document is kept: past its window, since it counts. */
export const RING_EXPIRY_MS = RING_WINDOW_MS + 60_000;

/** The counts with one more ring of this person, and whether they begin with it. */
export function countRing(
  before: RingDoc | null,
  callee: string,
  now: number,
): Pick<RingDoc, 'rung'> & { readonly isFirst: boolean } {
  if (before === null || before.since + RING_WINDOW_MS <= now)
    return { rung: { [callee]: 1 }, isFirst: true };
  const rung = { ...before.rung, [callee]: (before.rung[callee] ?? 0) + 1 };
  return { rung, isFirst: false };
}

/** Whether these counts are as many as there may be, at most. */
export function isWithinCounts(rung: RingDoc['rung'], callee: string): boolean {
  return Object.keys(rung).length <= MAX_PEOPLE_RUNG && (rung[callee] ?? 0) <= MAX_RINGS_PER_PERSON;
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
  before: RingDoc | null,
  transition: RingTransition,
  { uid, caller, now }: RingWriter,
): RingDoc | null {
  const mayWrite = (): boolean => {
    if (transition.type === 'ring') return uid === caller && mayRing(before, transition, caller, now);
    if (before === null || before.ring !== transition.ring) return false;
    if (transition.type === 'give-up') return uid === caller && before.endedAt === null;
    return uid === before.callee && isRinging(before, now) && isAnswer(before, transition);
  };
  if (!mayWrite()) return null;
  return fieldsAfter(before, ringWrite(transition), now) as unknown as RingDoc;
}

type Ring = Extract<RingTransition, { type: 'ring' }>;

function mayRing(before: RingDoc | null, ring: Ring, caller: string, now: number): boolean {
  const counted = countRing(before, ring.callee, now);
  const isCounted = JSON.stringify(sorted(counted.rung)) === JSON.stringify(sorted(ring.rung));
  return (
    nextRingTime(before) <= now &&
    isCounted &&
    counted.isFirst === ring.isFirst &&
    isWithinCounts(ring.rung, ring.callee) &&
    RANDOM_ID_PATTERN.test(ring.ring) &&
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

function sorted(counts: RingDoc['rung']): [string, number][] {
  return Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1));
}

/** What is written. */
export function ringWrite(transition: RingTransition): DocumentWrite {
  const { ring } = transition;
  switch (transition.type) {
    case 'ring': {
      const { callee, sealed, rung, isFirst, expiresAt } = transition;
      const fields = { ring, callee, sealed, rung, endedAt: null, reply: null };
      const times = { rungAt: SERVER_TIME, expiresAt: new Time(expiresAt) } as const;
      // Firestore's times are finer than those here: what must stay is not written.
      if (!isFirst) return { kind: 'update', fields: { ...fields, ...times } };
      return { kind: 'set', fields: { ...fields, ...times, since: SERVER_TIME } };
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
