import { parseRandomId } from '../ids/random-id.ts';
import { LINKED_SEAT_LEASE_MS, SEAT_KEPT_MS, SEAT_LEASE_MS, SESSION_KEY_BYTES } from '../reading/limits.ts';
import {
  invalid,
  parseBoolean,
  parseBytes,
  parseNullable,
  parseRecord,
  parseText,
  parseTime,
} from '../reading/parsing.ts';

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
  /**
   * Whether the holder has pressed Join. Whoever only looks holds the guest's seat softly: until somebody enters. Not in
   * the document: true, since pages of before held a seat by looking.
   */
  readonly entered: boolean;
  /** Its page hears the other's over a link, and said so when it gave that sign of life; undefined, and not in the document: it did not. */
  readonly linked?: true;
  /** The session's public key, `SESSION_KEY_BYTES` long; null, and not in the document: it has none. */
  readonly key: Uint8Array | null;
  /** When the holder last gave a sign of life, by the server's clock. */
  readonly renewedAt: number;
  /** When the holder left, or was seen to be gone; null while it is held. */
  readonly leftAt: number | null;
}

/** What a stored seat means that does not say. */
export const SEAT_DEFAULTS = { entered: true, key: null } as const;

/** How long a sign of life holds a seat, in milliseconds. */
export function leaseOf({ linked }: { readonly linked?: true }): number {
  return linked ? LINKED_SEAT_LEASE_MS : SEAT_LEASE_MS;
}

/** Until when a seat that nobody leaves is held without another sign of life. */
export function heldUntil(seat: Seat): number {
  return seat.renewedAt + leaseOf(seat);
}

/** Whether somebody holds the seat: taken, not left, and its lease has not run out. */
export function isHeld(seat: Seat | null, now: number): seat is Seat {
  return seat !== null && seat.leftAt === null && heldUntil(seat) >= now;
}

/** Whether the seat waits for the user who left it. One that was only looked from does not. */
export function isKept(seat: Seat | null, now: number): seat is Seat {
  return seat?.entered === true && seat.leftAt !== null && seat.leftAt + SEAT_KEPT_MS >= now;
}

export function parseSeat(value: unknown, what: string): Seat {
  const fields = parseRecord({ ...SEAT_DEFAULTS, linked: false, ...(value as object) }, what, [
    'uid',
    'session',
    'entered',
    'linked',
    'key',
    'renewedAt',
    'leftAt',
  ]);
  return {
    uid: parseText(fields.uid, `${what}.uid`, { min: 1, max: 128 }),
    session: parseRandomId(fields.session, `${what}.session`),
    entered: parseBoolean(fields.entered, `${what}.entered`),
    ...(parseBoolean(fields.linked, `${what}.linked`) && { linked: true }),
    key: parseNullable(fields.key, (key) => parseSessionKey(key, `${what}.key`)),
    renewedAt: parseTime(fields.renewedAt, `${what}.renewedAt`),
    leftAt: parseNullable(fields.leftAt, (time) => parseTime(time, `${what}.leftAt`)),
  };
}

function parseSessionKey(value: unknown, what: string): Uint8Array {
  const key = parseBytes(value, what, SESSION_KEY_BYTES);
  if (key.length !== SESSION_KEY_BYTES) throw invalid(what, `${SESSION_KEY_BYTES} bytes`);
  return key;
}
