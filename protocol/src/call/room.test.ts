import { beforeAll, describe, expect, it } from 'vitest';
import { createCallId } from '../ids/call-id.ts';
import { type CallKeys, deriveCallKeys } from '../ids/call-keys.ts';
import {
  LINKED_SEAT_LEASE_MS,
  MAX_ROOM_NAME_LENGTH,
  MAX_SEALED_ROOM_NAME_BYTES,
  ROOM_STAY_SECONDS,
  SEAT_KEPT_MS,
  SEAT_LEASE_MS,
  VISIT_TIMEOUT_SECONDS,
  VISIT_WITHOUT_HOST_MS,
} from '../reading/limits.ts';
import { ProtocolError } from '../reading/protocol-error.ts';
import {
  aCall,
  anAnsweredRound,
  aRound,
  aRunningCall,
  aSeat,
  aWaitingCall,
  withDoor,
  withRoom,
} from '../testing/call-docs.ts';
import { type CallDoc, isOlder, parseCallDoc } from './call-doc.ts';
import { applyTransition } from './call-transitions.ts';
import { callAfter, serverWrite } from './call-write.ts';
import { isVisitOver, lastRoundNumber, openRoomName, restOf, sealRoomName } from './room.ts';
import type { Seat } from './seat.ts';

const now = Date.now();
const door = (admitted: string | null) => ({ door: withDoor(admitted).door });
const atRest = (call: CallDoc, at = now) => callAfter(call, serverWrite(restOf(call)), at);

describe('the name of a room', () => {
  let keys: CallKeys;
  beforeAll(async () => {
    keys = await deriveCallKeys(createCallId());
  });

  it('opens as it was sealed, without what would not show, and is as long sealed whatever it says', async () => {
    const [none, name] = [await sealRoomName(keys, ''), await sealRoomName(keys, ' Mondays\u202e with Ada ')];
    expect(await openRoomName(keys, none)).toBe('');
    expect(await openRoomName(keys, name)).toBe('Mondays with Ada');
    expect(none.length).toBe(name.length);
  });

  it('may be as long as can be, in letters that take the most', async () => {
    for (const letter of ['界', '"', '\\', '😀']) {
      const name = letter.repeat(MAX_ROOM_NAME_LENGTH / letter.length);
      const sealed = await sealRoomName(keys, name);
      expect(sealed.length).toBeLessThanOrEqual(MAX_SEALED_ROOM_NAME_BYTES);
      expect(await openRoomName(keys, sealed)).toBe(name);
    }
  });

  it('opens in no other call', async () => {
    const sealed = await sealRoomName(keys, 'Ada');
    const other = await deriveCallKeys(createCallId());
    await expect(openRoomName(other, sealed)).rejects.toThrow(ProtocolError);
  });
});

describe('a visit is over', () => {
  const over = (call: CallDoc) => isVisitOver(call, now);
  const gone = { leftAt: now - SEAT_KEPT_MS - 1 };

  it('once whoever was there has left, and does not come back in the minute that a reload may take', () => {
    expect(over(aRunningCall({ ...withRoom(), host: gone, guest: gone }))).toBe(true);
    expect(over(aRunningCall({ ...withRoom(), host: gone, guest: { leftAt: now - SEAT_KEPT_MS } }))).toBe(
      false,
    );
    expect(over(aWaitingCall({ ...withRoom(), host: gone }))).toBe(true);
    expect(over(aRunningCall({ ...withRoom(), host: gone }))).toBe(false);
  });

  it('behind a door once the host has left, whoever stays, and half a day after the last sign of life of one who has not', () => {
    const locked = { ...withRoom(), ...door('guest-user') };
    expect(over(aRunningCall({ ...locked, host: gone }))).toBe(true);
    expect(over(aRunningCall({ ...locked, host: { leftAt: now - SEAT_KEPT_MS } }))).toBe(false);
    expect(over(aRunningCall({ ...locked, host: null }))).toBe(true);
    const silent = (ms: number) => ({ host: { renewedAt: now - VISIT_WITHOUT_HOST_MS - ms } });
    expect(over(aRunningCall({ ...locked, ...silent(0) }))).toBe(false);
    expect(over(aRunningCall({ ...locked, ...silent(1) }))).toBe(true);
    expect(over(aRunningCall({ ...withRoom(), ...silent(1) }))).toBe(false);
    expect(over(aRunningCall({ ...locked, guest: gone }))).toBe(false);
  });

  it('for whoever vanished when a call of ten minutes would have lapsed', () => {
    const silentMs = SEAT_LEASE_MS + VISIT_TIMEOUT_SECONDS * 1_000;
    const silent = (ms: number) =>
      aRunningCall({ ...withRoom(), host: gone, guest: { renewedAt: now - ms } });
    expect(over(silent(silentMs))).toBe(false);
    expect(over(silent(silentMs + 1))).toBe(true);
  });

  it('for two who heard each other no sooner than their seats are free: who hears the other writes seldom', () => {
    const silentMs = LINKED_SEAT_LEASE_MS + VISIT_TIMEOUT_SECONDS * 1_000;
    const silent = (ms: number) => {
      const seat = { linked: true, renewedAt: now - ms } as const;
      return aRunningCall({ ...withRoom(), host: seat, guest: seat });
    };
    expect(over(silent(silentMs))).toBe(false);
    expect(over(silent(silentMs + 1))).toBe(true);
  });

  it('also where nobody came to the host, behind a door: there is a seat, and no round', () => {
    const alone = (host: Partial<Seat>) => aCall({ ...withRoom(3), ...door(null), host });
    expect(over(alone(gone))).toBe(true);
    expect(over(alone({ leftAt: now - SEAT_KEPT_MS }))).toBe(false);
    expect(over(alone({}))).toBe(false);
  });

  it('where there was one, in a room', () => {
    expect(over(aCall(withRoom(3)))).toBe(false);
    expect(over(aRunningCall({ host: gone, guest: gone }))).toBe(false);
    const ended = { reason: 'host-ended', at: now } as const;
    expect(over(aRunningCall({ ...withRoom(), host: gone, guest: gone, ended }))).toBe(false);
  });
});

