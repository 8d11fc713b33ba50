/** The whole way: a write, the triggers, the queue of Cloud Tasks' emulator, and a receiver that verifies. */
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Booking } from '../../functions/src/bookings/booking.ts';
import { sweep } from '../../functions/src/sweep/sweep.ts';
import { readDeliveryLog } from '../../functions/src/webhooks/delivery-log.ts';
import { replayDelivery } from '../../functions/src/webhooks/replay-delivery.ts';
import type { Webhook } from '../../functions/src/webhooks/webhook.ts';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { PlayedCall } from './played-call.ts';
import { Receiver, verify } from './receiver.ts';
import { MINUTE_MS, WebhooksUnderTest } from './webhooks-under-test.ts';

const under = new WebhooksUnderTest('events');
let receiver: Receiver;
let webhook: Webhook;
let booking: Booking;
let call: PlayedCall;

beforeEach(async () => {
  await clearFirestore();
  receiver = await Receiver.start();
  webhook = await under.listen(receiver.url);
  booking = await under.book();
  call = new PlayedCall(under.firestore, booking.id);
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
    expect(receiver.received.map(({ json }) => json.type)).toEqual(['call.scheduled', 'call.missed']);
  });

  test('that a call which goes on was cancelled, and is over by that', async () => {
    await call.hostOffers();
    await call.guestAnswers();
    await receiver.message('call.started');
    await under.bookings.cancel('sales', booking.id, undefined);
    await receiver.message('call.cancelled');
    expect((await receiver.message('call.ended')).json.data.endedBy).toBe('cancellation');
  });

  test('that the host called it off in the browser', async () => {
    await call.hostEnds('cancelled');
    await receiver.message('call.cancelled');
    expect((await under.bookings.get('sales', booking.id)).cancelledAt).not.toBeNull();
  });
});

describe('a delivery', () => {
  test('is tried again until the receiver takes it, each time as the same message', async () => {
    receiver.answers.push(500, 302, 404);
    await call.hostOffers();
    await call.guestAnswers();
    const attempts = await receiver.messages('call.started', 4);
    expect(new Set(attempts.map(({ id }) => id)).size).toBe(1);
    expect(new Set(attempts.map(({ body }) => body)).size).toBe(1);
    for (const attempt of attempts) verify(attempt, under.secretOf(webhook));
    const [delivery] = await readDeliveryLog(under.firestore, webhook.id);
    await expect
      .poll(() => under.deliveries.find(delivery?.id ?? ''), { timeout: 10_000 })
      .toMatchObject({ state: 'delivered', attemptCount: 4, lastOutcome: 204 });
  });

  test('can be replayed, as the same message', async () => {
    const [delivery] = await readDeliveryLog(under.firestore, webhook.id);
    if (delivery === undefined) throw new Error('There is one');
    await expect
      .poll(() => under.deliveries.find(delivery.id), { timeout: 10_000 })
      .toMatchObject({ state: 'delivered' });
    expect(await replayDelivery(under.firestore, delivery.id, Date.now())).toBe(true);
    const [first, again] = await receiver.messages('call.scheduled', 2);
    expect(again).toMatchObject({ id: first?.id, body: first?.body });
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
