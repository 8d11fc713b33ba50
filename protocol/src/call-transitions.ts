/**
 * Every write of a call document is one of these named transitions. This is what they mean; firestore.rules enforces
 * the same in its own language, the in-memory store runs this code, and the tests hold the two against each other.
 *
 *              create
 *                │
 *                ▼            offer (round + 1, takes or renews the offerer's seat)
 *     ┌──────── open ◄──────┐ answer (takes or renews the answerer's seat)
 *     │          │  └───────┘ renew, leave, free, reschedule
 *     │ end,     │ expiresAt passes
 *     ▼ cancel   ▼
 *   ended ───► gone          (nothing may be read or written; the sweep deletes it)
 *
 * A scheduled call may be entered between `opensAt` and `endsAt` only, and `expiresAt` is never after `endsAt`. An ID
 * whose call is gone is retired: no other call is created there while anybody may still have its link.
 */
import type { CallDoc, Ending } from './call-doc.ts';
import {
  expiryOfTombstone,
  expiryWhenEmpty,
  expiryWhileSeated,
  isAround,
  lapsesInTime,
} from './call-expiry.ts';
import { maySit, type Writer } from './entry.ts';
import {
  MAX_EMPTY_TIMEOUT_SECONDS,
  MAX_ROUND_NUMBER,
  MAX_SEALED_DESCRIPTION_BYTES,
  MIN_EMPTY_TIMEOUT_SECONDS,
  MIN_ROUND_INTERVAL_MS,
  SESSION_KEY_BYTES,
} from './limits.ts';
import { RANDOM_ID_PATTERN } from './random-id.ts';
import type { Round } from './round.ts';
import { type ChosenSchedule, isSchedulable } from './schedule.ts';
import { isHeld, otherRole, type Role, type Seat } from './seat.ts';

/** Who sits down, or renews the seat they have. */
export interface Sitter {
  readonly role: Role;
  readonly session: string;
  /** Whether this person has pressed Join. A session that has, has for good. */
  readonly entered: boolean;
  /** The session's public key, raw P-256; null: it has none. */
  readonly key: Uint8Array | null;
  /** From `expiryWhileSeated`. */
  readonly expiresAt: number;
}

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
      readonly sitter: Sitter;
      /** The number of the new round: one more than the round it replaces. */
      readonly round: number;
      readonly offer: Uint8Array;
    }
  | {
      readonly type: 'answer';
      /** Takes the seat that did not offer. */
      readonly sitter: Sitter;
      readonly round: number;
      readonly answer: Uint8Array;
    }
  | { readonly type: 'renew'; readonly sitter: Sitter }
  | {
      readonly type: 'leave';
      readonly role: Role;
      /** The session that leaves. If the seat has passed to another one, there is nothing to leave. */
      readonly session: string;
      /** Undefined: the other is still there and decides when the call ends. */
      readonly expiresAt?: number;
    }
  /** The host empties the guest's seat, which somebody has left or vanished from, for another to take it at once. */
  | { readonly type: 'free' }
  /** Moves a scheduled call, or lengthens it while it runs: it lapses at the new end, until somebody sits or leaves. */
  | { readonly type: 'reschedule'; readonly schedule: ChosenSchedule }
  | { readonly type: 'end'; readonly expiresAt: number }
  /** Calls a scheduled call off before it starts. What is left says so until it would have ended. */
  | { readonly type: 'cancel'; readonly endsAt: number };

/**
 * From when on this user may begin the next round, by the server's clock; 0: at once. Whoever holds a seat by looking
 * keeps nobody else waiting, however often they renew it.
 */
export function earliestNextRound({ round, seats }: Pick<CallDoc, 'round' | 'seats'>, uid: string): number {
  const seat = round && seats[round.offerer];
  if (seat === null || (seat.leftAt === null && !seat.entered && seat.uid !== uid)) return 0;
  return seat.renewedAt + MIN_ROUND_INTERVAL_MS;
}

/**
 * The document after the transition, or null when it is refused. Total: never throws.
 * @param call the document now; null: there is none and never was, `retired`: there is none and must not be again
 */
