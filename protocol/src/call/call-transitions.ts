/**
 * Every write of a call document is one of these named transitions. This is what they mean; firestore.rules enforces
 * the same in its own language, the in-memory store runs this code, and the tests hold the two against each other.
 *
 *              create
 *                │
 *                ▼            offer (round + 1, takes or renews the offerer's seat)
 *     ┌──────── open ◄──────┐ answer (takes or renews the answerer's seat)
 *     │          │  └───────┘ renew, leave, free, dismiss, put out, reschedule, rename; lock, unlock; admit, where there is a door
 *     │ end,     │ expiresAt passes
 *     ▼ cancel   ▼
 *   ended ───► gone          (nothing may be read or written; the sweep deletes it)
 *
 * A scheduled call may be entered between `opensAt` and `endsAt` only, and `expiresAt` is never after `endsAt`. An ID
 * whose call is gone is retired: no other call is created there while anybody may still have its link.
 *
 * A lasting room is open for ninety days from the last visit. After each the sweep puts it to rest: it forgets round and seats, and
 * whom the host had let in; the next round is one more than the last of the visit before.
 *
 * Behind a door the host waits without an offer, since nothing of theirs is to be read there; admitting somebody is the
 * offer for them.
 */

import { RANDOM_ID_PATTERN } from '../ids/random-id.ts';
import {
  MAX_EMPTY_TIMEOUT_SECONDS,
  MAX_ROUNDS,
  MAX_SEALED_DESCRIPTION_BYTES,
  MIN_EMPTY_TIMEOUT_SECONDS,
  MIN_ROUND_INTERVAL_MS,
  ROOM_STAY_SECONDS,
  SESSION_KEY_BYTES,
} from '../reading/limits.ts';
import { type CallDoc, isOpen } from './call-doc.ts';
import {
  expiryOfTombstone,
  expiryWhenEmpty,
  expiryWhileSeated,
  hasMet,
  isAround,
  type Lasting,
  lapsesInTime,
} from './call-expiry.ts';
import { callAfter, callWrite } from './call-write.ts';
import { mayDismiss, remembersNoMore } from './dismissal.ts';
import { admittedWithout, isAdmissible, lastGuest } from './door.ts';
import { maySit, type Writer } from './entry.ts';
import { isSealedRoomName, lastRoundNumber, roundsBefore } from './room.ts';
import type { Round } from './round.ts';
import { type ChosenSchedule, isSchedulable } from './schedule.ts';
import { isHeld, otherRole, type Role } from './seat.ts';

/** Who sits down, or renews the seat they have. */
export interface Sitter {
  readonly role: Role;
  readonly session: string;
  /** Whether this person has pressed Join. A session that has, has for good. */
  readonly entered: boolean;
  /** Their page hears the other's over a link; undefined: it does not. Nobody does who has not met the other. */
  readonly linked?: true;
  /** The session's public key, raw P-256; null: it has none. */
  readonly key: Uint8Array | null;
  /** From `expiryWhileSeated`. */
  readonly expiresAt: number;
}

/** Whoever has knocked, and is told in the same commit that they may come in. */
export interface Welcome {
  readonly uid: string;
  /** The session that did. */
  readonly knock: string;
  /** The sealed word that is said to them. */
  readonly word: Uint8Array;
}

interface AtDoor {
  /**
   * Whether there is a door, at which nobody is let in any more: all may read what is left of the call. Pages of before say of no call
   * that there is one, and leave there whom they let in last.
   */
  readonly hasDoor: boolean;
}

