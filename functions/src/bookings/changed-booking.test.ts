import { MAX_SCHEDULE_REVISION } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import {
  assertCanChange,
  calledOff,
  erased,
  mustLookAgain,
  rebooked,
  withCourse,
} from './changed-booking.ts';
import { createBooking } from './testing/bookings.ts';
import { ANSWERED, createScheduledCall, STARTS_AT, seat } from './testing/scheduled-calls.ts';

const MINUTE = 60_000;
const booking = createBooking();
const seats = { host: seat({}), guest: seat({ session: 'guest' }) };
const met = createScheduledCall({ seats, round: ANSWERED });

describe('what a call says of itself', () => {
  test('is that they have met, and not who came when: a seat that was renewed is no arrival', () => {
    const known = { ...booking, hostArrivedAt: STARTS_AT - MINUTE, hostCameAt: STARTS_AT - MINUTE };
    expect(withCourse(known, met, STARTS_AT)).toEqual({ ...known, startedAt: STARTS_AT });
  });

  test('is how it ended, by its host or because all had left', () => {
    const at = STARTS_AT + 5 * MINUTE;
    const ended = { ...met, ended: { reason: 'host-ended', at } as const };
    expect(withCourse(booking, ended, at)).toMatchObject({ endedAt: at, endedBy: 'host' });
    const left = { host: seat({ leftAt: at }), guest: seat({ leftAt: at - 1 }) };
    const lapsed = { ...met, seats: left, expiresAt: at + MINUTE };
    expect(withCourse(booking, lapsed, at + MINUTE - 1)).toBe(booking);
    expect(withCourse(booking, lapsed, at + MINUTE)).toMatchObject({ endedAt: at, endedBy: 'empty' });
  });

  test('is who is there when nobody knew of them: they are not absent', () => {
    const waiting = createScheduledCall({ seats: { host: seat({}), guest: null } });
    const came = { hostCameAt: STARTS_AT, hostArrivedAt: STARTS_AT };
    expect(withCourse(booking, waiting, STARTS_AT)).toEqual({ ...booking, ...came });
    const known = { ...booking, hostCameAt: STARTS_AT - MINUTE };
    expect(withCourse(known, waiting, STARTS_AT)).toBe(known);
  });

  test('is nothing when there is none', () => {
    expect(withCourse(booking, null, STARTS_AT)).toBe(booking);
  });
});

test('None ends before it has started, whatever the clocks say', () => {
  const live = { ...booking, startedAt: STARTS_AT + 1 };
  expect(calledOff(live, STARTS_AT).endedAt).toBe(STARTS_AT + 1);
});

test('Called off is what did not take place; what did has ended', () => {
  const now = STARTS_AT + MINUTE;
  const next = { revision: 1, updatedAt: now };
  expect(calledOff(booking, now)).toEqual({ ...booking, ...next, sequence: 1, cancelledAt: now });
  const live = { ...booking, startedAt: STARTS_AT };
  expect(calledOff(live, now)).toEqual({ ...live, ...next, endedAt: now, endedBy: 'cancellation' });
});

test('A guest looks again for another time or other people, and not for a title', () => {
  const { details } = booking;
  expect(mustLookAgain(booking, { ...booking, endsAt: booking.endsAt + 1 })).toBe(true);
  // No calendar has when it opens.
  expect(mustLookAgain(booking, { ...booking, opensAt: booking.opensAt - 1 })).toBe(false);
  expect(mustLookAgain(booking, { ...booking, details: { ...details, guest: null } })).toBe(true);
  expect(mustLookAgain(booking, { ...booking, details: { ...details, title: 'x', metadata: {} } })).toBe(
    false,
  );
});

test('What is erased says nothing more, and once is enough', () => {
  const once = erased(booking, booking, STARTS_AT);
  const { timeZone } = booking.details;
  expect(once.details).toEqual({
    title: '',
    timeZone,
    host: null,
    guest: null,
    externalId: null,
    metadata: {},
  });
  expect([once.revision, once.erasedAt]).toEqual([1, STARTS_AT]);
  expect(erased(once, once, STARTS_AT + 1)).toBe(once);
});

test('A call can be changed as long as it can be cancelled and erased by a revision that browsers read', () => {
  const last = createBooking({ revision: MAX_SCHEDULE_REVISION - 100 });
  expect(() => assertCanChange(last)).not.toThrow();
  const after = createBooking({ revision: last.revision + 1 });
  expect(() => assertCanChange(after)).toThrow(expect.objectContaining({ code: 'changed-too-often' }));
  const gone = erased(calledOff(after, STARTS_AT), after, STARTS_AT);
  expect(gone.revision).toBeLessThanOrEqual(MAX_SCHEDULE_REVISION);
});

test('What says the same is no change, and so is taken also when no change is any more', () => {
  const last = createBooking({ revision: MAX_SCHEDULE_REVISION - 99 });
  expect(rebooked(last, structuredClone(last), STARTS_AT)).toBe(last);
  const renamed = { ...last, details: { ...last.details, title: 'Another' } };
  expect(() => rebooked(last, renamed, STARTS_AT)).toThrow(
    expect.objectContaining({ code: 'changed-too-often' }),
  );
  const first = { ...last, revision: 0 };
  const changes = { revision: 1, updatedAt: STARTS_AT, sequence: 0 };
  expect(rebooked(first, { ...renamed, revision: 0 }, STARTS_AT)).toEqual({ ...renamed, ...changes });
});
