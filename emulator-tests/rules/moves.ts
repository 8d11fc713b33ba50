/** Every transition in few words: as it should be in a call of that state, or with what is changed about it. */
import {
  admittedWithout,
  type CallDoc,
  type CallTransition,
  type ChosenSchedule,
  cancelOf,
  DEFAULT_EMPTY_TIMEOUT_SECONDS,
  endOf,
  expiryWhenEmpty,
  expiryWhileSeated,
  hasMet,
  type KnockTransition,
  lastGuest,
  lastRoundNumber,
  ROOM_STAY_SECONDS,
  type Role,
  SEAT_LEASE_MS,
  type Sitter,
} from '@parley/protocol';
import { aSchedule, SESSIONS } from '../../protocol/src/testing/call-docs.ts';
import type { AnyValue } from './document-tree.ts';
import { ROOT } from './rest-firestore.ts';
import { guest, NEW_KEY, NEW_SESSION, NEWLY_SEALED } from './scene.ts';

type Of<Type extends CallTransition['type']> = Extract<CallTransition, { type: Type }>;
type Changes<Type extends CallTransition['type']> = Partial<Omit<Of<Type>, 'type' | 'sitter'> & Sitter>;

/** Somebody who has entered, on a new page. */
function sit(call: CallDoc, role: Role, met: boolean, changes: Partial<Sitter>): Sitter {
  const expiresAt = expiryWhileSeated(Date.now(), call, met, changes);
  return { role, session: NEW_SESSION, entered: true, key: NEW_KEY, expiresAt, ...changes };
}

export function create({
  roomName,
  emptyTimeoutSeconds = roomName ? ROOM_STAY_SECONDS : DEFAULT_EMPTY_TIMEOUT_SECONDS,
  schedule = null,
  hasDoor,
  expiresAt = schedule?.endsAt ?? Date.now() + emptyTimeoutSeconds * 1000,
}: Changes<'create'> = {}): Of<'create'> {
  const made = { ...(hasDoor && { hasDoor }), ...(roomName && { roomName }) };
  return { type: 'create', emptyTimeoutSeconds, schedule, ...made, expiresAt };
}

export function offer(call: CallDoc, role: Role, changes: Changes<'offer'> = {}): Of<'offer'> {
  const { round = lastRoundNumber(call) + 1, offer = NEWLY_SEALED, ...sitter } = changes;
  return { type: 'offer', round, offer, sitter: sit(call, role, false, sitter) };
}

export function answer(call: CallDoc, role: Role, changes: Changes<'answer'> = {}): Of<'answer'> {
  const { round = call.round?.number ?? 0, answer = NEWLY_SEALED, ...sitter } = changes;
  return { type: 'answer', round, answer, sitter: sit(call, role, true, sitter) };
}

export function renew(call: CallDoc, role: Role, changes: Partial<Sitter> = {}): Of<'renew'> {
  return { type: 'renew', sitter: sit(call, role, hasMet(call), { session: SESSIONS[role], ...changes }) };
}

export function admit(call: CallDoc, changes: Changes<'admit'> = {}): Of<'admit'> {
  const { uid = guest.uid, ...offered } = changes;
  return { ...offer(call, 'host', offered), type: 'admit', uid, knock: SESSIONS.guest, word: NEWLY_SEALED };
}

export function lock(call: CallDoc, changes: Changes<'lock'> = {}): Of<'lock'> {
  const { admitted = lastGuest(call, Date.now()), isRoom: _is, ...sitter } = changes;
  const met = hasMet(call) && admitted !== null;
  const seat = sit(call, 'host', met, { session: SESSIONS.host, ...sitter });
  return { type: 'lock', admitted, sitter: seat, ...roomOf(call) };
}

export function unlock(call: CallDoc, changes: Partial<Sitter> = {}): Of<'unlock'> {
  return { ...renew(call, 'host', changes), type: 'unlock', ...roomOf(call) };
}