export function applyTransition(
  call: CallDoc | 'retired' | null,
  transition: CallTransition,
  writer: Writer,
): CallDoc | null {
  if (transition.type === 'create') return call === null ? create(transition, writer) : null;
  if (call === null || call === 'retired' || call.expiresAt <= writer.now || call.ended !== null) return null;
  switch (transition.type) {
    case 'offer':
      return offer(call, transition, writer);
    case 'answer':
      return answer(call, transition, writer);
    case 'renew':
      return renew(call, transition, writer);
    case 'leave':
      return leave(call, transition, writer);
    case 'free':
      return free(call, writer);
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
  if (schedule !== null && (schedule.revision !== 0 || !isSchedulable(schedule, now))) return null;
  const call: CallDoc = {
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
  return lapsesInTime(call, expiryWhenEmpty, now) ? call : null;
}

function offer(call: CallDoc, transition: Of<'offer'>, writer: Writer): CallDoc | null {
  const { sitter, round: number, offer } = transition;
  if (number !== (call.round?.number ?? 0) + 1 || number > MAX_ROUND_NUMBER) return null;
  if (!isSealedDescription(offer) || writer.now < earliestNextRound(call, writer.uid)) return null;
  return sitDown(call, sitter, writer, {
    number,
    offerer: sitter.role,
    offererSession: sitter.session,
    offer,
    answererSession: null,
    answer: null,
  });
}

function answer(call: CallDoc, transition: Of<'answer'>, writer: Writer): CallDoc | null {
  const { sitter, round: number, answer } = transition;
  const { round } = call;
  if (round?.number !== number || round.answer !== null || round.offerer === sitter.role) return null;
  // Nobody is there to hear the answer to an offer of a page that is gone.
  const offerer = call.seats[round.offerer];
  if (!isHeld(offerer, writer.now) || offerer.session !== round.offererSession) return null;
  if (!isSealedDescription(answer)) return null;
  return sitDown(call, sitter, writer, { ...round, answererSession: sitter.session, answer });
}

function renew(call: CallDoc, { sitter }: Of<'renew'>, writer: Writer): CallDoc | null {
  const seat = call.seats[sitter.role];
  if (seat === null || seat.uid !== writer.uid || seat.session !== sitter.session || seat.leftAt !== null)
    return null;
  return sitDown(call, sitter, writer, call.round);
}

function leave(
  call: CallDoc,
  { role, session, expiresAt }: Of<'leave'>,
  { uid, now }: Writer,
): CallDoc | null {
  const seat = call.seats[role];
  if (seat === null || seat.session !== session || seat.leftAt !== null) return null;
  // The host may also leave for a guest whose browser died without a word.
  if (seat.uid !== uid && !(role === 'guest' && uid === call.hostUid)) return null;
  const left = { ...call, seats: withSeat(call, role, { ...seat, leftAt: now }) };
  if (expiresAt === undefined || expiresAt === call.expiresAt) return left;
  const other = call.seats[otherRole(role)];
  const isEmpty = other === null || other.leftAt !== null;
  const after = { ...left, expiresAt };
  return isEmpty && lapsesInTime(after, expiryWhenEmpty, now) ? after : null;
}

function free(call: CallDoc, { uid, now }: Writer): CallDoc | null {
  const { guest } = call.seats;
  if (uid !== call.hostUid || guest === null || isHeld(guest, now)) return null;
  return { ...call, seats: { ...call.seats, guest: null } };
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
  { role, session, entered, key, expiresAt }: Sitter,
  { uid, now }: Writer,
  round: Round | null,
): CallDoc | null {
  if (!RANDOM_ID_PATTERN.test(session) || (key !== null && key.length !== SESSION_KEY_BYTES)) return null;
  if (!maySit(call, role, { uid, now, entered })) return null;
  const before = call.seats[role];
  // Whoever has come in does not go back to looking; another page of theirs may begin with it.
  if (before !== null && before.session === session && before.entered && !entered) return null;
  const seat = { uid, session, entered, key, renewedAt: now, leftAt: null };
  const after = { ...call, expiresAt, seats: withSeat(call, role, seat), round };
  return lapsesInTime(after, expiryWhileSeated, now) ? after : null;
}

function withSeat(call: CallDoc, role: Role, seat: Seat): CallDoc['seats'] {
  return role === 'host' ? { ...call.seats, host: seat } : { ...call.seats, guest: seat };
}

function isSealedDescription(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes.length <= MAX_SEALED_DESCRIPTION_BYTES;
}
