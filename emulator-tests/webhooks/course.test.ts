/** What a booking is told of its call, in this process: twice, late, and for calls that nobody booked. */
import { CALLS, deriveCallKeys, sealDetails } from '@parley/protocol';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Booking } from '../../functions/src/bookings/booking.ts';
import { recordCourse } from '../../functions/src/bookings/course/record-course.ts';
import { readScheduledCall, type ScheduledCall } from '../../functions/src/bookings/scheduled-call.ts';
import { ANSWERED, createScheduledCall, seat } from '../../functions/src/bookings/testing/scheduled-calls.ts';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { MINUTE_MS, WebhooksUnderTest } from './webhooks-under-test.ts';

const under = new WebhooksUnderTest('course');
const context = { firestore: under.firestore, secrets: under.bookingSecrets, clock: under.clock };
let booking: Booking;
let call: ScheduledCall;

beforeEach(async () => {
  await clearFirestore();
  booking = await under.book();
  const stored = await under.firestore.collection(CALLS).doc(booking.id).get();
  const version = readScheduledCall(stored.data());
  if (version === null) throw new Error('A booked call has a schedule');
  call = version;
});
afterAll(() => under.close());

const known = () => under.bookings.get('sales', booking.id);

describe('a booking', () => {
  test('is told each thing once, however often and in whatever order it is noticed', async () => {
    const [host, guest] = [
      seat({ renewedAt: booking.startsAt }),
      seat({ renewedAt: booking.startsAt + 1, session: 'g' }),
    ];
    const met: ScheduledCall = { ...call, seats: { host, guest }, round: ANSWERED };
    const ended: ScheduledCall = { ...call, ended: { reason: 'host-ended', at: booking.startsAt + 5 } };
    const tell = [
      () => recordCourse(context, booking.id, met, ended),
      () => recordCourse(context, booking.id, call, met),
      () => recordCourse(context, booking.id, ended, null),
    ];
    await Promise.all([...tell, ...tell, ...tell].map((again) => again()));
    expect(await known()).toMatchObject({
      hostCameAt: booking.startsAt,
      guestCameAt: booking.startsAt + 1,
      startedAt: booking.startsAt + 1,
      endedAt: booking.startsAt + 5,
      endedBy: 'host',
    });
    const { updatedAt } = await known();
    under.clockAheadMs += MINUTE_MS;
    for (const again of tell) await again();
    expect((await known()).updatedAt).toBe(updatedAt);
  });

  test('is moved with its call when the host moves that in the browser', async () => {
    const keys = await deriveCallKeys(under.bookingSecrets.callId(booking));
    const details = await sealDetails(keys, 1, { title: 'Other', timeZone: 'Asia/Tokyo' });
    const schedule = { ...call.schedule, revision: 1, endsAt: booking.endsAt + MINUTE_MS, details };
    await recordCourse(context, booking.id, call, { ...call, schedule });
    expect(await known()).toMatchObject({
      revision: 1,
      startsAt: booking.startsAt,
      endsAt: booking.endsAt + MINUTE_MS,
      details: { ...booking.details, title: 'Other', timeZone: 'Asia/Tokyo' },
    });
  });

  test('keeps its title when the host’s browser has sealed something else', async () => {
    const schedule = { ...call.schedule, revision: 1, details: Uint8Array.of(1, 2, 3) };
    await recordCourse(context, booking.id, call, { ...call, schedule });
    expect(await known()).toMatchObject({ revision: 1, details: booking.details });
  });

  test('is not set back by a version of its call that comes late', async () => {
    const newer = await under.bookings.change('sales', booking.id, [0], (before) => ({
      ...before,
      endsAt: before.endsAt + MINUTE_MS,
    }));
    const older = { ...call, schedule: { ...call.schedule, revision: 0 } };
    await recordCourse(context, booking.id, { ...older, schedule: { ...call.schedule, revision: 1 } }, older);
    expect(await known()).toEqual(newer);
  });

  test('follows its own document, and not another that somebody made of its ID', async () => {
    const host = seat({ renewedAt: booking.startsAt });
    const guest = seat({ renewedAt: booking.startsAt + 1, session: 'g' });
    const keys = await deriveCallKeys(under.bookingSecrets.callId(booking));
    const details = await sealDetails(keys, 1, { title: 'Moved by Mallory', timeZone: 'UTC' });
    const schedule = { ...call.schedule, revision: 1, endsAt: booking.endsAt + MINUTE_MS, details };
    const course = (first: ScheduledCall): [ScheduledCall | null, ScheduledCall | null][] => {
      const met: ScheduledCall = { ...first, seats: { host, guest }, round: ANSWERED };
      const moved: ScheduledCall = { ...met, schedule };
      const ended: ScheduledCall = { ...moved, ended: { reason: 'host-ended', at: booking.startsAt + 5 } };
      return [
        [null, first],
        [first, met],
        [met, moved],
        [moved, ended],
        [moved, null],
      ];
    };
    for (const createdAt of [call.createdAt + 1, call.createdAt - 1, call.createdAt + 31 * MINUTE_MS]) {
      for (const write of course({ ...call, createdAt })) await recordCourse(context, booking.id, ...write);
      expect(await known()).toEqual(booking);
    }
    for (const write of course(call)) await recordCourse(context, booking.id, ...write);
    expect(await known()).toMatchObject({
      revision: 1,
      endedBy: 'host',
      details: { title: 'Moved by Mallory' },
    });
  });

  test('is missed when its time is over, though a guest came, went, and left an empty call behind', async () => {
    const guest = seat({ renewedAt: booking.startsAt, leftAt: booking.startsAt + 15, session: 'g' });
    const left: ScheduledCall = {
      ...call,
      seats: { host: null, guest },
      expiresAt: booking.startsAt + MINUTE_MS,
    };
    await recordCourse(context, booking.id, left, null);
    expect(await known()).toMatchObject({ startedAt: null, endedAt: booking.endsAt, endedBy: 'time' });
  });

  test('is not made for a call that nobody booked', async () => {
    const id = 'AAAAAAAAAAAAAAAAAAAAAA';
    await recordCourse(context, id, null, createScheduledCall({ seats: { host: seat({}), guest: null } }));
    expect((await under.firestore.collection('bookings').get()).size).toBe(1);
  });
});