function roomOf({ room }: CallDoc): { readonly isRoom?: true } {
  return room === undefined ? {} : { isRoom: true };
}

/** When a knock at the door of a call of now may lapse at the latest, but for the clocks. */
const knockLapses = () => Date.now() + SEAT_LEASE_MS + DEFAULT_EMPTY_TIMEOUT_SECONDS * 1000;

type OfKnock<Type extends KnockTransition['type']> = Omit<Extract<KnockTransition, { type: Type }>, 'type'>;

/** Somebody rings, on a new page. */
export function ring(changes: Partial<OfKnock<'ring'>> = {}): KnockTransition {
  const page = { session: NEW_SESSION, key: NEW_KEY, sealed: NEWLY_SEALED };
  return { type: 'ring', ...page, rings: 1, expiresAt: knockLapses(), ...changes };
}

export function standThere(changes: Partial<OfKnock<'renew'>> = {}): KnockTransition {
  return { type: 'renew', session: SESSIONS.guest, expiresAt: knockLapses(), ...changes };
}

export const goAway: KnockTransition = { type: 'leave', session: SESSIONS.guest };

export function reply(changes: Partial<OfKnock<'reply'>> = {}): KnockTransition {
  return { type: 'reply', session: SESSIONS.guest, answer: 'declined', word: NEWLY_SEALED, ...changes };
}

export function leave(role: Role, session = SESSIONS[role]): Of<'leave'> {
  return { type: 'leave', role, session };
}

export function leaveLast(call: CallDoc, role: Role, changes: Partial<Of<'leave'>> = {}): Of<'leave'> {
  return { ...leave(role), expiresAt: expiryWhenEmpty(Date.now(), call, hasMet(call)), ...changes };
}

export const free: Of<'free'> = { type: 'free' };

export function dismiss(call: CallDoc, changes: Partial<Of<'dismiss'>> = {}): Of<'dismiss'> {
  const { uid = call.seats.guest?.uid ?? guest.uid } = changes;
  const admitted = admittedWithout(call, uid);
  return { type: 'dismiss', uid, ...(admitted !== undefined && { admitted }), ...changes };
}

export function putOut(call: CallDoc, changes: Partial<Of<'put-out'>> = {}): Of<'put-out'> {
  const admitted = admittedWithout(call, call.seats.guest?.uid ?? guest.uid) ?? null;
  const { number = 0, answererSession = null } = call.round ?? {};
  return { type: 'put-out', admitted, round: { number, answererSession }, ...roomOf(call), ...changes };
}

export function reschedule({ schedule }: CallDoc, changes: Partial<ChosenSchedule> = {}): Of<'reschedule'> {
  const before = schedule ?? aSchedule(0, { revision: 0 });
  const { revision } = before;
  return {
    type: 'reschedule',
    schedule: { ...before, revision: revision + 1, details: NEWLY_SEALED, ...changes },
  };
}

export function rename(roomName: Uint8Array = NEWLY_SEALED): Of<'rename'> {
  return { type: 'rename', roomName };
}

export function end(call: Pick<CallDoc, 'door'> = {}, changes: Changes<'end'> = {}): Of<'end'> {
  return { ...endOf(call, Date.now()), ...changes };
}

export function cancel(call: CallDoc, changes: Changes<'cancel'> = {}): Of<'cancel'> {
  return { ...cancelOf(call, call.schedule?.endsAt ?? 0), ...changes };
}

// What somebody writes past the application.

export const map = (fields: Record<string, AnyValue>): AnyValue => ({ mapValue: { fields } });
export const at = (ms: number): AnyValue => ({ timestampValue: new Date(ms).toISOString() });

/** Those fields of a call, and no others; named without a value, they are taken away. */
export const patch = (docId: string, fields: Record<string, AnyValue>, ...fieldPaths: string[]) => ({
  update: { name: `${ROOT}/calls/${docId}`, fields },
  updateMask: { fieldPaths },
});
