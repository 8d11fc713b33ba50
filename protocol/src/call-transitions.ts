/**
 * Every write of a call document is one of these named transitions. This is what they mean; firestore.rules enforces
 * the same in its own language, the in-memory store runs this code, and the tests hold the two against each other.
 *
 *              create
 *                │
 *                ▼            offer (round + 1, takes or renews the offerer's seat)
 *     ┌──────── open ◄──────┐ answer (takes or renews the answerer's seat)
 *     │          │  └───────┘ renew, leave, reschedule
 *     │ end,     │ expiresAt passes
 *     ▼ cancel   ▼
 *   ended ───► gone          (nothing may be read or written; the sweep deletes it)
 *
 * A scheduled call may be entered between `opensAt` and `endsAt` only, and `expiresAt` is never after `endsAt`.
 */
import type { CallDoc, Ending } from './call-doc.ts';
import {
  CLOCK_TOLERANCE_MS,
  MAX_EMPTY_TIMEOUT_SECONDS,
  MAX_ROUND_NUMBER,
  MAX_SEALED_DESCRIPTION_BYTES,
  MIN_EMPTY_TIMEOUT_SECONDS,
  SEAT_LEASE_MS,
  TOMBSTONE_MS,
} from './limits.ts';
import { RANDOM_ID_PATTERN } from './random-id.ts';
import { type ChosenSchedule, isSchedulable } from './schedule.ts';
import { isHeld, otherRole, type Role, type Seat } from './seat.ts';

/** `expiresAt` is chosen by the client, since Firestore cannot add to its own clock; the rules check it. */
export type CallTransition =
  | {
      readonly type: 'create';
      readonly emptyTimeoutSeconds: number;
      /** Null: a call of now. */
      readonly schedule: ChosenSchedule | null;
      readonly expiresAt: number;
    }
  | {
      readonly type: 'offer';
      readonly role: Role;
      readonly session: string;
      /** The number of the new round: one more than the round it replaces. */
      readonly round: number;
      readonly offer: Uint8Array;
      readonly expiresAt: number;
    }
  | {
      readonly type: 'answer';
      /** Whose seat the answerer takes: the one that did not offer. */
      readonly role: Role;
      readonly session: string;
      readonly round: number;
      readonly answer: Uint8Array;
      readonly expiresAt: number;
    }
  | { readonly type: 'renew'; readonly role: Role; readonly session: string; readonly expiresAt: number }
  | {
      readonly type: 'leave';
      readonly role: Role;
      /** The session that leaves. If the seat has passed to another one, there is nothing to leave. */
      readonly session: string;
      /** Undefined: the other is still there and decides when the call ends. */
      readonly expiresAt?: number;
    }
  /** Moves a scheduled call, or lengthens it while it runs: it lapses at the new end, until somebody sits or leaves. */
  | { readonly type: 'reschedule'; readonly schedule: ChosenSchedule }
  | { readonly type: 'end'; readonly expiresAt: number }
  /** Calls a scheduled call off before it starts. What is left says so until it would have ended. */
  | { readonly type: 'cancel'; readonly endsAt: number };

/** Who writes, and when by the server's clock. */
export interface Writer {
  readonly uid: string;
  readonly now: number;
}

/** What decides how long a call lasts. */
export type Lasting = Pick<CallDoc, 'emptyTimeoutSeconds' | 'schedule'>;

/** When a call in which somebody sits lapses, if they give no further sign of life. */
export function expiryWhileSeated(now: number, call: Lasting): number {
  return expiryAfter(SEAT_LEASE_MS + call.emptyTimeoutSeconds * 1000, now, call);
}

/** When a call that nobody sits in lapses: one that nobody has come to yet, at its end if it is scheduled. */
export function expiryWhenEmpty(now: number, call: Lasting): number {
  return expiryAfter(call.emptyTimeoutSeconds * 1000, now, call);
}

