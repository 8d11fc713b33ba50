/**
 * Whom the host has asked to leave: they neither sit down again nor read the call, whatever its lock is. The call remembers a mark
 * of each user, by which whoever comes is recognised, and nobody can tell who it was.
 */
import { sha256 } from '../ids/sha-256.ts';
import { MAX_DISMISSED, SEAT_LEASE_MS } from '../reading/limits.ts';
import { parseRecord, parseTime } from '../reading/parsing.ts';
import type { CallDoc } from './call-doc.ts';

/** When each was asked to leave, by the server's clock and by their mark. */
export type Dismissed = Readonly<Record<string, number>>;

/** Below a call nothing is stored there: that it may be asked for tells a user, of their own ID, that they were asked to leave. */
export const DISMISSED = 'dismissed';

/** The name of a field, which may not begin with a digit. */
export function dismissalMark(uid: string): string {
  const hash = sha256(new TextEncoder().encode(uid));
  return `u${Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

export function isDismissed({ dismissed }: Pick<CallDoc, 'dismissed'>, uid: string): boolean {
  return dismissed !== undefined && dismissalMark(uid) in dismissed;
}

/** Whether the host may ask the guest to leave, be they there or not: a call remembers a number of people. */
export function mayDismiss(call: Pick<CallDoc, 'hostUid' | 'seats' | 'dismissed'>, uid: string): boolean {
  const { hostUid, seats, dismissed = {} } = call;
  if (uid === hostUid || seats.guest?.uid !== uid) return false;
  return new Set([...Object.keys(dismissed), dismissalMark(uid)]).size <= MAX_DISMISSED;
}

/** Whom the host may want to be rid of: whoever has come in, and is there or has not been gone for long. Undefined: nobody. */
export function dismissibleGuest({ hostUid, seats: { guest } }: CallDoc, now: number): string | undefined {
  if (guest === null || guest.uid === hostUid || !guest.entered) return undefined;
  return (guest.leftAt ?? guest.renewedAt) + SEAT_LEASE_MS >= now ? guest.uid : undefined;
}

/** @throws {ProtocolError} `invalid` */
export function parseDismissed(fields: object): { readonly dismissed?: Dismissed } {
  if (!('dismissed' in fields)) return {};
  const marks = Object.entries(parseRecord(fields.dismissed, 'dismissed', []));
  return { dismissed: Object.fromEntries(marks.map(([mark, at]) => [mark, parseTime(at, 'dismissed')])) };
}
