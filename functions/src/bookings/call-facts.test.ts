import { dismissalMark, ROLES, type Role, SEAT_LEASE_MS } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { UIDS } from '../../../protocol/src/testing/call-docs.ts';
import { findCallFacts } from './call-facts.ts';
import { ANSWERED, createScheduledCall, OFFERED, STARTS_AT, seat } from './testing/scheduled-calls.ts';

const MINUTE = 60_000;
const before = createScheduledCall();

/** Both sit, but one of them, `ms` past their lease, when the other last gave a sign of life. */
function late(role: Role, ms = 1) {
  const vanished = seat({ renewedAt: STARTS_AT - SEAT_LEASE_MS - ms });
  return { seats: { host: seat({}), guest: seat({}), [role]: vanished } };
}

describe('a write of a call', () => {
  test('that only renews or offers says nothing', () => {
    const host = seat({ renewedAt: STARTS_AT });
    const seated = createScheduledCall({ seats: { host, guest: null } });
    const renewed = { ...host, renewedAt: STARTS_AT + MINUTE };
    expect(findCallFacts(seated, createScheduledCall({ seats: { host: renewed, guest: null } }))).toEqual([]);
    expect(findCallFacts(before, before)).toEqual([]);
    expect(findCallFacts(null, before)).toEqual([]);
  });

  test.each(ROLES)('says that the %s came, and came again', (role) => {
    const seats = { host: null, guest: null };
    const came = createScheduledCall({ seats: { ...seats, [role]: seat({ renewedAt: 7 }) } });
    const gone = createScheduledCall({ seats: { ...seats, [role]: seat({ renewedAt: 7, leftAt: 8 }) } });
    const again = createScheduledCall({ seats: { ...seats, [role]: seat({ renewedAt: 9 }) } });
    const other = createScheduledCall({
      seats: { ...seats, [role]: seat({ renewedAt: 9, session: 'other' }) },
    });
    expect(findCallFacts(before, came)).toEqual([{ type: 'came', role, at: 7 }]);
    expect(findCallFacts(came, gone)).toEqual([{ type: 'left', role, at: 8 }]);
    expect(findCallFacts(gone, gone)).toEqual([]);
    expect(findCallFacts(gone, again)).toEqual([{ type: 'came', role, at: 9 }]);
    expect(findCallFacts(came, other)).toEqual([
      { type: 'left', role, at: 9 },
      { type: 'came', role, at: 9 },
    ]);
  });

  test.each(ROLES)('says of a %s who only looks nothing until Join is pressed', (role) => {
    const looks = createScheduledCall({
      seats: { host: null, guest: null, [role]: seat({ renewedAt: 7, entered: false }) },
    });
    const gone = createScheduledCall({
      seats: { host: null, guest: null, [role]: seat({ renewedAt: 7, entered: false, leftAt: 8 }) },
    });
    const joined = createScheduledCall({
      seats: { host: null, guest: null, [role]: seat({ renewedAt: 9 }) },
    });
    expect(findCallFacts(before, looks)).toEqual([]);
    expect(findCallFacts(looks, gone)).toEqual([]);
    expect(findCallFacts(looks, joined)).toEqual([{ type: 'came', role, at: 9 }]);
    expect(findCallFacts(joined, looks)).toEqual([{ type: 'left', role, at: 9 }]);
  });

  test('says that whoever loses the seat was there until they were last heard of', () => {
    const there = createScheduledCall({ seats: { host: null, guest: seat({ renewedAt: 7 }) } });
    expect(findCallFacts(there, before)).toEqual([{ type: 'left', role: 'guest', at: 7 }]);
    // That a call is over is said of the call.
    const ended = { ...before, ended: { reason: 'host-ended', at: 9 } as const };
    expect(findCallFacts(there, ended)).toEqual([{ type: 'ended', at: 9 }]);
  });

  test('says that whoever was asked to leave was there until then', () => {
    const [before, there] = [
      createScheduledCall({}),
      createScheduledCall({ seats: { host: null, guest: seat({ renewedAt: 7 }) } }),
    ];
    const dismissed = { [dismissalMark(UIDS.host)]: 9 };
    expect(findCallFacts(there, { ...before, dismissed })).toEqual([{ type: 'left', role: 'guest', at: 9 }]);
  });

  test('says that whoever was put before the door was there until then', () => {
    const [before, there] = [
      createScheduledCall({}),
      createScheduledCall({ seats: { host: null, guest: seat({ renewedAt: 7 }) } }),
    ];
    const door = { admitted: null, changedAt: 9 };
    const out = { ...before, version: 2 as const, door };
    expect(findCallFacts(there, out)).toEqual([{ type: 'left', role: 'guest', at: 9 }]);
    // It was moved before, and says nothing of when they went.
    const behindDoor = { ...there, version: 2 as const, door };
    expect(findCallFacts(behindDoor, out)).toEqual([{ type: 'left', role: 'guest', at: 7 }]);
  });

  test('says that the two met when an answer is there and both sit', () => {
    const host = seat({ renewedAt: 5 });
    const waiting = createScheduledCall({ seats: { host, guest: null } });
    const guest = seat({ renewedAt: 9, session: 'guest' });
    const met = createScheduledCall({ seats: { host, guest }, round: ANSWERED });
    expect(findCallFacts(waiting, met)).toEqual([
      { type: 'came', role: 'guest', at: 9 },
      { type: 'met', at: 9 },
    ]);
    expect(findCallFacts(met, { ...met, expiresAt: met.expiresAt + 1 })).toEqual([]);
  });

  test.each([
    ['nobody has answered', { round: OFFERED }],
    ['the host has left', { seats: { host: seat({ leftAt: 6 }), guest: seat({}) } }],
    ['the guest has left', { seats: { host: seat({}), guest: seat({ leftAt: 6 }) } }],
    ['the host only looks', { seats: { host: seat({ entered: false }), guest: seat({}) } }],
    ['the guest only looks', { seats: { host: seat({}), guest: seat({ entered: false }) } }],
    ['there is no host', { seats: { host: null, guest: seat({}) } }],
    ['there is no guest', { seats: { host: seat({}), guest: null } }],
    ['the host had not been heard of for longer than a lease', late('host')],
    ['the guest had not been heard of for longer than a lease', late('guest')],
  ])('does not say so when %s', (_, change) => {
    const met = createScheduledCall({ seats: { host: seat({}), guest: seat({}) }, round: ANSWERED });
    const facts = findCallFacts(before, { ...met, ...change });
    expect(facts.filter(({ type }) => type === 'met')).toEqual([]);
  });

  test.each(ROLES)('says so in the last millisecond of the lease of the %s', (role) => {
    const met = createScheduledCall({ ...late(role, 0), round: ANSWERED });
    expect(findCallFacts(before, met)).toContainEqual({ type: 'met', at: STARTS_AT });
  });

  test('says that it was moved', () => {
    const moved = createScheduledCall({ schedule: { ...before.schedule, revision: 1 } });
    expect(findCallFacts(before, moved)).toEqual([{ type: 'rescheduled' }]);
    expect(findCallFacts(moved, moved)).toEqual([]);
  });

  test('says who ended it, once', () => {
    const ended = createScheduledCall({ ended: { reason: 'host-ended', at: 9 } });
    const cancelled = createScheduledCall({ ended: { reason: 'cancelled', at: 9 } });
    expect(findCallFacts(before, ended)).toEqual([{ type: 'ended', at: 9 }]);
    expect(findCallFacts(before, cancelled)).toEqual([{ type: 'cancelled', at: 9 }]);
    expect(findCallFacts(ended, ended)).toEqual([]);
    expect(findCallFacts(ended, null)).toEqual([]);
    expect(findCallFacts(cancelled, null)).toEqual([]);
  });
});

