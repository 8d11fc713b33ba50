/** What each transition writes: the one place where a new call, a taken seat and a tombstone are made. */
import type { CallDoc, Ending } from './call-doc.ts';
import type { Booked, CallTransition, ServerTransition, Sitter } from './call-transitions.ts';
import { dismissalMark } from './dismissal.ts';
import {
  type DocumentWrite,
  fieldsAfter,
  NO_FIELD,
  SERVER_TIME,
  Time,
  type WrittenFields,
} from './document-write.ts';
import type { ChosenSchedule } from './schedule.ts';
import { SEAT_DEFAULTS, type Seat } from './seat.ts';

/** The host of a call that nobody has shown the host key of: user IDs of Firebase are longer. */
const NO_HOST_UID = 'api';

/** What a user writes. */
export function callWrite(transition: CallTransition, uid: string): DocumentWrite {
  switch (transition.type) {
    case 'create':
      return created({ ...transition, hostUid: uid, createdAt: SERVER_TIME });
    case 'offer':
      return update(offered(transition, uid));
    case 'admit':
      return update({
        ...offered(transition, uid),
        'door.admitted': transition.uid,
        'door.changedAt': SERVER_TIME,
      });
    case 'answer': {
      // The number is written although it must not change: if the round has moved on, the rules see that it would.
      const { sitter, answer, round } = transition;
      return update({
        ...seated(sitter, uid),
        'round.number': round,
        'round.answererSession': sitter.session,
        'round.answer': answer,
      });
    }
    case 'renew':
      return update(seated(transition.sitter, uid));
    case 'lock': {
      const { sitter, admitted } = transition;
      const emptied: WrittenFields = admitted === null ? { 'seats.guest': null } : {};
      const door: WrittenFields = { admitted, changedAt: SERVER_TIME };
      const version: WrittenFields = transition.isRoom ? {} : { version: 2 };
      return update({ ...seated(sitter, uid), ...emptied, ...version, door });
    }
    case 'unlock': {
      const version: WrittenFields = transition.isRoom ? {} : { version: 1 };
      return update({ ...seated(transition.sitter, uid), ...version, door: NO_FIELD });
    }
    case 'leave': {
      // The session is written for the same reason: a seat that has passed on is not this one's to leave.
      const { role, session, expiresAt } = transition;
      return update({
        [`seats.${role}.session`]: session,
        ...(expiresAt !== undefined && { expiresAt: new Time(expiresAt) }),
        [`seats.${role}.leftAt`]: SERVER_TIME,
      });
    }
    case 'free':
      return update({ 'seats.guest': null });
    case 'dismiss': {
      const { uid, admitted } = transition;
      const door: WrittenFields =
        admitted === undefined ? {} : { 'door.admitted': admitted, 'door.changedAt': SERVER_TIME };
      return update({ 'seats.guest': null, ...door, [`dismissed.${dismissalMark(uid)}`]: SERVER_TIME });
    }
    case 'put-out': {
      // The round is written although it must not change: who sits down meanwhile would be seen by the rules in no other way.
      const { admitted, round, isRoom } = transition;
      return update({
        'seats.guest': null,
        'round.number': round.number,
        'round.answererSession': round.answererSession,
        ...(!isRoom && { version: 2 }),
        door: { admitted, changedAt: SERVER_TIME },
      });
    }
    case 'reschedule':
      return update(scheduled(transition.schedule));
    case 'rename':
      return update({ 'room.name': transition.roomName, 'room.changedAt': SERVER_TIME });
    case 'end':
      return tombstone('host-ended', transition.expiresAt, transition);
    case 'cancel':
      return tombstone('cancelled', transition.endsAt, transition);
  }
}

/** What the server writes, past the rules. */
export function serverWrite(transition: ServerTransition): DocumentWrite {
  switch (transition.type) {
    case 'book': {
      const { createdAt, schedule, links } = transition;
      const expiresAt = schedule.endsAt;
      const door = schedule.admission === 'ask' ? { hasDoor: true as const } : {};
      const call = created({
        ...transition,
        ...door,
        hostUid: NO_HOST_UID,
        createdAt: new Time(createdAt),
        expiresAt,
      });
      return { ...call, fields: { ...call.fields, links } };
    }
    case 'rebook':
      return update(rebooked(transition));
    case 'remove-host':
      return update({ ...rebooked(transition), hostUid: NO_HOST_UID, 'seats.host': null });
    case 'claim-host': {
      const { uid } = transition;
      return update({ hostUid: uid, 'seats.host': null, 'schedule.changedAt': SERVER_TIME });
    }
    case 'rest': {
      const { rounds, hasDoor } = transition;
      const emptied = { round: null, seats: { host: null, guest: null } };
      return update({
        ...emptied,
        ...nobodyAtDoor(hasDoor),
        'room.rounds': rounds,
        'room.changedAt': SERVER_TIME,
      });
    }
    case 'reword':
      return update({ schedule: scheduleFields(transition.schedule), links: transition.links });
    case 'end':
      return tombstone('host-ended', transition.expiresAt, transition);
    case 'cancel':
      return tombstone('cancelled', transition.endsAt, transition);
  }
}

