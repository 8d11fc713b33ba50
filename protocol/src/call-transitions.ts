/**
 * Every write of a call document is one of these named transitions. This is what they mean; firestore.rules enforces
 * the same in its own language, the in-memory store runs this code, and the tests hold the two against each other.
 *
 *              create
 *                │
 *                ▼            offer (round + 1, takes or renews the offerer's seat)
 *     ┌──────── open ◄──────┐ answer (takes or renews the answerer's seat)
 *     │          │  └───────┘ renew, leave
 *     │ end      │ expiresAt passes
 *     ▼          ▼
 *   ended ───► gone          (nothing may be read or written; the sweep deletes it)
 */
import type { CallDoc } from './call-doc.ts';
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
import { isHeld, otherRole, type Role, type Seat } from './seat.ts';

/** `expiresAt` is chosen by the client, since Firestore cannot add to its own clock; the rules check it. */
export type CallTransition =
  | { readonly type: 'create'; readonly emptyTimeoutSeconds: number; readonly expiresAt: number }
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
  | { readonly type: 'end'; readonly expiresAt: number };

/** Who writes, and when by the server's clock. */
export interface Writer {
  readonly uid: string;
  readonly now: number;
}

/** When a call in which somebody sits lapses, if they give no further sign of life. */
export function expiryWhileSeated(now: number, emptyTimeoutSeconds: number): number {
  return now + SEAT_LEASE_MS + emptyTimeoutSeconds * 1000;
}

/** When a call that nobody sits in lapses. */
export function expiryWhenEmpty(now: number, emptyTimeoutSeconds: number): number {
  return now + emptyTimeoutSeconds * 1000;
}

/** When the trace of an ended call lapses. */
export function expiryOfTombstone(now: number): number {
  return now + TOMBSTONE_MS;
}

/** Whether this user may sit down there now: their own seat again, or one that nobody holds. */
export function maySit(call: CallDoc, role: Role, { uid, now }: Writer): boolean {
  if (role === 'host') return uid === call.hostUid;
  const seat = call.seats.guest;
  return !isHeld(seat, now) || seat.uid === uid;
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
    case 'end':
      return end(call, transition, writer);
  }
}

type Of<Type extends CallTransition['type']> = Extract<CallTransition, { type: Type }>;

function create({ emptyTimeoutSeconds, expiresAt }: Of<'create'>, { uid, now }: Writer): CallDoc | null {
  if (!Number.isInteger(emptyTimeoutSeconds)) return null;
  if (emptyTimeoutSeconds < MIN_EMPTY_TIMEOUT_SECONDS || emptyTimeoutSeconds > MAX_EMPTY_TIMEOUT_SECONDS)
    return null;
  if (!isAround(expiresAt, expiryWhenEmpty(now, emptyTimeoutSeconds))) return null;
  return {
    version: 1,
    hostUid: uid,
    createdAt: now,
    emptyTimeoutSeconds,
    expiresAt,
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
  if (!isEmpty || !isAround(expiresAt, expiryWhenEmpty(now, call.emptyTimeoutSeconds))) return null;
  return { ...call, seats, expiresAt };
}

function end(call: CallDoc, { expiresAt }: Of<'end'>, { uid, now }: Writer): CallDoc | null {
  if (uid !== call.hostUid || !isAround(expiresAt, expiryOfTombstone(now))) return null;
  return {
    ...call,
    expiresAt,
    seats: { host: null, guest: null },
    round: null,
    ended: { reason: 'host-ended', at: now },
  };
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
  if (!isAround(expiresAt, expiryWhileSeated(writer.now, call.emptyTimeoutSeconds))) return null;
  const seat = { uid: writer.uid, session, renewedAt: writer.now, leftAt: null };
  return { ...call, expiresAt, seats: withSeat(call, role, seat) };
}

function withSeat(call: CallDoc, role: Role, seat: Seat): CallDoc['seats'] {
  return role === 'host' ? { ...call.seats, host: seat } : { ...call.seats, guest: seat };
}

function isAround(time: number, expected: number): boolean {
  return Math.abs(time - expected) <= CLOCK_TOLERANCE_MS;
}

function isSealedDescription(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes.length <= MAX_SEALED_DESCRIPTION_BYTES;
}
