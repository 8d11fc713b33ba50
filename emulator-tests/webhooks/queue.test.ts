/** What starts the function that puts replays into the queue. */
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { readDeliveryLog } from '../../functions/src/webhooks/deliveries/delivery-log.ts';
import { replayDelivery } from '../../functions/src/webhooks/deliveries/replay-delivery.ts';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { FunctionStarts } from './function-starts.ts';
import { Receiver } from './receiver.ts';
import { WebhooksUnderTest } from './webhooks-under-test.ts';

const under = new WebhooksUnderTest('queue');
let receiver: Receiver;
let starts: FunctionStarts;

beforeEach(async () => {
  await clearFirestore();
  [receiver, starts] = await Promise.all([Receiver.start(), FunctionStarts.watch()]);
});
afterEach(() => {
  starts.close();
  return receiver.close();
});
afterAll(() => under.close());

/** Starts of whatever follows neither calls nor bookings and is no attempt. */
function queueStarts(): Readonly<Record<string, number>> {
  const { followCall: _, publishBooking: __, deliverWebhook: ___, ...others } = starts.counts;
  return others;
}

async function onlyDelivery(webhookId: string) {
  const [delivery] = await readDeliveryLog(under.firestore, webhookId);
  if (delivery === undefined) throw new Error('There is one');
  return delivery;
}

test('A delivery starts a function when it is replayed, and never by being made or by what is noted of it', async () => {
  const webhook = await under.listen(receiver.url);
  receiver.answers.push(500);
  await under.book();
  await receiver.messages('call.scheduled', 2);
  const { id } = await onlyDelivery(webhook.id);
  const isDelivered = (attemptCount: number) =>
    expect
      .poll(() => onlyDelivery(webhook.id), { timeout: 30_000 })
      .toMatchObject({ state: 'delivered', attemptCount });
  await isDelivered(2);

  expect(await replayDelivery(under.firestore, id, Date.now())).toBe(true);
  await receiver.messages('call.scheduled', 3);
  await isDelivered(3);
  await under.firestore.collection('webhookDeliveries').doc(id).delete();

  // Another on its way after all that: whatever the notes had started would have started before.
  await under.book();
  await receiver.messages('call.scheduled', 4);
  await expect.poll(queueStarts, { timeout: 30_000 }).toEqual({ queueReplay: 1 });
});
