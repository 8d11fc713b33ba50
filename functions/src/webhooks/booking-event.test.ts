import { describe, expect, test } from 'vitest';
import { findBookingEvents } from './booking-event.ts';
import { createPayload } from './event-payload.ts';
import { createBooking } from './testing/bookings.ts';
import { STARTS_AT } from './testing/call-versions.ts';

const MINUTE = 60_000;
const booking = createBooking();
const { startsAt, endsAt, createdAt } = booking;

describe('a write of a booking', () => {
  test('that books says so', () => {
    expect(findBookingEvents(null, booking)).toEqual([
      { type: 'call.scheduled', key: 'call.scheduled', at: createdAt },
    ]);
  });

  test.each([
    ['says nothing new', {}],
    ['gives it another title', { revision: 1, details: { ...booking.details, title: 'Other' } }],
    ['gives it another host link', { revision: 1, hostKeyVersion: 2 }],
    ['says who came', { hostCameAt: startsAt, guestCameAt: startsAt }],
  ])('that %s is no event', (_, change) => {
    expect(findBookingEvents(booking, createBooking(change))).toEqual([]);
  });

  test('that deletes it is none either', () => {
    expect(findBookingEvents(booking, null)).toEqual([]);
  });

  test.each([
    ['start', { startsAt: startsAt + MINUTE }],
    ['end', { endsAt: endsAt + MINUTE }],
    ['opening', { opensAt: startsAt }],
  ])('that moves its %s says so, once for each revision', (_, change) => {
    const moved = createBooking({ ...change, revision: 3, updatedAt: 7 });
    expect(findBookingEvents(booking, moved)).toEqual([
      { type: 'call.rescheduled', key: 'call.rescheduled 3', at: 7 },
    ]);
  });

  test.each([
    ['call.started', {}, { startedAt: 5 }],
    ['call.cancelled', {}, { cancelledAt: 5 }],
    ['call.ended', { startedAt: 4 }, { startedAt: 4, endedAt: 5, endedBy: 'host' }],
    ['call.missed', {}, { endedAt: 5, endedBy: 'time' }],
  ] as const)('says %s', (type, was, is) => {
    expect(findBookingEvents(createBooking(was), createBooking(is))).toEqual([{ type, key: type, at: 5 }]);
    expect(findBookingEvents(createBooking(is), createBooking(is))).toEqual([]);
  });

  test('may say several things, in their order', () => {
    const after = createBooking({ startedAt: 4, cancelledAt: 5, endedAt: 5 });
    expect(findBookingEvents(booking, after).map(({ type }) => type)).toEqual([
      'call.started',
      'call.cancelled',
      'call.ended',
    ]);
  });
});

describe('what a receiver gets', () => {
  const common = {
    id: booking.id,
    externalId: 'order-7',
    metadata: { ticket: '42' },
    revision: 0,
    startsAt: '2026-11-21T15:00:00.000Z',
    endsAt: '2026-11-21T16:00:00.000Z',
  };

  function payload(
    type: Parameters<typeof createPayload>[0]['type'],
    changes: Parameters<typeof createBooking>[0],
  ) {
    return createPayload({ type, key: type, at: STARTS_AT }, createBooking(changes));
  }

  test('names the event, its time, and the call', () => {
    expect(payload('call.scheduled', {})).toEqual({
      type: 'call.scheduled',
      timestamp: '2026-11-21T15:00:00.000Z',
      data: common,
    });
  });

  test.each([
    ['call.started', { startedAt: STARTS_AT }, { startedAt: '2026-11-21T15:00:00.000Z' }],
    ['call.cancelled', { cancelledAt: STARTS_AT }, { cancelledAt: '2026-11-21T15:00:00.000Z' }],
    [
      'call.ended',
      { startedAt: STARTS_AT, endedAt: STARTS_AT + 90_400, endedBy: 'host' },
      {
        startedAt: '2026-11-21T15:00:00.000Z',
        endedAt: '2026-11-21T15:01:30.400Z',
        endedBy: 'host',
        durationSeconds: 90,
      },
    ],
    [
      'call.ended',
      { startedAt: STARTS_AT, endedAt: STARTS_AT, cancelledAt: STARTS_AT },
      {
        startedAt: '2026-11-21T15:00:00.000Z',
        endedAt: '2026-11-21T15:00:00.000Z',
        endedBy: 'cancellation',
        durationSeconds: 0,
      },
    ],
    ['call.missed', {}, { hostCameAt: null, guestCameAt: null, absent: ['host', 'guest'] }],
    [
      'call.missed',
      { hostCameAt: STARTS_AT },
      { hostCameAt: '2026-11-21T15:00:00.000Z', guestCameAt: null, absent: ['guest'] },
    ],
    [
      'call.missed',
      { hostCameAt: STARTS_AT, guestCameAt: STARTS_AT },
      { hostCameAt: '2026-11-21T15:00:00.000Z', guestCameAt: '2026-11-21T15:00:00.000Z', absent: [] },
    ],
    // It was moved after they had come.
    [
      'call.missed',
      { hostCameAt: STARTS_AT - 60 * MINUTE },
      { hostCameAt: null, guestCameAt: null, absent: ['host', 'guest'] },
    ],
  ] as const)('tells with %s what became of it: %o', (type, changes, expected) => {
    expect(payload(type, changes).data).toEqual({ ...common, ...expected });
  });

  test('has no name, no title and no link', () => {
    const text = JSON.stringify(payload('call.missed', {}));
    for (const secret of ['Ada', 'Bob', 'example', 'Quarterly', 'seed', 'http'])
      expect(text).not.toContain(secret);
  });
});
