/** The people and the calls that the rules are tested with. */
import { randomBytes } from 'node:crypto';
import {
  type CallDoc,
  type CallTransition,
  type CandidatesSide,
  CREATION_WINDOW_MS,
  CREATORS,
  type CreatorDoc,
  createRandomId,
  type Dismissed,
  dismissalMark,
  KNOCKS,
  type KnockDoc,
  type KnockTransition,
  ROOM_CREATORS,
  type Schedule,
  SEAT_LEASE_MS,
  SESSION_KEY_BYTES,
  type Seat,
  Time,
} from '@parley/protocol';
import {
  encodeCandidates,
  encodeKnock,
  encodeTransition,
  type RestWrite,
} from '../../call/src/firebase/encode-transition.ts';
import { type Plain, toRestFields } from '../../call/src/firebase/firestore-value.ts';
import { aMinuteAgo, aSchedule, MINUTE_MS, UIDS } from '../../protocol/src/testing/call-docs.ts';
import { earlier } from './model/stored-times.ts';
import { commitAs, type Outcome, putFields, ROOT, readFields, seed } from './rest-firestore.ts';

export interface User {
  readonly uid: string;
}

export const host: User = { uid: UIDS.host };
export const guest: User = { uid: UIDS.guest };
export const stranger: User = { uid: 'stranger-user' };
export const nobody = null;

export const NEW_SESSION = createRandomId();
/** What a write brings: stored is something else. */
export const NEWLY_SEALED = new Uint8Array(randomBytes(64));
export const NEW_KEY = new Uint8Array(randomBytes(SESSION_KEY_BYTES));

/** What only the functions of a server read and write: said here anew, not taken from them. */
export const SERVER_COLLECTIONS: readonly string[] = [
  ...['bookings', 'apiKeys', 'idempotencyKeys', 'rateLimits', 'webhooks', 'webhookDeliveries'],
  ...['webhookReplays', 'retired'],
];

/** What a seat is like that somebody has left; just now: so lately that it is kept, for longer than a test takes. */
export const left = (): Partial<Seat> => ({ leftAt: aMinuteAgo() });
export const justLeft = (): Partial<Seat> => ({ leftAt: Date.now() - 10_000 });
/** Held, but for so long without a sign of life that anybody may take it. */
export const vanished = (): Partial<Seat> => ({ renewedAt: Date.now() - SEAT_LEASE_MS - MINUTE_MS });
/** Nobody can have sat down in the future: it is as if they just had, for longer than a test takes. */
export const justSat = (): Partial<Seat> => ({ renewedAt: Date.now() + 30_000 });
/** They were asked to leave. */
export const without = (...users: readonly User[]): Pick<CallDoc, 'dismissed'> => ({
  dismissed: Object.fromEntries(users.map(({ uid }) => [dismissalMark(uid), aMinuteAgo()])),
});
export const looking: Partial<Seat> = { entered: false };
export const hostFirst = { admission: 'after-host' } as const;
/** The host ended it long enough ago. */
export const ended = (): CallDoc['ended'] => ({ reason: 'host-ended', at: aMinuteAgo() });

/** It has started ten minutes ago. */
export const startedSchedule = (changes?: Partial<Schedule>) => aSchedule(-10 * MINUTE_MS, changes);
/** Whoever comes has to wait for ten minutes yet. */
export const closedSchedule = (changes?: Partial<Schedule>) => aSchedule(20 * MINUTE_MS, changes);

export function newDocId(): string {
  return randomBytes(16).toString('base64url');
}

/** Where a program books a call. */
export function newBookedDocId(): string {
  return `b${newDocId().slice(1)}`;
}

/** A user of whom nothing is known. */
export const newUser = (): User => ({ uid: `user-${newDocId()}` });

/** Where this user may create a call, a lasting room, too: it is counted already, past all rules. Only for the latest of each user. */
export async function countedDocId(uid: string, docId = newDocId()): Promise<string> {
  await seedCount(uid, count({ lastCall: docId }));
  await seed(`${ROOM_CREATORS}/${uid}`, storableCount(count({ lastCall: docId })));
  return docId;
}

export async function seedCount(uid: string, counted: CreatorDoc): Promise<void> {
  await seed(`${CREATORS}/${uid}`, storableCount(counted));
}

/** What a user has created so far: one call, or with what is changed about it. */
export function count(changes: Partial<CreatorDoc> = {}): CreatorDoc {
  const since = changes.since ?? aMinuteAgo();
  const expiresAt = since + CREATION_WINDOW_MS + MINUTE_MS;
  return { since, count: 1, lastCall: newDocId(), expiresAt, ...changes };
}