describe('a call that is deleted', () => {
  const { schedule } = before;

  test('at its end was over by time', () => {
    const { endsAt } = schedule;
    expect(findCallFacts(createScheduledCall({ expiresAt: endsAt }), null)).toEqual([
      { type: 'lapsed', by: 'time', at: endsAt },
    ]);
  });

  test('before its end was empty, since the last of the two left or was last heard of', () => {
    const expiresAt = schedule.endsAt - MINUTE;
    const host = seat({ renewedAt: STARTS_AT + MINUTE, leftAt: STARTS_AT + 2 * MINUTE });
    const guest = seat({ renewedAt: STARTS_AT + 3 * MINUTE });
    const met = createScheduledCall({ expiresAt, seats: { host, guest }, round: ANSWERED });
    expect(findCallFacts(met, null)).toEqual([{ type: 'lapsed', by: 'empty', at: STARTS_AT + 3 * MINUTE }]);
    const early = {
      ...met,
      seats: { host: seat({ renewedAt: 1, leftAt: 2 }), guest: seat({ renewedAt: 1 }) },
    };
    expect(findCallFacts(early, null)).toEqual([{ type: 'lapsed', by: 'empty', at: STARTS_AT }]);
  });

  const [host, guest] = [seat({ leftAt: STARTS_AT + MINUTE }), seat({ leftAt: STARTS_AT + 2 * MINUTE })];
  test.each([
    ['only the host had come', { seats: { host, guest: null } }],
    ['only the guest had come', { seats: { host: null, guest } }],
    ['nobody had answered', { seats: { host, guest }, round: OFFERED }],
  ])('is over at its end and not before when %s', (_, changes) => {
    const expiresAt = STARTS_AT + 3 * MINUTE;
    const version = createScheduledCall({ expiresAt, round: ANSWERED, ...changes });
    expect(findCallFacts(version, null)).toEqual([{ type: 'lapsed', by: 'time', at: schedule.endsAt }]);
  });

  test('says nothing when it is not known what it was', () => {
    expect(findCallFacts(null, null)).toEqual([]);
  });
});