/** `expiresAt` is chosen by the client, since Firestore cannot add to its own clock; the rules check it. */
export type CallTransition =
  | {
      readonly type: 'create';
      readonly emptyTimeoutSeconds: number;
      /** Null: a call of now. */
      readonly schedule: ChosenSchedule | null;
      /** Whoever comes knocks: in a call with a time exactly if its admission is `ask`. Absent: there is no door. */
      readonly hasDoor?: true;
      /** The sealed name of a lasting room, which is a call of now with `ROOM_STAY_SECONDS`. Absent: it is none. */
      readonly roomName?: Uint8Array;
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
  /** A sign of life. Behind a door the host also sits down by it: there is nobody to make an offer to. */
  | { readonly type: 'renew'; readonly sitter: Sitter }
  /** The host lets somebody in, with an offer for them, in place of whoever was let in before and is not there. */
  | (Welcome & {
      readonly type: 'admit';
      /** The host. */
      readonly sitter: Sitter;
      readonly round: number;
      /** For the session that has knocked alone. */
      readonly offer: Uint8Array;
    })
  /**
   * The host has whoever comes ask from now on, where there was no door. Whoever is in the call, or has left it within the minute that their
   * seat is kept, stays let in; any other seat of a guest is emptied.
   */
  | {
      readonly type: 'lock';
      /** The host. */
      readonly sitter: Sitter;
      /** See `lastGuest`. */
      readonly admitted: string | null;
      /** In a lasting room, whose format does not tell whether it is locked. */
      readonly isRoom?: true;
    }
  /** The host has anybody come in from now on who has the link. */
  | {
      readonly type: 'unlock';
      /** The host. */
      readonly sitter: Sitter;
      /** Who has waited longest, and is told; undefined: nobody waits. */
      readonly welcomed?: Welcome;
      /** As above. */
      readonly isRoom?: true;
    }
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
  /** The host asks the guest to leave for good: they neither sit down again nor read the call. */
  | {
      readonly type: 'dismiss';
      readonly uid: string;
      /** Who is let in behind the door from now on, but for the guest; undefined: there is no door. */
      readonly admitted?: string | null;
    }
  /**
   * The host asks the guest to leave where the call remembers as many people as it can: from now on they, and whoever else comes, have to
   * knock. The write says nowhere who it is, but how the round stands, which somebody else who sits down changes.
   */
  | {
      readonly type: 'put-out';
      /** Who is let in behind the door from now on, but for the guest; null: nobody. */
      readonly admitted: string | null;
      readonly round: Pick<Round, 'number' | 'answererSession'>;
      /** As above. */
      readonly isRoom?: true;
    }
  /** Moves a scheduled call, or lengthens it while it runs: it lapses at the new end, until somebody sits or leaves. */
  | { readonly type: 'reschedule'; readonly schedule: ChosenSchedule }
  /** The host calls a lasting room something else. */
  | { readonly type: 'rename'; readonly roomName: Uint8Array }
  /** See `endOf`. */
  | (AtDoor & { readonly type: 'end'; readonly expiresAt: number })
  /** Calls a scheduled call off before it starts. What is left says so until it would have ended. See `cancelOf`. */
  | (AtDoor & { readonly type: 'cancel'; readonly endsAt: number });

/** Who is told that they may come in, in the same commit, which is refused if their page is another by now. */
export function welcomeOf(transition: CallTransition): Welcome | undefined {
  if (transition.type === 'admit') return transition;
  return transition.type === 'unlock' ? transition.welcomed : undefined;
}

/** What a program decides about the call that it books. */
export interface Booked {
  readonly emptyTimeoutSeconds: number;
  readonly schedule: ChosenSchedule;
  /** Sealed `SettingsOfLinks`; null: nothing was decided. */
  readonly links: Uint8Array | null;
}

/** What the server writes, past the rules. */
export type ServerTransition =
  /** A program books a call. Nobody is its host until somebody shows the host key. */
  | (Booked & { readonly type: 'book'; readonly createdAt: number })
  /** A program changes what it has booked. */
  | (Booked & { readonly type: 'rebook' })
  /** The same, with another host key: whoever is the host by the old one is no longer, and loses the seat. */
  | (Booked & { readonly type: 'remove-host' })
  /** Whoever has shown the host key is the host now; the host before them loses the seat. */
  | { readonly type: 'claim-host'; readonly uid: string }
  /** Says anew what the call is about, be it over or not: nothing else becomes of it. */
  | ({ readonly type: 'reword' } & Pick<Booked, 'schedule' | 'links'>)
  /** A visit to a lasting room is over (`isVisitOver`): nothing is left of it but the number of its last round. */
  | { readonly type: 'rest'; readonly rounds: number; readonly hasDoor: boolean }
  /** As the host does it. */
  | Extract<CallTransition, { type: 'cancel' | 'end' }>;

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
  const after = (known: CallDoc | null) => callAfter(known, callWrite(transition, writer.uid), writer.now);
  if (transition.type === 'create') {
    const created = call === null && isCreatable(transition, writer) ? after(null) : null;
    return created && lapsesInTime(created, expiryWhenEmpty, writer.now) ? created : null;
  }
  if (call === null || call === 'retired' || !isOpen(call, writer.now)) return null;
  switch (transition.type) {
    case 'offer':
      return mayOffer(call, transition, writer) ? whileSeated(after(call), transition, writer) : null;
    case 'answer':
      return mayAnswer(call, transition, writer) ? whileSeated(after(call), transition, writer) : null;
    case 'renew':
      // Also where somebody takes a seat by it that was empty, as whoever becomes the host does behind a door: they have met nobody yet.
      return mayRenew(call, transition, writer)
        ? whileSeated(after(call), transition, writer, hasMet(call))
        : null;
    case 'admit':
      return mayAdmit(call, transition, writer) ? whileSeated(after(call), transition, writer) : null;
    case 'lock':
      return mayLock(call, transition, writer) ? whileSeated(after(call), transition, writer) : null;
    case 'unlock':
      return mayUnlock(call, transition, writer) ? whileSeated(after(call), transition, writer) : null;
    case 'leave':
      if (!mayLeave(call, transition, writer)) return null;
      return afterLeaving(call, after(call), transition, writer);
    case 'free':
      return mayFree(call, writer) ? after(call) : null;
    case 'dismiss':
      return isRightDismissal(call, transition, writer) ? after(call) : null;
    case 'put-out':
      return isRightPuttingOut(call, transition, writer) ? after(call) : null;
    case 'reschedule':
      return mayReschedule(call, transition, writer) ? after(call) : null;
    case 'rename':
      return mayRename(call, transition, writer) ? after(call) : null;
    case 'end':
      return mayEnd(call, transition, writer) ? after(call) : null;
    case 'cancel':
      return mayCancel(call, transition, writer) ? after(call) : null;
  }
}

