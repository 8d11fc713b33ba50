import { describe, expect, it } from 'vitest';
import { LINKED_SEAT_LEASE_MS, SEAT_LEASE_MS } from '../reading/limits.ts';
import { expiryWhenEmpty, expiryWhileSeated, hasMet } from './call-expiry.ts';
import type { Round } from './round.ts';
import type { Schedule } from './schedule.ts';
import type { Seat } from './seat.ts';

const START = 1_900_000_000_000;
const schedule: Schedule = {
  ...{
    revision: 0,
    opensAt: START - 60_000,
    startsAt: START,
    endsAt: START + 3_600_000,
    admission: 'anyone',
  },
  ...{ details: new Uint8Array(1), hostKeyHash: new Uint8Array(32), changedAt: START - 90_000 },
};
const emptyTimeoutSeconds = 600;
const ofNow = { emptyTimeoutSeconds, schedule: null };
const scheduled = { emptyTimeoutSeconds, schedule };

describe('a call lapses', () => {
  it('some time after its last sign of life, whether or not anybody has met, when it is one of now', () => {
    for (const met of [true, false]) {
      expect(expiryWhenEmpty(START, ofNow, met)).toBe(START + 600_000);
      expect(expiryWhileSeated(START, ofNow, met)).toBe(START + 600_000 + SEAT_LEASE_MS);
      const heard = expiryWhileSeated(START, ofNow, met, { linked: true });
      expect(heard).toBe(START + 600_000 + LINKED_SEAT_LEASE_MS);
    }
  });

  it('at its end while the two of a scheduled one have not met, whoever comes and goes', () => {
    for (const now of [START - 1, START, START + 1_800_000]) {
      expect(expiryWhenEmpty(now, scheduled, false)).toBe(schedule.endsAt);
      expect(expiryWhileSeated(now, scheduled, false)).toBe(schedule.endsAt);
    }
  });

  it('at its end before a scheduled one starts, and after that as one of now once they have met', () => {
    expect(expiryWhenEmpty(START - 1, scheduled, true)).toBe(schedule.endsAt);
    expect(expiryWhenEmpty(START, scheduled, true)).toBe(START + 600_000);
    expect(expiryWhileSeated(START, scheduled, true)).toBe(START + 600_000 + SEAT_LEASE_MS);
    const late = schedule.endsAt - 1_000;
    expect(expiryWhenEmpty(late, scheduled, true)).toBe(schedule.endsAt);
  });
});

describe('the two have met', () => {
  const seat: Seat = {
    ...{ uid: 'u', session: 'a'.repeat(16), entered: false, key: null, renewedAt: 1, leftAt: null },
  };
  const open: Round = {
    ...{ number: 1, offerer: 'host', offererSession: 'a'.repeat(16), offer: new Uint8Array(1) },
    ...{ answererSession: null, answer: null },
  };
  const round: Round = { ...open, answererSession: 'b'.repeat(16), answer: new Uint8Array(1) };
  const left = { ...seat, leftAt: 2 };

  it.each([
    ['when the round is answered and both seats are taken', round, seat, seat, true],
    ['also when both have left since', round, left, left, true],
    ['not when nobody has answered', open, seat, seat, false],
    ['not when nobody has offered', null, seat, seat, false],
    ['not when the guest’s seat was freed', round, seat, null, false],
    ['not when the host has changed', round, null, seat, false],
  ] as const)('%s', (_, current, host, guest, met) => {
    expect(hasMet({ round: current, seats: { host, guest } })).toBe(met);
  });
});
