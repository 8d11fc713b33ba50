import { SEAT_LEASE_MS } from './limits.ts';
import { parseNullable, parseRecord, parseText, parseTime } from './parsing.ts';
import { parseRandomId } from './random-id.ts';

/** The two places in a call. The host's is for whoever created the call; anybody with the call ID may take the guest's. */
export type Role = 'host' | 'guest';
export const ROLES = ['host', 'guest'] as const satisfies readonly Role[];

export function otherRole(role: Role): Role {
  return role === 'host' ? 'guest' : 'host';
}

/** Somebody's hold on a place in a call. */
export interface Seat {
  /** The Firebase user who holds it. Two tabs of one browser share it, so it tells users apart, not seats. */
  readonly uid: string;
  /** The page load that holds it: a random ID. */
  readonly session: string;
  /** When the holder last gave a sign of life, by the server's clock. */
  readonly renewedAt: number;
  /** When the holder left, or was seen to be gone; null while it is held. */
  readonly leftAt: number | null;
}

/** Whether somebody holds the seat: taken, not left, and its lease has not run out. */
export function isHeld(seat: Seat | null, now: number): seat is Seat {
  return seat !== null && seat.leftAt === null && seat.renewedAt + SEAT_LEASE_MS >= now;
}

export function parseSeat(value: unknown, what: string): Seat {
  const { uid, session, renewedAt, leftAt } = parseRecord(value, what, [
    'uid',
    'session',
    'renewedAt',
    'leftAt',
  ]);
  return {
    uid: parseText(uid, `${what}.uid`, { min: 1, max: 128 }),
    session: parseRandomId(session, `${what}.session`),
    renewedAt: parseTime(renewedAt, `${what}.renewedAt`),
    leftAt: parseNullable(leftAt, (time) => parseTime(time, `${what}.leftAt`)),
  };
}