/** Whether whoever shows a key of this hash may become the host now. */
export function mayClaimHost(call: CallDoc, hostKeyHash: Uint8Array, now: number): boolean {
  if (call.schedule === null || !isOpen(call, now)) return false;
  return isEqual(call.schedule.hostKeyHash, hostKeyHash);
}

/** Takes equally long wherever the two differ. */
function isEqual(known: Uint8Array, shown: Uint8Array): boolean {
  const difference = known.reduce((bits, byte, index) => bits | (byte ^ (shown[index] ?? 0)), 0);
  return known.length === shown.length && difference === 0;
}

type Of<Type extends CallTransition['type']> = Extract<CallTransition, { type: Type }>;

function isCreatable(transition: Of<'create'>, { now }: Writer): boolean {
  const { emptyTimeoutSeconds, schedule, hasDoor, roomName } = transition;
  if (roomName !== undefined)
    return schedule === null && emptyTimeoutSeconds === ROOM_STAY_SECONDS && isSealedRoomName(roomName);
  if (!Number.isInteger(emptyTimeoutSeconds)) return false;
  if (emptyTimeoutSeconds < MIN_EMPTY_TIMEOUT_SECONDS || emptyTimeoutSeconds > MAX_EMPTY_TIMEOUT_SECONDS)
    return false;
  if (schedule === null) return true;
  const isRight = (hasDoor === true) === (schedule.admission === 'ask');
  return isRight && schedule.revision === 0 && isSchedulable(schedule, now);
}

function mayOffer(call: CallDoc, transition: Of<'offer'>, writer: Writer): boolean {
  // Behind a door there is nobody to offer to before somebody was let in.
  return call.door?.admitted !== null && mayBeginRound(call, transition, writer);
}

function mayAdmit(call: CallDoc, transition: Of<'admit'>, writer: Writer): boolean {
  const { door, hostUid, seats } = call;
  if (door === undefined || transition.sitter.role !== 'host' || isHeld(seats.guest, writer.now))
    return false;
  return isAdmissible(transition.uid, hostUid) && mayBeginRound(call, transition, writer);
}

function mayBeginRound(
  call: CallDoc,
  { sitter, round, offer }: Of<'offer' | 'admit'>,
  writer: Writer,
): boolean {
  if (round !== lastRoundNumber(call) + 1 || round > roundsBefore(call) + MAX_ROUNDS) return false;
  if (!isSealedDescription(offer) || writer.now < earliestNextRound(call, writer.uid)) return false;
  return maySitDown(call, sitter, writer);
}

function mayAnswer(call: CallDoc, transition: Of<'answer'>, writer: Writer): boolean {
  const { sitter, round: number, answer } = transition;
  const { round } = call;
  if (round?.number !== number || round.answer !== null || round.offerer === sitter.role) return false;
  // Nobody is there to hear the answer to an offer of a page that is gone.
  const offerer = call.seats[round.offerer];
  if (!isHeld(offerer, writer.now) || offerer.session !== round.offererSession) return false;
  return isSealedDescription(answer) && maySitDown(call, sitter, writer);
}

function mayRenew(call: CallDoc, { sitter }: Of<'renew'>, writer: Writer): boolean {
  const seat = call.seats[sitter.role];
  if (call.door !== undefined && sitter.role === 'host') return maySitDown(call, sitter, writer);
  if (seat === null || seat.uid !== writer.uid || seat.session !== sitter.session || seat.leftAt !== null)
    return false;
  return maySitDown(call, sitter, writer);
}

function mayLock(call: CallDoc, { sitter, admitted, isRoom }: Of<'lock'>, writer: Writer): boolean {
  if (isRoom !== isRoomOf(call)) return false;
  if (call.door !== undefined || sitter.role !== 'host' || admitted !== lastGuest(call, writer.now))
    return false;
  return maySitDown(call, sitter, writer);
}

