import { describe, expect, test } from 'vitest';
import { createBooking } from '../../bookings/testing/bookings.ts';
import { STARTS_AT } from '../../bookings/testing/scheduled-calls.ts';
import { EVENT_TYPES, findBookingEvents } from './booking-event.ts';
import { eventAnnouncements } from './event-announcements.ts';
import { createPayload } from './event-payload.ts';

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

  test.each([
    ['host.arrived', { hostArrivedAt: 4 }, { hostArrivedAt: 5 }],
    ['host.left', {}, { hostLeftAt: 5 }],
    ['guest.arrived', {}, { guestArrivedAt: 5 }],
    ['guest.left', { guestLeftAt: 4 }, { guestLeftAt: 5 }],
  ] as const)('says %s each time anew', (type, was, is) => {
    const event = { type, key: `${type} 5`, at: 5 };
    expect(findBookingEvents(createBooking(was), createBooking(is))).toEqual([event]);
    expect(findBookingEvents(createBooking(is), createBooking(is))).toEqual([]);
  });

  test('may say several things, in their order', () => {
    const came = { guestArrivedAt: 3, hostLeftAt: 2, hostArrivedAt: 2 };
    const after = createBooking({ ...came, startedAt: 4, cancelledAt: 5, endedAt: 5 });
    expect(findBookingEvents(booking, after).map(({ type }) => type)).toEqual([
      'host.left',
      'host.arrived',
      'guest.arrived',
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
    const { endedAt } = createBooking(changes);
    const at = endedAt ?? (type === 'call.missed' ? endsAt : STARTS_AT);
    return createPayload({ type, key: type, at }, createBooking(changes));
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
      { startedAt: STARTS_AT, endedAt: STARTS_AT, endedBy: 'cancellation' },
      {
        startedAt: '2026-11-21T15:00:00.000Z',
        endedAt: '2026-11-21T15:00:00.000Z',
        endedBy: 'cancellation',
        durationSeconds: 0,
      },
    ],
    ['guest.arrived', { guestArrivedAt: STARTS_AT }, { arrivedAt: '2026-11-21T15:00:00.000Z' }],
    ['host.left', { hostLeftAt: STARTS_AT }, { leftAt: '2026-11-21T15:00:00.000Z' }],
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

  test.each(EVENT_TYPES)('is as the document says, with its example: %s', (type) => {
    const { schema, example } = eventAnnouncements[type];
    expect(schema.parse(example)).toEqual(example);
    const met = { startedAt: STARTS_AT, endedAt: STARTS_AT + MINUTE, endedBy: 'host' as const };
    const course = {
      'call.cancelled': { cancelledAt: STARTS_AT },
      'call.started': met,
      'call.ended': met,
      'call.missed': { endedAt: endsAt, endedBy: 'time' as const, hostCameAt: STARTS_AT },
    };
    const sent = payload(type, { ...course[type as keyof typeof course] });
    expect(schema.parse(sent)).toEqual(sent);
  });

  test('has no name, no title and no link', () => {
    const text = JSON.stringify(payload('call.missed', {}));
    for (const secret of ['Ada', 'Bob', 'example', 'Quarterly', 'seed', 'http'])
      expect(text).not.toContain(secret);
  });
});
