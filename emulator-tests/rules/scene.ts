/** The people and the calls that the rules are tested with. */
import { randomBytes } from 'node:crypto';
import {
  type CallDoc,
  type CallTransition,
  type ChosenSchedule,
  CREATION_WINDOW_MS,
  CREATORS,
  type CreatorDoc,
  createRandomId,
  expiryWhenEmpty,
  expiryWhileSeated,
  HOST_KEY_HASH_BYTES,
  type Lasting,
  type Role,
  type Round,
  type Schedule,
  SEAT_KEPT_MS,
  SESSION_KEY_BYTES,
  type Seat,
  type Sitter,
} from '@parley/protocol';
import { encodeTransition, type RestWrite } from '../../web/src/firebase/encode-transition.ts';
import { type Plain, Time, toRestFields } from '../../web/src/firebase/firestore-value.ts';
import { earlier } from './model/stored-times.ts';
import { commitAs, type Outcome, putFields, ROOT, readFields, seed } from './rest-firestore.ts';

export const host = { uid: 'host-user' };
export const guest = { uid: 'guest-user' };
export const stranger = { uid: 'stranger-user' };
export const nobody = null;

export const HOST_SESSION = createRandomId();
export const GUEST_SESSION = createRandomId();
export const NEW_SESSION = createRandomId();

export const EMPTY_TIMEOUT_SECONDS = 600;
/** How long a call without a schedule lasts. */
const LASTING: Lasting = { emptyTimeoutSeconds: EMPTY_TIMEOUT_SECONDS, schedule: null };
/** What is already stored; and what a write brings. */
export const SEALED = new Uint8Array(randomBytes(64));
export const NEWLY_SEALED = new Uint8Array(randomBytes(64));
/** The public key that stands in seats, and the one that a write brings. */
const KEY = new Uint8Array(randomBytes(SESSION_KEY_BYTES));
export const NEW_KEY = new Uint8Array(randomBytes(SESSION_KEY_BYTES));
export const HOST_KEY_HASH = new Uint8Array(randomBytes(HOST_KEY_HASH_BYTES));

/** What only the functions of a server read and write. */
export const SERVER_COLLECTIONS: readonly string[] = [
  'bookings',
  'apiKeys',
  'idempotencyKeys',
  'rateLimits',
  'webhooks',
  'webhookDeliveries',
  'webhookReplays',
  'retired',
];

export const MINUTE_MS = 60_000;

export function newDocId(): string {
  return randomBytes(16).toString('base64url');
}

/** Where this user may create a call: it is counted already, past all rules. Only for the latest of each user. */
export async function countedDocId(uid: string): Promise<string> {
  const docId = newDocId();
  await seedCount(uid, docId);
  return docId;
}

/** Counts a call that this user is to create there. */
export async function seedCount(uid: string, docId: string): Promise<void> {
  await seed(`${CREATORS}/${uid}`, storableCount(count({ lastCall: docId })));
}

/** What a user has created so far: one call, or with what is changed about it. */
export function count(changes: Partial<CreatorDoc> = {}): CreatorDoc {
  const since = changes.since ?? aMinuteAgo();
  const expiresAt = since + CREATION_WINDOW_MS + MINUTE_MS;
  return { since, count: 1, lastCall: newDocId(), expiresAt, ...changes };
}

/** What happened before the write under test: its time must not pass for that of the write, nor keep a seat. */
export function aMinuteAgo(): number {
  return Date.now() - SEAT_KEPT_MS - 1_000;
}

/** Somebody has left so lately that their seat is kept for them, for longer than a test takes. */
export function justNow(): number {
  return Date.now() - 10_000;
}

export function seat(uid: string, session: string, changes: Partial<Seat> = {}): Seat {
  return { uid, session, entered: true, key: KEY, renewedAt: aMinuteAgo(), leftAt: null, ...changes };
}

/** Who sits down in a call without a schedule, or with what is changed about it: somebody who has entered. */
export function sitter(role: Role, session: string, changes: Partial<Sitter> = {}): Sitter {
  return { role, session, entered: true, key: NEW_KEY, expiresAt: whileSeated(), ...changes };
}

export function openRound(changes: Partial<Round> = {}): Round {
  return {
    number: 1,
    offerer: 'host',
    offererSession: HOST_SESSION,
    offer: SEALED,
    answererSession: null,
    answer: null,
    ...changes,
  };
}

export function answeredRound(changes: Partial<Round> = {}): Round {
  return openRound({ answererSession: GUEST_SESSION, answer: SEALED, ...changes });
}

/** A call that was just created and that nobody sits in, or with what is changed about it. */
export function call(changes: Partial<CallDoc> = {}): CallDoc {
  return {
    version: 1,
    hostUid: host.uid,
    createdAt: aMinuteAgo(),
    emptyTimeoutSeconds: EMPTY_TIMEOUT_SECONDS,
    expiresAt: expiryWhenEmpty(Date.now(), LASTING, false),
    schedule: null,
    seats: { host: null, guest: null },
    round: null,
    ended: null,
    ...changes,
  };
}

/** The host has offered and waits. */
export function waitingCall(changes: Partial<CallDoc> = {}): CallDoc {
  return call({
    expiresAt: whileSeated(),
    seats: { host: seat(host.uid, HOST_SESSION), guest: null },
    round: openRound(),
    ...changes,
  });
}