/** Whoever comes before a scheduled call starts, and goes, changes nothing; and its end is the end. */
function expiryAfter(durationMs: number, now: number, { schedule }: Lasting): number {
  if (schedule === null) return now + durationMs;
  return now < schedule.startsAt ? schedule.endsAt : Math.min(schedule.endsAt, now + durationMs);
}

/** When the trace of an ended call lapses. */
export function expiryOfTombstone(now: number): number {
  return now + TOMBSTONE_MS;
}

/**
 * Whether this user may sit down there now: their own seat again, or one that nobody holds; and if not, why. A guest may
 * have to wait for the host.
 */
export type Entry = 'free' | 'too-early' | 'host-absent' | 'taken';

export function entryFor(call: CallDoc, role: Role, { uid, now }: Writer): Entry {
  const { schedule, seats } = call;
  if (role === 'host' && uid !== call.hostUid) return 'taken';
  if (schedule !== null && now < schedule.opensAt) return 'too-early';
  if (role === 'host') return 'free';
  if (isHeld(seats.guest, now)) return seats.guest.uid === uid ? 'free' : 'taken';
  return schedule?.admission === 'after-host' && !isHeld(seats.host, now) ? 'host-absent' : 'free';
}

export function maySit(call: CallDoc, role: Role, writer: Writer): boolean {
  return entryFor(call, role, writer) === 'free';
}

/**
 * The document after the transition, or null when it is refused. Total: never throws.
 * @param call the document now, or null when there is none
 */
export function applyTransition(
  call: CallDoc | null,
  transition: CallTransition,
  writer: Writer,
): CallDoc | null {
  if (transition.type === 'create') return call === null ? create(transition, writer) : null;
  if (call === null || call.expiresAt <= writer.now || call.ended !== null) return null;
  switch (transition.type) {
    case 'offer':
      return offer(call, transition, writer);
    case 'answer':
      return answer(call, transition, writer);
    case 'renew':
      return renew(call, transition, writer);
    case 'leave':
      return leave(call, transition, writer);
    case 'reschedule':
      return reschedule(call, transition, writer);
    case 'end':
      return end(call, transition, writer);
    case 'cancel':
      return cancel(call, transition, writer);
  }
}

type Of<Type extends CallTransition['type']> = Extract<CallTransition, { type: Type }>;

function create(transition: Of<'create'>, { uid, now }: Writer): CallDoc | null {
  const { emptyTimeoutSeconds, expiresAt } = transition;
  if (!Number.isInteger(emptyTimeoutSeconds)) return null;
  if (emptyTimeoutSeconds < MIN_EMPTY_TIMEOUT_SECONDS || emptyTimeoutSeconds > MAX_EMPTY_TIMEOUT_SECONDS)
    return null;
  const schedule = transition.schedule && { ...transition.schedule, changedAt: now };
  if (schedule === null) {
    if (!isAround(expiresAt, expiryWhenEmpty(now, { emptyTimeoutSeconds, schedule }))) return null;
  } else if (schedule.revision !== 0 || !isSchedulable(schedule, now) || expiresAt !== schedule.endsAt) {
    return null;
  }
  return {
    version: 1,
    hostUid: uid,
    createdAt: now,
    emptyTimeoutSeconds,
    expiresAt,
    schedule,
    seats: { host: null, guest: null },
    round: null,
    ended: null,
  };
}

function offer(call: CallDoc, transition: Of<'offer'>, writer: Writer): CallDoc | null {
  const { role, session, round, offer, expiresAt } = transition;
  const seated = sitDown(call, role, session, expiresAt, writer);
  if (seated === null || !isSealedDescription(offer)) return null;
  if (round !== (call.round?.number ?? 0) + 1 || round > MAX_ROUND_NUMBER) return null;
  return {
    ...seated,
    round: {
      number: round,
      offerer: role,
      offererSession: session,
      offer,
      answererSession: null,
      answer: null,
    },
  };
}