describe('a room at rest', () => {
  const left = { leftAt: now - 70_000 };
  const before = aRunningCall({
    ...{ ...withRoom(4), ...door('guest-user'), host: left, guest: left },
    round: anAnsweredRound({ number: 7 }),
  });

  it('has nothing of its visit but the number of its last round, and is there as long as it would be', () => {
    expect(atRest(before)).toEqual({
      ...before,
      seats: { host: null, guest: null },
      round: null,
      door: { admitted: null, changedAt: now },
      room: { ...before.room, rounds: 7, changedAt: now },
    });
    expect(parseCallDoc(atRest(before))).toEqual(atRest(before));
    expect('door' in atRest(aRunningCall(withRoom()))).toBe(false);
  });

  it('is newer than all of its visit, and older than all of the next', () => {
    const rested = atRest(before);
    const next = aWaitingCall({ ...withRoom(7), round: aRound({ number: 8 }), createdAt: before.createdAt });
    const waiting = { ...rested, seats: { host: aSeat('host', { renewedAt: now + 1 }), guest: null } };
    const steps = [before, rested, waiting, { ...next, room: rested.room ?? withRoom().room }];
    steps.forEach((earlier, index) => {
      for (const later of steps.slice(index + 1))
        expect([isOlder(earlier, later), isOlder(later, earlier)]).toEqual([true, false]);
    });
    for (const rounds of [0, 4]) {
      const alone = aCall({ ...withRoom(rounds), ...door(null), host: left });
      expect([isOlder(alone, atRest(alone)), isOlder(atRest(alone), alone)]).toEqual([true, false]);
    }
    expect(isOlder(aWaitingCall({ ...before, round: aRound({ number: 7 }) }), rested)).toBe(true);
  });

  it('is gone on with by the next round, and no other', () => {
    const call = atRest(before);
    const expiresAt = now + (ROOM_STAY_SECONDS + 720) * 1_000;
    const sitter = { role: 'host', session: 'a'.repeat(16), entered: true, key: null, expiresAt } as const;
    const offer = (round: number) =>
      applyTransition(
        { ...call, door: { admitted: 'guest-user', changedAt: now } },
        { type: 'offer', sitter, round, offer: Uint8Array.of(1) },
        { uid: 'host-user', now },
      );
    expect(lastRoundNumber(call)).toBe(7);
    expect(offer(8)?.round?.number).toBe(8);
    for (const round of [1, 7, 9]) expect(offer(round)).toBeNull();
  });
});

it('a room is one of its format, and no other call is', () => {
  const room = aCall(withRoom());
  expect(parseCallDoc(room)).toEqual(room);
  for (const wrong of [
    { ...room, version: 1 },
    { ...aCall(), version: 3 },
    { ...room, emptyTimeoutSeconds: ROOM_STAY_SECONDS + 1 },
    { ...aCall(), emptyTimeoutSeconds: ROOM_STAY_SECONDS },
    { ...room, version: 2, ...door(null) },
    { ...room, room: { ...room.room, rounds: -1 } },
  ])
    expect(() => parseCallDoc(wrong)).toThrow(ProtocolError);
  expect(() => parseCallDoc({ ...room, version: 4 })).toThrow('later version');
});
