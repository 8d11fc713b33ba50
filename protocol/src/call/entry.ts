/** Who may sit down where. */
import type { CallDoc } from './call-doc.ts';
import { isDismissed } from './dismissal.ts';
import { isAdmitted } from './door.ts';
import { isHeld, isKept, type Role } from './seat.ts';

/** Who writes, and when by the server's clock. */
export interface Writer {
  readonly uid: string;
  readonly now: number;
}

/** Somebody who would sit down. */
export interface Visitor extends Writer {
  /** Whether they come in, or only look. */
  readonly entered: boolean;
}

/**
 * Whether this user may sit down there now, and if not, why.
 *
 * - `free`: their own seat again, or one that nobody holds
 * - `too-early`: the call is not open yet
 * - `dismissed`: the host has asked them to leave
 * - `at-door`: the host has not let them in
 * - `host-absent`: the guest has to wait for the host
 * - `kept`: somebody else has just left it, who may come back for a while
 * - `looked-at`: somebody else only looks from it; it is free for whoever enters
 * - `taken`: it is another's
 */
export type Entry =
  | 'free'
  | 'too-early'
  | 'dismissed'
  | 'at-door'
  | 'host-absent'
  | 'kept'
  | 'looked-at'
  | 'taken';

export function entryFor(call: CallDoc, role: Role, { uid, now, entered }: Visitor): Entry {
  const { schedule, seats } = call;
  if (role === 'host' && uid !== call.hostUid) return 'taken';
  if (schedule !== null && now < schedule.opensAt) return 'too-early';
  if (role === 'host') return 'free';
  if (isDismissed(call, uid)) return 'dismissed';
  if (!isAdmitted(call, uid)) return 'at-door';
  const { guest } = seats;
  const isOthers = guest !== null && guest.uid !== uid;
  if (isHeld(guest, now)) {
    if (!isOthers) return 'free';
    if (guest.entered) return 'taken';
  }
  // Behind a door the seat is for whom the host has let in last.
  if (isOthers && call.door === undefined && isKept(guest, now)) return 'kept';
  if (schedule?.admission === 'after-host' && !isHeld(seats.host, now)) return 'host-absent';
  return isHeld(guest, now) && !entered ? 'looked-at' : 'free';
}

export function maySit(call: CallDoc, role: Role, visitor: Visitor): boolean {
  return entryFor(call, role, visitor) === 'free';
}