/** Both are there. */
export function runningCall(changes: Partial<CallDoc> = {}): CallDoc {
  return call({
    expiresAt: whileSeated(),
    seats: { host: seat(host.uid, HOST_SESSION), guest: seat(guest.uid, GUEST_SESSION) },
    round: answeredRound(),
    ...changes,
  });
}

/** @param met where it matters, which is in a scheduled call: whether the two have, once this is written */
export function whileSeated(now = Date.now(), lasting = LASTING, met = true): number {
  return expiryWhileSeated(now, lasting, met);
}

export function whenEmpty(now = Date.now(), lasting = LASTING, met = true): number {
  return expiryWhenEmpty(now, lasting, met);
}

/** Open, and about to start; or with what is changed about it. */
export function openSchedule(changes: Partial<Schedule> = {}): Schedule {
  const now = Date.now();
  return {
    ...{ revision: 3, opensAt: now - MINUTE_MS, startsAt: now + 9 * MINUTE_MS, endsAt: now + 69 * MINUTE_MS },
    ...{ admission: 'anyone', details: SEALED, hostKeyHash: HOST_KEY_HASH, changedAt: aMinuteAgo() },
    ...changes,
  };
}

/** It has started ten minutes ago. */
export function startedSchedule(changes: Partial<Schedule> = {}): Schedule {
  const now = Date.now();
  const times = {
    opensAt: now - 20 * MINUTE_MS,
    startsAt: now - 10 * MINUTE_MS,
    endsAt: now + 50 * MINUTE_MS,
  };
  return openSchedule({ ...times, ...changes });
}

/** Whoever comes has to wait for ten minutes yet. */
export function closedSchedule(changes: Partial<Schedule> = {}): Schedule {
  const now = Date.now();
  const times = {
    opensAt: now + 10 * MINUTE_MS,
    startsAt: now + 20 * MINUTE_MS,
    endsAt: now + 80 * MINUTE_MS,
  };
  return openSchedule({ ...times, ...changes });
}

/** A call of that time that nobody has come to, or with what is changed about it. */
export function scheduledCall(schedule = openSchedule(), changes: Partial<CallDoc> = {}): CallDoc {
  return call({ schedule, expiresAt: schedule.endsAt, ...changes });
}

/** A call of that time in which both are. */
export function runningAtTime(schedule = openSchedule(), changes: Partial<CallDoc> = {}): CallDoc {
  return runningCall({ schedule, expiresAt: schedule.endsAt, ...changes });
}

/** A call of that time in which the two have met, and the guest has left. It was to lapse before its end. */
export function onceMet(schedule = startedSchedule()): CallDoc {
  const seats = {
    host: seat(host.uid, HOST_SESSION),
    guest: seat(guest.uid, GUEST_SESSION, { leftAt: aMinuteAgo() }),
  };
  return runningCall({ schedule, expiresAt: schedule.endsAt - MINUTE_MS, seats });
}

/** A call of that time in which only the host has come. */
export function waitingAtTime(schedule = startedSchedule()): CallDoc {
  return waitingCall({ schedule, expiresAt: schedule.endsAt });
}

/** The schedule as its next change would leave it, with what the writer chooses otherwise. */
export function nextSchedule({ schedule }: CallDoc, changes: Partial<ChosenSchedule> = {}): ChosenSchedule {
  const before = schedule ?? openSchedule({ revision: 0 });
  return { ...before, revision: before.revision + 1, details: NEWLY_SEALED, ...changes };
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

export function write(docId: string, uid: string, transition: CallTransition): RestWrite {
  return encodeTransition(ROOT, docId, uid, transition);
}

/** What one person writes in a call of that state. */
export async function writing(
  by: { uid: string },
  before: CallDoc,
  transition: (before: CallDoc) => CallTransition,
): Promise<Outcome> {
  return commitAs(by, write(await given(before), by.uid, transition(before)));
}

/** Times become timestamps; everything else is as it is stored. */
export function storable(state: CallDoc): { readonly [key: string]: Plain } {
  const time = (ms: number | null) => (ms === null ? null : new Time(ms));
  const storedSeat = (seat: Seat | null) => {
    if (seat === null) return null;
    const { key, renewedAt, leftAt, ...held } = seat;
    return { ...held, ...(key && { key }), renewedAt: new Time(renewedAt), leftAt: time(leftAt) };
  };
  return {
    ...state,
    createdAt: new Time(state.createdAt),
    expiresAt: new Time(state.expiresAt),
    schedule: state.schedule && storedSchedule(state.schedule),
    seats: { host: storedSeat(state.seats.host), guest: storedSeat(state.seats.guest) },
    round: state.round && { ...state.round },
    ended: state.ended && { ...state.ended, at: new Time(state.ended.at) },
  };
}

export function storableCount({ since, expiresAt, ...rest }: CreatorDoc): { readonly [key: string]: Plain } {
  return { ...rest, since: new Time(since), expiresAt: new Time(expiresAt) };
}

function storedSchedule({ opensAt, startsAt, endsAt, changedAt, ...rest }: Schedule) {
  return {
    ...rest,
    opensAt: new Time(opensAt),
    startsAt: new Time(startsAt),
    endsAt: new Time(endsAt),
    changedAt: new Time(changedAt),
  };
}
