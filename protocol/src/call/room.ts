/**
 * A lasting room: a call of now that stays for ninety days of silence, so that two can meet by one link again and again. Between two
 * visits it rests: what the last visit left of offers, seats and keys is gone, and the next one begins with its own.
 */
import { open, type SealedPlace, seal } from '../ids/sealing.ts';
import { cleanText } from '../reading/clean-text.ts';
import {
  MAX_ROOM_NAME_LENGTH,
  MAX_ROUND_NUMBER,
  MAX_SEALED_ROOM_NAME_BYTES,
  SEAT_KEPT_MS,
  VISIT_TIMEOUT_SECONDS,
  VISIT_WITHOUT_HOST_MS,
} from '../reading/limits.ts';
import { invalid, parseBytes, parseInteger, parseRecord, parseText, parseTime } from '../reading/parsing.ts';
import type { CallDoc } from './call-doc.ts';
import type { ServerTransition } from './call-transitions.ts';
import { heldUntil, type Seat } from './seat.ts';

export interface Room {
  /** Sealed: what the host calls it; empty when opened: nothing. */
  readonly name: Uint8Array;
  /** The number of the last round of all visits before this one; 0: there was none. The next one goes on from it. */
  readonly rounds: number;
  /** When it was made, named anew or put to rest, by the server's clock. */
  readonly changedAt: number;
}

/** A call is a lasting room if and only if its format says so. @throws {ProtocolError} `invalid` */
export function parseRoomOf(version: 1 | 2 | 3, fields: object): { readonly room?: Room } {
  const room = 'room' in fields ? fields.room : undefined;
  if ((version === 3) !== (room !== undefined)) throw invalid('room', 'there in version 3 alone');
  return version === 3 ? { room: parseRoom(room) } : {};
}

function parseRoom(value: unknown): Room {
  const { name, rounds, changedAt } = parseRecord(value, 'room', ['name', 'rounds', 'changedAt']);
  return {
    name: parseBytes(name, 'room.name', MAX_SEALED_ROOM_NAME_BYTES),
    rounds: parseInteger(rounds, 'room.rounds', { min: 0, max: MAX_ROUND_NUMBER }),
    changedAt: parseTime(changedAt, 'room.changedAt'),
  };
}

/** The number of the last round that there was, in this visit or an earlier one; 0: there was none. */
export function lastRoundNumber({ round, room }: Pick<CallDoc, 'round' | 'room'>): number {
  return round?.number ?? room?.rounds ?? 0;
}

/** The number of the last round of all visits before this one, which are no part of how many there may be; 0: there was none. */
export function roundsBefore({ room }: Pick<CallDoc, 'room'>): number {
  return room?.rounds ?? 0;
}

export function isSealedRoomName(name: Uint8Array): boolean {
  return name.length > 0 && name.length <= MAX_SEALED_ROOM_NAME_BYTES;
}

/**
 * Whether a visit to a lasting room is over and has left something: nobody is there, nobody who has just left may be back in a moment, and
 * whoever vanished would have let a call of ten minutes lapse by now. Behind a door a visit is the host's: once they have left, whoever was let in
 * does not keep it going by staying; and a host whom nobody came to has left a seat and no round. A host without a sign of life may have lost the
 * database and nothing else, and talk on, but not for ever. What the sweep then empties is the room's to forget.
 */
export function isVisitOver({ room, round, seats, door, ended }: CallDoc, now: number): boolean {
  const hasLeftSomething = round !== null || seats.host !== null || seats.guest !== null;
  if (room === undefined || !hasLeftSomething || ended !== null) return false;
  const isHostsAndLeft = door !== undefined && hasHostGone(seats.host, now);
  return isGone(seats.host, now) && (isHostsAndLeft || isGone(seats.guest, now));
}

/** What the server writes then. */
export function restOf(
  call: Pick<CallDoc, 'round' | 'room' | 'door'>,
): Extract<ServerTransition, { type: 'rest' }> {
  return { type: 'rest', rounds: lastRoundNumber(call), hasDoor: call.door !== undefined };
}

function hasHostGone(host: Seat | null, now: number): boolean {
  return host === null || host.leftAt !== null || host.renewedAt + VISIT_WITHOUT_HOST_MS < now;
}

function isGone(seat: Seat | null, now: number): boolean {
  if (seat === null) return true;
  if (seat.leftAt !== null) return seat.leftAt + SEAT_KEPT_MS < now;
  return heldUntil(seat) + VISIT_TIMEOUT_SECONDS * 1_000 < now;
}

/** What `openRoomName` would leave of a name being typed. */
export function cleanRoomName(text: string): string {
  return cleanText(text, MAX_ROOM_NAME_LENGTH);
}

type NameKeys = { readonly docId: string; readonly sealingKey: CryptoKey };

export function sealRoomName({ docId, sealingKey }: NameKeys, name: string): Promise<Uint8Array> {
  return seal(sealingKey, namePlace(docId), { name: cleanRoomName(name) });
}

/** @throws {ProtocolError} `does-not-open`, `invalid` */
export async function openRoomName({ docId, sealingKey }: NameKeys, sealed: Uint8Array): Promise<string> {
  const { name } = parseRecord(await open(sealingKey, namePlace(docId), sealed), 'room', ['name']);
  return cleanRoomName(parseText(name, 'room.name', { max: MAX_ROOM_NAME_LENGTH }));
}

function namePlace(docId: string): SealedPlace {
  return { docId, kind: 'room', round: 0, index: 0 };
}
