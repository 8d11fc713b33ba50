import { LOCK_SEEN_MS } from '../reading/limits.ts';
import { invalid, parseNullable, parseRecord, parseText, parseTime } from '../reading/parsing.ts';
import type { CallDoc } from './call-doc.ts';
import { isDismissed, remembersNoMore } from './dismissal.ts';
import type { Writer } from './entry.ts';
import { isKept } from './seat.ts';

/**
 * Stands between the link and the guest's seat: whoever comes knocks, and the host lets one person in at a time. Nobody else
 * can read the call once anything was offered in it. The host puts it there, and takes it away.
 */
export interface Door {
  /** The user whom the host has let in last; null: nobody yet. */
  readonly admitted: string | null;
  /** By the server's clock. */
  readonly changedAt: number;
}

/** What a Firebase user's ID may be, in characters. */
export const MAX_UID_LENGTH = 128;

/** @throws {ProtocolError} `invalid` */
export function parseDoor(value: unknown, what: string): Door {
  const { admitted, changedAt } = parseRecord(value, what, ['admitted', 'changedAt']);
  return {
    admitted: parseNullable(admitted, (uid) => parseUid(uid, `${what}.admitted`)),
    changedAt: parseTime(changedAt, `${what}.changedAt`),
  };
}

/** @throws {ProtocolError} `invalid` */
export function parseUid(value: unknown, what: string): string {
  return parseText(value, what, { min: 1, max: MAX_UID_LENGTH });
}

/** Whether the guest's seat may be this user's: there is no door, or the host has let them in. */
export function isAdmitted({ door }: Pick<CallDoc, 'door'>, uid: string): boolean {
  return door === undefined || door.admitted === uid;
}

type Readable = Pick<CallDoc, 'door' | 'round' | 'hostUid' | 'dismissed' | 'seats'>;

/**
 * Whether this user may read the call, if it is alive: behind a door nobody sees what was offered to somebody else, and whoever was
 * asked to leave sees nothing.
 */
export function mayRead(call: Readable, { uid, now }: Writer): boolean {
  if (call.hostUid === uid) return true;
  if (isDismissed(call, uid)) return false;
  return call.round === null || isAdmitted(call, uid) || wasJustLocked(call, now);
}

/**
 * The lock and the host's seat were written at once, lately, and neither since: what there is of an offer is from before, when anybody could read it.
 * A page that looked, and knows of no doors, sees by this that the call has become one that it is too old for.
 */
export function wasJustLocked({ door, seats: { host } }: Readable, now: number): boolean {
  if (door?.admitted !== null || host?.renewedAt !== door.changedAt) return false;
  return host.leftAt === null && now < door.changedAt + LOCK_SEEN_MS;
}

/** Whether whoever was asked to leave, and is not remembered, has to knock. A call that has room for them keeps them out for good instead. */
export function isPutOut(call: Pick<CallDoc, 'door' | 'seats' | 'dismissed' | 'room'>, uid: string): boolean {
  return remembersNoMore(call) && !isAdmitted(call, uid) && call.seats.guest?.uid !== uid;
}

/** Who is let in once this user was asked to leave; undefined: there is no door. */
export function admittedWithout({ door }: Pick<CallDoc, 'door'>, uid: string): string | null | undefined {
  return door?.admitted === uid ? null : door?.admitted;
}

/**
 * Who is in the call as the guest, or has left so lately that their seat waits for them: whoever only looks is not. Whoever gives no sign of life
 * may have lost the database and nothing else, and is still in. Null: nobody. They stay let in when the call is locked.
 */
export function lastGuest({ seats: { guest } }: Pick<CallDoc, 'seats'>, now: number): string | null {
  return guest?.entered === true && (guest.leftAt === null || isKept(guest, now)) ? guest.uid : null;
}

/**
 * Whoever is let in is somebody, and not the host: both seats would be one user's. Users' IDs are printable ASCII; of other characters rules
 * and programs would not count alike how many there are, and what one stores the other could not read.
 */
export function isAdmissible(uid: string, hostUid: string): boolean {
  return /^[!-~]{1,128}$/.test(uid) && uid !== hostUid;
}

/** A call has a door if its format says so, and only then, but for a lasting room, which may. @throws {ProtocolError} `invalid` */
export function parseDoorOf(version: 1 | 2 | 3, fields: object): { readonly door?: Door } {
  const door = 'door' in fields ? fields.door : undefined;
  if (version !== 3 && (version === 2) !== (door !== undefined)) throw invalid('door', 'as the version says');
  return door === undefined ? {} : { door: parseDoor(door, 'door') };
}
