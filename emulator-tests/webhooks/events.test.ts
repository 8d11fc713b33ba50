/** The whole way: a write, the triggers, the queue of Cloud Tasks' emulator, and a receiver that verifies. */
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Booking } from '../../functions/src/bookings/booking.ts';
import { sweep } from '../../functions/src/sweep/sweep.ts';
import { readDeliveryLog } from '../../functions/src/webhooks/deliveries/delivery-log.ts';
import { eraseDeliveries } from '../../functions/src/webhooks/deliveries/erase-deliveries.ts';
import { replayDelivery } from '../../functions/src/webhooks/deliveries/replay-delivery.ts';
import type { Webhook } from '../../functions/src/webhooks/registry/webhook.ts';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { BookedCourse } from './booked-course.ts';
import { Receiver, verify } from './receiver.ts';
import { MINUTE_MS, WebhooksUnderTest } from './webhooks-under-test.ts';

const under = new WebhooksUnderTest('events');
let receiver: Receiver;
let webhook: Webhook;
let booking: Booking;
let call: BookedCourse;

beforeEach(async () => {
  await clearFirestore();
  receiver = await Receiver.start();
  webhook = await under.listen(receiver.url);
  booking = await under.book();
  call = new BookedCourse(under.firestore, booking);
  await receiver.message('call.scheduled');
});
afterEach(() => receiver.close());
afterAll(() => under.close());

/** The sweep, at a time at which all has lapsed. */
async function sweepAt(time: number): Promise<void> {
  await sweep(under.firestore, { clock: () => time, deadlineAt: Number.POSITIVE_INFINITY });
}

describe('a receiver hears', () => {
  test('that a call is booked, moved and cancelled', async () => {
    const scheduled = await receiver.message('call.scheduled');
    verify(scheduled, under.secretOf(webhook));
    expect(scheduled.json.data).toEqual({
      id: booking.id,
      externalId: 'order-7',
      metadata: { ticket: '42' },
      revision: 0,
      startsAt: new Date(booking.startsAt).toISOString(),
      endsAt: new Date(booking.endsAt).toISOString(),
    });

    const endsAt = booking.endsAt + MINUTE_MS;
    await under.bookings.change('sales', booking.id, [0], (known) => ({ ...known, endsAt }));
    const rescheduled = await receiver.message('call.rescheduled');
    expect(rescheduled.json.data).toMatchObject({ revision: 1, endsAt: new Date(endsAt).toISOString() });

    await under.bookings.cancel('sales', booking.id, [1]);
    const cancelled = await receiver.message('call.cancelled');
    verify(cancelled, under.secretOf(webhook));
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(3);
  });

  test('that two people met, and that the host ended it', async () => {
    await call.hostOffers();
    await call.guestAnswers();
    const started = await receiver.message('call.started');
    verify(started, under.secretOf(webhook));
    await call.hostEnds();
    const ended = await receiver.message('call.ended');
    verify(ended, under.secretOf(webhook));
    const { startedAt, endedAt, endedBy, durationSeconds } = ended.json.data;
    expect(startedAt).toBe(started.json.data.startedAt);
    expect(endedBy).toBe('host');
    expect(durationSeconds).toBe(Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000));

    const known = await under.bookings.get('sales', booking.id);
    expect(known).toMatchObject({
      endedBy: 'host',
      startedAt: Date.parse(startedAt),
      endedAt: Date.parse(endedAt),
    });
    expect(known.hostCameAt).not.toBeNull();
    expect(known.guestCameAt).toBe(known.startedAt);
    expect(known.details).toEqual(booking.details);
  });

  test('who has come and who has left, and no names', async () => {
    await call.hostOffers();
    const arrived = await receiver.message('host.arrived');
    verify(arrived, under.secretOf(webhook));
    expect(arrived.json.data).toMatchObject({ id: booking.id, arrivedAt: arrived.json.timestamp });
    await call.guestAnswers();
    await receiver.message('guest.arrived');
    await call.leave('guest');
    const left = (await receiver.message('guest.left')).json.data;
    expect(Date.parse(left.leftAt)).toBeGreaterThan(Date.parse(arrived.json.data.arrivedAt));
    expect(JSON.stringify(receiver.received.map(({ json }) => json))).not.toContain('Ada');
    expect(await under.bookings.get('sales', booking.id)).toMatchObject({
      hostLeftAt: null,
      guestLeftAt: Date.parse(left.leftAt),
    });
  });

  test('that all had left', async () => {
    await call.hostOffers();
    await call.guestAnswers();
    await receiver.message('call.started');
    const expiresAt = booking.startsAt + 10 * MINUTE_MS;
    await call.leave('host');
    await call.leave('guest', expiresAt);
    await sweepAt(expiresAt + 1);
    const { endedBy, endedAt } = (await receiver.message('call.ended')).json.data;
    expect(endedBy).toBe('empty');
    // Nobody is said to have left before it was to start; after that, it is when they left.
    expect(Date.parse(endedAt)).toBe(booking.startsAt);
  });

  test('that the time was over', async () => {
    await call.hostOffers();
    await call.guestAnswers();
    await receiver.message('call.started');
    await sweepAt(booking.endsAt + 1);
    const { endedBy, endedAt } = (await receiver.message('call.ended')).json.data;
    expect({ endedBy, endedAt }).toEqual({
      endedBy: 'time',
      endedAt: new Date(booking.endsAt).toISOString(),
    });
  });

  test('who did not come', async () => {
    await call.hostOffers();
    await call.leave('host');
    await sweepAt(booking.endsAt + 1);
    const missed = await receiver.message('call.missed');
    verify(missed, under.secretOf(webhook));
    expect(missed.json.data).toMatchObject({ guestCameAt: null, absent: ['guest'] });
    expect(missed.json.data.hostCameAt).not.toBeNull();
    expect(receiver.callTypes()).toEqual(['call.scheduled', 'call.missed']);
  });

  test.each([
    ['cancelled', 'cancellation'],
    ['ended by its program', 'api'],
  ])('that a call which went on was %s, and not that it was called off', async (_, endedBy) => {
    await call.hostOffers();
    await call.guestAnswers();
    await receiver.message('call.started');
    if (endedBy === 'api') await under.bookings.end('sales', booking.id, undefined);
    else await under.bookings.cancel('sales', booking.id, undefined);
    expect((await receiver.message('call.ended')).json.data.endedBy).toBe(endedBy);
    // Each came once, whatever their seats say by now.
    for (const type of ['host.arrived', 'guest.arrived'])
      expect(await receiver.messages(type)).toHaveLength(1);
    expect(receiver.callTypes()).toEqual(['call.scheduled', 'call.started', 'call.ended']);
  });

  test('nothing of the call before when the links lead to another', async () => {
    await under.bookings.renewGuestLink('sales', booking.id, undefined, { guest: { name: 'Eve' } });
    // The old one is cancelled, which is the end of that and not of the booking.
    const renewed = await under.bookings.get('sales', booking.id);
    const other = new BookedCourse(under.firestore, { ...booking, id: renewed.callDocId });
    await other.hostOffers();
    await other.guestAnswers();
    const started = await receiver.message('call.started');
    expect(started.json.data).toMatchObject({ id: booking.id, revision: 1 });
    expect(receiver.callTypes()).toEqual(['call.scheduled', 'call.started']);
  });

  test('that the host called it off in the browser', async () => {
    await call.hostCancels();
    await receiver.message('call.cancelled');
    expect((await under.bookings.get('sales', booking.id)).cancelledAt).not.toBeNull();
  });
});

