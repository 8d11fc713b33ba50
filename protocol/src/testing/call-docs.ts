/** Call documents for tests of whatever reads or writes them, with what is changed about them. */
import type { CallDoc } from '../call/call-doc.ts';
import { expiryWhenEmpty, expiryWhileSeated, hasMet } from '../call/call-expiry.ts';
import type { Door } from '../call/door.ts';
import type { KnockDoc } from '../call/knock-doc.ts';
import type { Room } from '../call/room.ts';
import type { Round } from '../call/round.ts';
import type { Schedule } from '../call/schedule.ts';
import { otherRole, type Role, type Seat } from '../call/seat.ts';
import { HOST_KEY_HASH_BYTES } from '../ids/host-key.ts';
import { createRandomId } from '../ids/random-id.ts';
import {
  DEFAULT_EMPTY_TIMEOUT_SECONDS,
  ROOM_STAY_SECONDS,
  SEAT_KEPT_MS,
  SESSION_KEY_BYTES,
} from '../reading/limits.ts';

/** Who sits where, unless something else is said. */
export const UIDS: Readonly<Record<Role, string>> = { host: 'host-user', guest: 'guest-user' };
export const SESSIONS: Readonly<Record<Role, string>> = { host: createRandomId(), guest: createRandomId() };

/** What somebody has sealed. */
export const SEALED = new Uint8Array(64).fill(7);

export const MINUTE_MS = 60_000;

/** What happened before the write under test: its time must not pass for that of the write, nor keep a seat. */
export function aMinuteAgo(): number {
  return Date.now() - SEAT_KEPT_MS - 1_000;
}

/** The seat of somebody who has entered and is there. */
export function aSeat(role: Role, changes: Partial<Seat> = {}): Seat {
  return {
    ...{ uid: UIDS[role], session: SESSIONS[role], entered: true, renewedAt: aMinuteAgo(), leftAt: null },
    key: new Uint8Array(SESSION_KEY_BYTES).fill(4),
    ...changes,
  };
}

/** The first round, which the host has begun and nobody has answered. */
export function aRound({ offerer = 'host', ...changes }: Partial<Round> = {}): Round {
  const offered = { number: 1, offerer, offererSession: SESSIONS[offerer], offer: SEALED };
  return { ...offered, answererSession: null, answer: null, ...changes };
}

export function anAnsweredRound({ offerer = 'host', ...changes }: Partial<Round> = {}): Round {
  const answererSession = SESSIONS[otherRole(offerer)];
  return aRound({ offerer, answererSession, answer: SEALED, ...changes });
}

/** An hour from then on, that opens ten minutes before; unless it is said otherwise, about to start, and so open. */
export function aSchedule(startsInMs = 9 * MINUTE_MS, changes: Partial<Schedule> = {}): Schedule {
  const startsAt = Date.now() + startsInMs;
  return {
    ...{ revision: 3, opensAt: startsAt - 10 * MINUTE_MS, startsAt, endsAt: startsAt + 60 * MINUTE_MS },
    ...{ admission: 'anyone', details: SEALED, changedAt: aMinuteAgo() },
    hostKeyHash: new Uint8Array(HOST_KEY_HASH_BYTES).fill(5),
    ...changes,
  };
}

/** What is different about a call behind a door, through which nobody was let in but whom it is said of. */
export function withDoor(admitted: string | null = null): { readonly version: 2; readonly door: Door } {
  return { version: 2, door: { admitted, changedAt: aMinuteAgo() } };
}

/** What is different about a lasting room, after so many rounds in earlier visits. */
export function withRoom(rounds = 0): {
  readonly version: 3;
  readonly emptyTimeoutSeconds: number;
  readonly room: Room;
} {
  const room = { name: SEALED, rounds, changedAt: aMinuteAgo() };
  return { version: 3, emptyTimeoutSeconds: ROOM_STAY_SECONDS, room };
}

/** Somebody has rung once, and stands there. */
export function aKnock(changes: Partial<KnockDoc> = {}): KnockDoc {
  return {
    ...{ session: SESSIONS.guest, key: new Uint8Array(SESSION_KEY_BYTES).fill(4), sealed: SEALED, rings: 1 },
    ...{ rungAt: aMinuteAgo(), renewedAt: aMinuteAgo(), leftAt: null, reply: null },
    expiresAt: Date.now() + 10 * MINUTE_MS,
    ...changes,
  };
}

export interface CallChanges extends Partial<Omit<CallDoc, 'seats'>> {
  /** What is different about a seat that is held; null: nobody has sat there. */
  readonly host?: Partial<Seat> | null;
  readonly guest?: Partial<Seat> | null;
}

/** A call that was just created and that nobody sits in. It lapses when it should, whoever sits there. */
export function aCall({ host = null, guest = null, ...changes }: CallChanges = {}): CallDoc {
  const call: CallDoc = {
    ...{ version: 1, hostUid: UIDS.host, createdAt: aMinuteAgo(), schedule: null, round: null, ended: null },
    emptyTimeoutSeconds: DEFAULT_EMPTY_TIMEOUT_SECONDS,
    expiresAt: 0,
    seats: { host: host && aSeat('host', host), guest: guest && aSeat('guest', guest) },
    ...changes,
  };
  const expiry = host === null && guest === null ? expiryWhenEmpty : expiryWhileSeated;
  return { ...call, expiresAt: changes.expiresAt ?? expiry(Date.now(), call, hasMet(call)) };
}

/** The host has offered and waits. */
export function aWaitingCall(changes: CallChanges = {}): CallDoc {
  return aCall({ host: {}, round: aRound(), ...changes });
}

/** Both are there. */
export function aRunningCall(changes: CallChanges = {}): CallDoc {
  return aCall({ host: {}, guest: {}, round: anAnsweredRound(), ...changes });
}