function mayUnlock(call: CallDoc, { sitter, isRoom }: Of<'unlock'>, writer: Writer): boolean {
  if (isRoom !== isRoomOf(call)) return false;
  return call.door !== undefined && sitter.role === 'host' && maySitDown(call, sitter, writer);
}

function mayLeave(call: CallDoc, { role, session }: Of<'leave'>, { uid }: Writer): boolean {
  const seat = call.seats[role];
  if (seat === null || seat.session !== session || seat.leftAt !== null) return false;
  // The host may also leave for a guest whose browser died without a word.
  return seat.uid === uid || (role === 'guest' && uid === call.hostUid);
}

function afterLeaving(call: CallDoc, after: CallDoc, { role }: Of<'leave'>, { now }: Writer): CallDoc | null {
  if (after.expiresAt === call.expiresAt) return after;
  const other = call.seats[otherRole(role)];
  const isEmpty = other === null || other.leftAt !== null;
  return isEmpty && lapsesInTime(after, expiryWhenEmpty, now) ? after : null;
}

function mayFree({ hostUid, seats: { guest } }: CallDoc, { uid, now }: Writer): boolean {
  return uid === hostUid && guest !== null && !isHeld(guest, now);
}

function isRightDismissal(call: CallDoc, { uid, admitted }: Of<'dismiss'>, writer: Writer): boolean {
  if (writer.uid !== call.hostUid || !mayDismiss(call, uid)) return false;
  return admitted === admittedWithout(call, uid);
}

function isRightPuttingOut(
  call: CallDoc,
  { admitted, round, isRoom }: Of<'put-out'>,
  { uid }: Writer,
): boolean {
  const { hostUid, seats, version, room } = call;
  if (uid !== hostUid || seats.guest === null || seats.guest.uid === hostUid) return false;
  if (!remembersNoMore(call)) return false;
  // The format says that there is a door, but of a room.
  if ((isRoom ? version : 2) !== (room === undefined ? 2 : 3)) return false;
  if (round.number !== call.round?.number || round.answererSession !== call.round.answererSession)
    return false;
  return admitted === (admittedWithout(call, seats.guest.uid) ?? null);
}

function mayReschedule(call: CallDoc, { schedule }: Of<'reschedule'>, { uid, now }: Writer): boolean {
  if (uid !== call.hostUid || call.schedule === null) return false;
  // It says how a call begins; from then on its lock does.
  if ((call.schedule.admission === 'ask') !== (schedule.admission === 'ask')) return false;
  return schedule.revision === call.schedule.revision + 1 && isSchedulable(schedule, now);
}

function isRoomOf({ room }: CallDoc): true | undefined {
  return room === undefined ? undefined : true;
}

function mayRename({ hostUid, room }: CallDoc, { roomName }: Of<'rename'>, { uid }: Writer): boolean {
  return uid === hostUid && room !== undefined && isSealedRoomName(roomName);
}

function mayEnd(
  { hostUid, door }: CallDoc,
  { expiresAt, hasDoor }: Of<'end'>,
  { uid, now }: Writer,
): boolean {
  if (hasDoor && door === undefined) return false;
  return uid === hostUid && isAround(expiresAt, expiryOfTombstone(now));
}

function mayCancel(call: CallDoc, { endsAt, hasDoor }: Of<'cancel'>, { uid, now }: Writer): boolean {
  const { hostUid, schedule, door } = call;
  if (uid !== hostUid || schedule === null || (hasDoor && door === undefined)) return false;
  // The end is part of the write: whoever calls off knows what they call off.
  return now < schedule.startsAt && endsAt === schedule.endsAt;
}

function maySitDown(call: CallDoc, { role, session, entered, key }: Sitter, { uid, now }: Writer): boolean {
  if (!RANDOM_ID_PATTERN.test(session) || (key !== null && key.length !== SESSION_KEY_BYTES)) return false;
  if (!maySit(call, role, { uid, now, entered })) return false;
  const before = call.seats[role];
  // Whoever has come in does not go back to looking; another page of theirs may begin with it.
  return before === null || before.session !== session || !before.entered || entered;
}

/** @param met whether the two have, once this is written */
function whileSeated(
  after: CallDoc,
  { sitter }: { readonly sitter: Sitter },
  { now }: Writer,
  met = hasMet(after),
): CallDoc | null {
  if (sitter.linked && !met) return null;
  const expiry = (at: number, call: Lasting) => expiryWhileSeated(at, call, met, sitter);
  return lapsesInTime(after, expiry, now, met) ? after : null;
}

function isSealedDescription(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes.length <= MAX_SEALED_DESCRIPTION_BYTES;
}
