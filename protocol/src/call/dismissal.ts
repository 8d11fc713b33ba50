/**
 * Whom the host has asked to leave: they neither sit down again nor read the call, whatever its lock is. The call remembers a mark
 * of each user, by which whoever comes is recognised, and nobody can tell who it was. Beyond as many as fit, they have to knock.
 */
import { sha256 } from '../ids/sha-256.ts';
import { MAX_DISMISSED, MAX_DISMISSED_FROM_ROOM, SEAT_LEASE_MS } from '../reading/limits.ts';
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

/** Whether the host may ask the guest to leave, be they there or not. */
export function mayDismiss(
  call: Pick<CallDoc, 'hostUid' | 'seats' | 'dismissed' | 'room'>,
  uid: string,
): boolean {
  return uid !== call.hostUid && call.seats.guest?.uid === uid && hasRoomToDismiss(call, uid);
}

/** A call remembers a number of people, a lasting room fewer: whoever is asked to leave beyond them is put out, and may knock. */
export function hasRoomToDismiss(
  { dismissed = {}, room }: Pick<CallDoc, 'dismissed' | 'room'>,
  uid: string,
): boolean {
  const { size } = new Set([...Object.keys(dismissed), dismissalMark(uid)]);
  return size <= mostDismissed(room);
}

/** The call remembers nobody else. */
export function remembersNoMore({ dismissed = {}, room }: Pick<CallDoc, 'dismissed' | 'room'>): boolean {
  return Object.keys(dismissed).length >= mostDismissed(room);
}

function mostDismissed(room: CallDoc['room']): number {
  return room === undefined ? MAX_DISMISSED : MAX_DISMISSED_FROM_ROOM;
}

/**
 * Whom the host may want to be rid of: whoever has come in, until they have been gone for long. That there is no sign of life of
 * them says nothing: they may be talking. Undefined: nobody.
 * @param met whom the host has met over a link, whatever their seat says of them
 */
export function dismissibleGuest(
  { hostUid, seats: { guest } }: CallDoc,
  now: number,
  met?: string,
): string | undefined {
  if (guest === null || guest.uid === hostUid || !(guest.entered || guest.uid === met)) return undefined;
  return guest.leftAt === null || guest.leftAt + SEAT_LEASE_MS >= now ? guest.uid : undefined;
}

/** @throws {ProtocolError} `invalid` */
export function parseDismissed(fields: object): { readonly dismissed?: Dismissed } {
  if (!('dismissed' in fields)) return {};
  const marks = Object.entries(parseRecord(fields.dismissed, 'dismissed', []));
  return { dismissed: Object.fromEntries(marks.map(([mark, at]) => [mark, parseTime(at, 'dismissed')])) };
}
