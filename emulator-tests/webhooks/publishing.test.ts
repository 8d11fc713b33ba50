/** How an event gets into the queue, where the suite's own functions know nothing of it. */
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createBooking } from '../../functions/src/bookings/testing/bookings.ts';
import { readDeliveryLog } from '../../functions/src/webhooks/deliveries/delivery-log.ts';
import { type DeliveryTask, taskName } from '../../functions/src/webhooks/deliveries/delivery-queue.ts';
import { publishEvents } from '../../functions/src/webhooks/deliveries/publish-events.ts';
import { clearProject, QUIET_PROJECT } from '../functions/firestore-under-test.ts';
import { WebhooksUnderTest } from './webhooks-under-test.ts';

const under = new WebhooksUnderTest('publishing', QUIET_PROJECT);
const booking = createBooking();
const written = { ...booking, open: () => booking };

/** As the queue has it: one task of each name. */
let tasks: Map<string, DeliveryTask>;

beforeEach(async () => {
  await clearProject(QUIET_PROJECT);
  tasks = new Map();
});
afterAll(() => under.close());

async function enqueue(task: DeliveryTask): Promise<void> {
  tasks.set(taskName(task), task);
}

const publish = (put = enqueue) => publishEvents({ ...under, isErased, enqueue: put }, null, written);
const isErased = async () => false;

async function deliveryIds(): Promise<readonly string[]> {
  const { docs } = await under.firestore.collection('webhookDeliveries').get();
  return docs.map(({ id }) => id).toSorted();
}

test('An event that is noticed twice is one delivery to each webhook, and one task for it', async () => {
  const webhooks = [await under.listen('http://one.invalid/'), await under.listen('http://two.invalid/')];
  await publish();
  await publish();
  const logs = await Promise.all(webhooks.map(({ id }) => readDeliveryLog(under.firestore, id)));
  expect(logs.map((log) => log.length)).toEqual([1, 1]);
  expect([...tasks].map(([name, { deliveryId }]) => [name, deliveryId]).toSorted()).toEqual(
    (await deliveryIds()).map((id) => [id, id]),
  );
});

test('What was stored and not queued is queued when the write is told of again', async () => {
  await under.listen('http://one.invalid/');
  const broken = async () => {
    throw new Error('The queue cannot be reached');
  };
  await expect(publish(broken)).rejects.toThrow('The queue cannot be reached');
  expect(await deliveryIds()).toHaveLength(1);
  await publish();
  expect([...tasks.keys()]).toEqual(await deliveryIds());
});

test('An event that nobody wants to hear of is neither stored nor queued', async () => {
  await under.webhooks.create('sales', 'http://one.invalid/', ['call.ended']);
  await under.listen('http://two.invalid/', 'support');
  await publish();
  expect([await deliveryIds(), tasks.size]).toEqual([[], 0]);
});