/** The call after a write that was accepted at `now`, by whoever may write it. */
export function callAfter(call: CallDoc | null, write: DocumentWrite, now: number): CallDoc {
  const after = fieldsAfter(call, write, now) as unknown as CallDoc;
  const { host, guest } = after.seats;
  return { ...after, seats: { host: withDefaults(host), guest: withDefaults(guest) } };
}

function withDefaults(seat: Seat | null): Seat | null {
  return seat === null || 'key' in seat ? seat : { ...SEAT_DEFAULTS, ...(seat as Seat) };
}

interface NewCall {
  readonly hostUid: string;
  readonly createdAt: Time | typeof SERVER_TIME;
  readonly emptyTimeoutSeconds: number;
  readonly schedule: ChosenSchedule | null;
  readonly hasDoor?: true;
  readonly roomName?: Uint8Array;
  readonly expiresAt: number;
}

function created({ hostUid, createdAt, emptyTimeoutSeconds, schedule, ...rest }: NewCall): DocumentWrite {
  const { hasDoor, roomName, expiresAt } = rest;
  const fields: Record<keyof Omit<CallDoc, 'door' | 'room' | 'dismissed' | 'links'>, WrittenFields[string]> =
    {
      version: roomName ? 3 : hasDoor ? 2 : 1,
      hostUid,
      createdAt,
      emptyTimeoutSeconds,
      expiresAt: new Time(expiresAt),
      schedule: schedule && scheduleFields(schedule),
      seats: { host: null, guest: null },
      round: null,
      ended: null,
    };
  const door: WrittenFields = { admitted: null, changedAt: SERVER_TIME };
  const room: WrittenFields = roomName ? { name: roomName, rounds: 0, changedAt: SERVER_TIME } : {};
  return {
    kind: 'create',
    fields: { ...fields, ...(hasDoor && { door }), ...(roomName && { room }) },
  };
}

function update(fields: WrittenFields): DocumentWrite {
  return { kind: 'update', fields };
}

function tombstone(
  reason: Ending['reason'],
  expiresAt: number,
  { hasDoor }: { readonly hasDoor: boolean },
): DocumentWrite {
  return update({
    expiresAt: new Time(expiresAt),
    seats: { host: null, guest: null },
    round: null,
    ...nobodyAtDoor(hasDoor),
    ended: { reason, at: SERVER_TIME },
  });
}

/** Nobody is let in any more, where there is a door. */
function nobodyAtDoor(hasDoor: boolean): WrittenFields {
  return hasDoor ? { 'door.admitted': null, 'door.changedAt': SERVER_TIME } : {};
}

function offered(
  {
    sitter,
    offer,
    round: number,
  }: Pick<Extract<CallTransition, { type: 'offer' }>, 'sitter' | 'offer' | 'round'>,
  uid: string,
): WrittenFields {
  const offerer = { offerer: sitter.role, offererSession: sitter.session };
  const round = { number, ...offerer, offer, answererSession: null, answer: null };
  return { ...seated(sitter, uid), round };
}

/** Taking a seat and renewing it are the same write. */
function seated({ role, session, entered, linked, key, expiresAt }: Sitter, uid: string): WrittenFields {
  const seat: WrittenFields = {
    uid,
    session,
    entered,
    ...(linked && { linked }),
    ...(key && { key }),
    leftAt: null,
    renewedAt: SERVER_TIME,
  };
  return { [`seats.${role}`]: seat, expiresAt: new Time(expiresAt) };
}

function scheduled(schedule: ChosenSchedule): WrittenFields {
  return { schedule: scheduleFields(schedule), expiresAt: new Time(schedule.endsAt) };
}

function rebooked({ schedule, emptyTimeoutSeconds, links }: Booked): WrittenFields {
  return { ...scheduled(schedule), emptyTimeoutSeconds, links };
}

function scheduleFields({ opensAt, startsAt, endsAt, ...rest }: ChosenSchedule): WrittenFields {
  return {
    ...rest,
    opensAt: new Time(opensAt),
    startsAt: new Time(startsAt),
    endsAt: new Time(endsAt),
    changedAt: SERVER_TIME,
  };
}