function answer(call: CallDoc, transition: Of<'answer'>, writer: Writer): CallDoc | null {
  const { role, session, round, answer, expiresAt } = transition;
  const seated = sitDown(call, role, session, expiresAt, writer);
  if (seated === null || !isSealedDescription(answer)) return null;
  if (call.round?.number !== round || call.round.answer !== null || call.round.offerer === role) return null;
  return { ...seated, round: { ...call.round, answererSession: session, answer } };
}

function renew(call: CallDoc, { role, session, expiresAt }: Of<'renew'>, writer: Writer): CallDoc | null {
  const seat = call.seats[role];
  if (seat === null || seat.uid !== writer.uid || seat.session !== session || seat.leftAt !== null)
    return null;
  return sitDown(call, role, session, expiresAt, writer);
}

function leave(
  call: CallDoc,
  { role, session, expiresAt }: Of<'leave'>,
  { uid, now }: Writer,
): CallDoc | null {
  const seat = call.seats[role];
  if (seat === null || seat.session !== session || seat.leftAt !== null) return null;
  // The host may also free the seat of a guest whose browser died without a word.
  if (seat.uid !== uid && !(role === 'guest' && uid === call.hostUid)) return null;
  const seats = withSeat(call, role, { ...seat, leftAt: now });
  if (expiresAt === undefined) return { ...call, seats };
  const other = call.seats[otherRole(role)];
  const isEmpty = other === null || other.leftAt !== null;
  if (!isEmpty || !isInTime(expiresAt, expiryWhenEmpty(now, call), call)) return null;
  return { ...call, seats, expiresAt };
}

function reschedule(call: CallDoc, transition: Of<'reschedule'>, { uid, now }: Writer): CallDoc | null {
  if (uid !== call.hostUid || call.schedule === null) return null;
  const schedule = { ...transition.schedule, changedAt: now };
  if (schedule.revision !== call.schedule.revision + 1 || !isSchedulable(schedule, now)) return null;
  return { ...call, schedule, expiresAt: schedule.endsAt };
}

function end(call: CallDoc, { expiresAt }: Of<'end'>, { uid, now }: Writer): CallDoc | null {
  if (uid !== call.hostUid || !isAround(expiresAt, expiryOfTombstone(now))) return null;
  return tombstone(call, { reason: 'host-ended', at: now }, expiresAt);
}

function cancel(call: CallDoc, { endsAt }: Of<'cancel'>, { uid, now }: Writer): CallDoc | null {
  if (uid !== call.hostUid || call.schedule === null) return null;
  // The end is part of the write: whoever calls off knows what they call off.
  if (now >= call.schedule.startsAt || endsAt !== call.schedule.endsAt) return null;
  return tombstone(call, { reason: 'cancelled', at: now }, endsAt);
}

function tombstone(call: CallDoc, ended: Ending, expiresAt: number): CallDoc {
  return { ...call, expiresAt, seats: { host: null, guest: null }, round: null, ended };
}

/** Taking a seat and renewing it are the same write. */
function sitDown(
  call: CallDoc,
  role: Role,
  session: string,
  expiresAt: number,
  writer: Writer,
): CallDoc | null {
  if (!RANDOM_ID_PATTERN.test(session) || !maySit(call, role, writer)) return null;
  if (!isInTime(expiresAt, expiryWhileSeated(writer.now, call), call)) return null;
  const seat = { uid: writer.uid, session, renewedAt: writer.now, leftAt: null };
  return { ...call, expiresAt, seats: withSeat(call, role, seat) };
}

function withSeat(call: CallDoc, role: Role, seat: Seat): CallDoc['seats'] {
  return role === 'host' ? { ...call.seats, host: seat } : { ...call.seats, guest: seat };
}

function isAround(time: number, expected: number): boolean {
  return Math.abs(time - expected) <= CLOCK_TOLERANCE_MS;
}

/** Around what is expected, and never past the end of the schedule. */
function isInTime(time: number, expected: number, { schedule }: Lasting): boolean {
  return isAround(time, expected) && (schedule === null || time <= schedule.endsAt);
}

function isSealedDescription(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes.length <= MAX_SEALED_DESCRIPTION_BYTES;
}