describe('a delivery', () => {
  test('is tried again until the receiver takes it, each time as the same message', async () => {
    await under.webhooks.change('sales', webhook.id, { events: ['call.started'] });
    receiver.answers.push(500, 302, 404);
    await call.hostOffers();
    await call.guestAnswers();
    const attempts = await receiver.messages('call.started', 4);
    expect(new Set(attempts.map(({ id }) => id)).size).toBe(1);
    expect(new Set(attempts.map(({ body }) => body)).size).toBe(1);
    for (const attempt of attempts) verify(attempt, under.secretOf(webhook));
    const [delivery] = await readDeliveryLog(under.firestore, webhook.id);
    await expect
      .poll(() => under.deliveries.find(delivery?.id ?? ''), { timeout: 30_000 })
      .toMatchObject({ state: 'delivered', attemptCount: 4, lastOutcome: 204 });
  });

  test('can be replayed, as the same message', async () => {
    const [delivery] = await readDeliveryLog(under.firestore, webhook.id);
    if (delivery === undefined) throw new Error('There is one');
    await expect
      .poll(() => under.deliveries.find(delivery.id), { timeout: 30_000 })
      .toMatchObject({ state: 'delivered' });
    expect(await replayDelivery(under.firestore, delivery.id, Date.now())).toBe(true);
    const [first, again] = await receiver.messages('call.scheduled', 2);
    expect(again).toMatchObject({ id: first?.id, body: first?.body });
  });

  test('that has not arrived when its call is erased is still sent, as is the end, and neither says what was said', async () => {
    let isDown = true;
    receiver.before = async () => {
      if (isDown) receiver.answers.push(503);
    };
    const endsAt = booking.endsAt + MINUTE_MS;
    await under.bookings.change('sales', booking.id, undefined, (known) => ({ ...known, endsAt }));
    const refused = await receiver.message('call.rescheduled');
    expect(refused.json.data).toMatchObject({ externalId: 'order-7', metadata: { ticket: '42' } });
    await under.bookings.cancel('sales', booking.id, undefined, true);
    await eraseDeliveries(under.firestore, under.secrets, booking.id);
    isDown = false;
    const untold = { id: booking.id, externalId: null, metadata: {} };
    const last = (type: string) => receiver.received.findLast(({ json }) => json.type === type);
    await expect.poll(() => last('call.rescheduled')?.json.data).toMatchObject(untold);
    expect(last('call.rescheduled')?.json.timestamp).toBe(refused.json.timestamp);
    await expect.poll(() => last('call.cancelled')?.json.data).toMatchObject(untold);
    for (const message of receiver.received) verify(message, under.secretOf(webhook));
  });

  test('goes to the team whose call it is, and to each of its webhooks', async () => {
    const second = await Receiver.start();
    const stranger = await Receiver.start();
    try {
      const other = await under.listen(second.url);
      await under.listen(stranger.url, 'support');
      await under.bookings.cancel('sales', booking.id, undefined);
      const theirs = await second.message('call.cancelled');
      const ours = await receiver.message('call.cancelled');
      verify(theirs, under.secretOf(other));
      expect(() => verify(theirs, under.secretOf(webhook))).toThrow();
      expect(theirs.id).not.toBe(ours.id);
      await under.book('support');
      await stranger.message('call.scheduled');
      expect(stranger.received).toHaveLength(1);
    } finally {
      await Promise.all([second.close(), stranger.close()]);
    }
  });
});