/** Puts the call there past all rules. @returns its document ID */
export async function given(state: CallDoc): Promise<string> {
  const docId = newDocId();
  await seed(`calls/${docId}`, storable(state));
  return docId;
}

/** Lets time pass for a call: the same as if everything in it had been written earlier. */
export async function pass(docId: string, ms: number): Promise<void> {
  const path = `calls/${docId}`;
  await putFields(path, earlier((await readFields(path)) ?? {}, ms));
}

/** Puts it in so many places at once. @returns their document IDs */
export async function givenOften(state: CallDoc, times: number): Promise<string[]> {
  const docIds = Array.from({ length: times }, newDocId);
  const fields = toRestFields(storable(state));
  const writes = docIds.map((docId) => ({ update: { name: `${ROOT}/calls/${docId}`, fields } }));
  if ((await commitAs('admin', ...writes)) === 'refused') throw new Error('A server is refused nothing');
  return docIds;
}

export type BlindWrite = Omit<RestWrite, 'currentDocument'>;

/** As the application writes it, but for the precondition, which would answer before the rules do. */
export function write(docId: string, { uid }: User, transition: CallTransition): BlindWrite {
  const { currentDocument: _unchecked, ...blind } = encodeTransition(ROOT, docId, uid, transition);
  return blind;
}

/** What one person writes in a call of that state. */
export async function writing(
  by: User,
  before: CallDoc,
  move: (before: CallDoc) => CallTransition,
): Promise<Outcome> {
  return commitAs(by, write(await given(before), by, move(before)));
}

interface BatchChanges {
  readonly round?: number;
  readonly index?: number;
  readonly sealed?: Uint8Array;
  readonly expiresAt?: number;
}

/** A batch of candidates, likewise. */
export function batch(docId: string, side: CandidatesSide, changes: BatchChanges = {}): BlindWrite {
  const { round = 1, index = 0, sealed = NEWLY_SEALED, expiresAt = Date.now() + SEAT_LEASE_MS } = changes;
  const { currentDocument: _unchecked, ...blind } = encodeCandidates(
    ROOT,
    { docId, side, round, index },
    sealed,
    expiresAt,
  );
  return blind;
}

/** Puts batches of both sides below a call, past all rules. @returns where they are */
export async function seedBatches(docId: string, expiresAt = Date.now() + SEAT_LEASE_MS): Promise<string[]> {
  const paths = ['offerCandidates', 'answerCandidates'].map((name) => `calls/${docId}/${name}/1-0`);
  for (const path of paths)
    await seed(path, { round: 1, sealed: NEWLY_SEALED, expiresAt: new Time(expiresAt) });
  return paths;
}

/** Times become timestamps; everything else is as it is stored. */
export function storable({ schedule, door, room, dismissed, seats, round, ended, ...call }: CallDoc): {
  [key: string]: Plain;
} {
  return {
    ...withTimes(call),
    schedule: schedule && withTimes(schedule),
    ...(door && { door: withTimes(door) }),
    ...(room && { room: withTimes(room) }),
    ...(dismissed && { dismissed: timesOf(dismissed) }),
    seats: { host: seats.host && withTimes(seats.host), guest: seats.guest && withTimes(seats.guest) },
    round: round && { ...round },
    ended: ended && withTimes(ended),
  };
}

function timesOf(dismissed: Dismissed): { [key: string]: Plain } {
  return Object.fromEntries(Object.entries(dismissed).map(([mark, at]) => [mark, new Time(at)]));
}

export function storableKnock({ reply, ...knock }: KnockDoc): { [key: string]: Plain } {
  return { ...withTimes(knock), reply: reply && withTimes(reply) };
}

/** Puts a knock at that call's door, past all rules. @returns its path */
export async function seedKnock(docId: string, { uid }: User, knock: KnockDoc): Promise<string> {
  const path = `calls/${docId}/${KNOCKS}/${uid}`;
  await seed(path, storableKnock(knock));
  return path;
}

/** As the application writes it, but for the precondition. */
export function knockWrite(docId: string, knocker: User, transition: KnockTransition): BlindWrite {
  const { currentDocument: _unchecked, ...blind } = encodeKnock(ROOT, docId, knocker.uid, transition);
  return blind;
}

export function storableCount(counted: CreatorDoc): { [key: string]: Plain } {
  return withTimes(counted);
}

/** All names of times end like this, but two. A key that a session does not have is not stored. */
export function withTimes(document: object): { [key: string]: Plain } {
  const entries = Object.entries(document).filter(([name, value]) => name !== 'key' || value !== null);
  const isTime = (name: string, value: unknown) => /(At|^at|^since)$/.test(name) && typeof value === 'number';
  return Object.fromEntries(
    entries.map(([name, value]) => [name, isTime(name, value) ? new Time(value) : value]),
  );
}
