import { SEAT_LEASE_MS } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { findCallFacts } from './call-facts.ts';
import { createCallVersion, STARTS_AT, seat } from './testing/call-versions.ts';

const MINUTE = 60_000;
const before = createCallVersion();

/** Both sit, but one of them, `ms` past their lease, when the other last gave a sign of life. */
function late(role: 'host' | 'guest', ms = 1) {
  const vanished = seat({ renewedAt: STARTS_AT - SEAT_LEASE_MS - ms });
  return { seats: { host: seat({}), guest: seat({}), [role]: vanished } };
}

describe('a write of a call', () => {
  test('that only renews or offers says nothing', () => {
    const host = seat({ renewedAt: STARTS_AT });
    const seated = createCallVersion({ seats: { host, guest: null } });
    const renewed = { ...host, renewedAt: STARTS_AT + MINUTE };
    expect(findCallFacts(seated, createCallVersion({ seats: { host: renewed, guest: null } }))).toEqual([]);
    expect(findCallFacts(before, before)).toEqual([]);
    expect(findCallFacts(null, before)).toEqual([]);
  });

  test.each(['host', 'guest'] as const)('says that the %s came, and came again', (role) => {
    const seats = { host: null, guest: null };
    const came = createCallVersion({ seats: { ...seats, [role]: seat({ renewedAt: 7 }) } });
    const gone = createCallVersion({ seats: { ...seats, [role]: seat({ renewedAt: 7, leftAt: 8 }) } });
    const again = createCallVersion({ seats: { ...seats, [role]: seat({ renewedAt: 9 }) } });
    const other = createCallVersion({
      seats: { ...seats, [role]: seat({ renewedAt: 9, session: 'other' }) },
    });
    expect(findCallFacts(before, came)).toEqual([{ type: 'came', role, at: 7 }]);
    expect(findCallFacts(came, gone)).toEqual([]);
    expect(findCallFacts(gone, again)).toEqual([{ type: 'came', role, at: 9 }]);
    expect(findCallFacts(came, other)).toEqual([{ type: 'came', role, at: 9 }]);
  });

  test('says that the two met when an answer is there and both sit', () => {
    const host = seat({ renewedAt: 5 });
    const waiting = createCallVersion({ seats: { host, guest: null } });
    const guest = seat({ renewedAt: 9, session: 'guest' });
    const met = createCallVersion({ seats: { host, guest }, isAnswered: true });
    expect(findCallFacts(waiting, met)).toEqual([
      { type: 'came', role: 'guest', at: 9 },
      { type: 'met', at: 9 },
    ]);
    expect(findCallFacts(met, { ...met, expiresAt: met.expiresAt + 1 })).toEqual([]);
  });

  test.each([
    ['nobody has answered', { isAnswered: false }],
    ['the host has left', { seats: { host: seat({ leftAt: 6 }), guest: seat({}) } }],
    ['the guest has left', { seats: { host: seat({}), guest: seat({ leftAt: 6 }) } }],
    ['there is no host', { seats: { host: null, guest: seat({}) } }],
    ['there is no guest', { seats: { host: seat({}), guest: null } }],
    ['the host had not been heard of for longer than a lease', late('host')],
    ['the guest had not been heard of for longer than a lease', late('guest')],
  ])('does not say so when %s', (_, change) => {
    const met = createCallVersion({ seats: { host: seat({}), guest: seat({}) }, isAnswered: true });
    const facts = findCallFacts(before, { ...met, ...change });
    expect(facts.filter(({ type }) => type === 'met')).toEqual([]);
  });

  test.each(['host', 'guest'] as const)('says so in the last millisecond of the lease of the %s', (role) => {
    const met = createCallVersion({ ...late(role, 0), isAnswered: true });
    expect(findCallFacts(before, met)).toContainEqual({ type: 'met', at: STARTS_AT });
  });

  test('says that it was moved', () => {
    const moved = createCallVersion({ schedule: { ...before.schedule, revision: 1 } });
    expect(findCallFacts(before, moved)).toEqual([{ type: 'rescheduled' }]);
    expect(findCallFacts(moved, moved)).toEqual([]);
  });

  test('says who ended it, once', () => {
    const ended = createCallVersion({ ended: { reason: 'host-ended', at: 9 } });
    const cancelled = createCallVersion({ ended: { reason: 'cancelled', at: 9 } });
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
    expect(findCallFacts(createCallVersion({ expiresAt: endsAt }), null)).toEqual([
      { type: 'lapsed', by: 'time', at: endsAt },
    ]);
  });

  test('before its end was empty, since the last of the two left or was last heard of', () => {
    const expiresAt = schedule.endsAt - MINUTE;
    const host = seat({ renewedAt: STARTS_AT + MINUTE, leftAt: STARTS_AT + 2 * MINUTE });
    const guest = seat({ renewedAt: STARTS_AT + 3 * MINUTE });
    const met = createCallVersion({ expiresAt, seats: { host, guest }, isAnswered: true });
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
    ['nobody had answered', { seats: { host, guest }, isAnswered: false }],
  ])('is over at its end and not before when %s', (_, changes) => {
    const expiresAt = STARTS_AT + 3 * MINUTE;
    const version = createCallVersion({ expiresAt, isAnswered: true, ...changes });
    expect(findCallFacts(version, null)).toEqual([{ type: 'lapsed', by: 'time', at: schedule.endsAt }]);
  });

  test('says nothing when it is not known what it was', () => {
    expect(findCallFacts(null, null)).toEqual([]);
  });
});
