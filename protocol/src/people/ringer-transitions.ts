/** Every ring is counted in the commit that rings, as firestore.rules has it too: a ring's ID is that of one count. */
import { type DocumentWrite, fieldsAfter, SERVER_TIME, Time } from '../call/document-write.ts';
import type { Writer } from '../call/entry.ts';
import {
  CLOCK_TOLERANCE_MS,
  MAX_PEOPLE_RUNG,
  MAX_RINGS_PER_PERSON,
  RING_WINDOW_MS,
} from '../reading/limits.ts';
import type { RingDoc } from './ring-doc.ts';
import type { RingerDoc } from './ringer-doc.ts';

/** How long rings and their counts are kept: past the window. */
export const RING_EXPIRY_MS = RING_WINDOW_MS + 60_000;

export interface RingCount extends Pick<RingerDoc, 'rung' | 'lastRing' | 'expiresAt'> {
  /** The caller's window begins with it. */
  readonly isFirst: boolean;
}

/** The counts with one more ring, of this person. */
export function countRing(
  before: RingerDoc | null,
  { ring, callee }: Pick<RingDoc, 'ring' | 'callee'>,
  now: number,
): RingCount {
  const of = { lastRing: ring, expiresAt: now + RING_EXPIRY_MS };
  if (before === null || before.since + RING_WINDOW_MS <= now)
    return { rung: { [callee]: 1 }, isFirst: true, ...of };
  return { rung: { ...before.rung, [callee]: (before.rung[callee] ?? 0) + 1 }, isFirst: false, ...of };
}

/** Whether these counts are as many as there may be, at most. */
export function isWithinCounts({ rung }: Pick<RingCount, 'rung'>, callee: string): boolean {
  return Object.keys(rung).length <= MAX_PEOPLE_RUNG && (rung[callee] ?? 0) <= MAX_RINGS_PER_PERSON;
}

/** What is stored while a count is judged. */
export interface RingerScene {
  readonly before: RingerDoc | null;
  /** The ring of the same user, as it will be. */
  readonly ring: Pick<RingDoc, 'ring' | 'callee'> | null;
}

/** The counts after one more, or null when it is refused. Total. */
export function applyRinger(
  { before, ring }: RingerScene,
  count: RingCount,
  { now }: Writer,
): RingerDoc | null {
  if (ring === null) return null;
  const right = countRing(before, ring, now);
  const isRight =
    JSON.stringify(sorted(right.rung)) === JSON.stringify(sorted(count.rung)) &&
    right.isFirst === count.isFirst &&
    right.lastRing === count.lastRing &&
    isWithinCounts(count, ring.callee) &&
    Math.abs(count.expiresAt - right.expiresAt) <= CLOCK_TOLERANCE_MS;
  return isRight ? (fieldsAfter(before, ringerWrite(count), now) as unknown as RingerDoc) : null;
}

function sorted(counts: RingerDoc['rung']): [string, number][] {
  return Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1));
}

/** What is written. */
export function ringerWrite({ rung, lastRing, isFirst, expiresAt }: RingCount): DocumentWrite {
  const fields = { rung, lastRing, expiresAt: new Time(expiresAt) };
  // Firestore's times are finer than those here: what must stay is not written.
  if (!isFirst) return { kind: 'update', fields };
  return { kind: 'set', fields: { ...fields, since: SERVER_TIME } };
}
