import { invalid, parseNullable, parseRecord, parseText, parseTime } from '../reading/parsing.ts';
import type { CallDoc } from './call-doc.ts';

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

/** Whether this user may read the call, if it is alive: behind a door nobody sees what was offered to somebody else. */
export function mayRead(call: Pick<CallDoc, 'door' | 'round' | 'hostUid'>, uid: string): boolean {
  return call.round === null || call.hostUid === uid || isAdmitted(call, uid);
}

/** Who is in the call as the guest, or was last: whoever only looks is not. Null: nobody. */
export function lastGuest({ seats: { guest } }: Pick<CallDoc, 'seats'>): string | null {
  return guest?.entered === true ? guest.uid : null;
}

/** Whoever is let in is somebody, and not the host: both seats would be one user's. */
export function isAdmissible(uid: string, hostUid: string): boolean {
  return /^.{1,128}$/u.test(uid) && uid !== hostUid;
}

/** A call has a door if and only if its format says so. @throws {ProtocolError} `invalid` */
export function parseDoorOf(version: 1 | 2, fields: object): { readonly door?: Door } {
  const door = 'door' in fields ? fields.door : undefined;
  if ((version === 2) !== (door !== undefined)) throw invalid('door', 'there in version 2 alone');
  return version === 2 ? { door: parseDoor(door, 'door') } : {};
}
