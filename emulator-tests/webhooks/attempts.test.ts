/** Single attempts at deliveries, by a clock of the test's own, where the suite's queue knows nothing of them. */
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BookingEvent } from '../../functions/src/webhooks/booking-event.ts';
import { type DeliverOptions, deliver } from '../../functions/src/webhooks/deliver.ts';
import { deliveryId } from '../../functions/src/webhooks/delivery.ts';
import { createBooking } from '../../functions/src/webhooks/testing/bookings.ts';
import { BOTH_SECRETS_MS, type Webhook } from '../../functions/src/webhooks/webhook.ts';
import { MAX_WEBHOOKS_PER_TEAM } from '../../functions/src/webhooks/webhooks.ts';
import { clearProject, QUIET_PROJECT } from '../functions/firestore-under-test.ts';
import { Receiver, verify } from './receiver.ts';
import { WebhooksUnderTest } from './webhooks-under-test.ts';

const under = new WebhooksUnderTest('attempts', QUIET_PROJECT);
const MAX_ATTEMPTS = 20;
const options: DeliverOptions = {
  ...under,
  clock: () => Date.now(),
  isLocalAllowed: true,
  maxAttempts: MAX_ATTEMPTS,
};
const booking = createBooking({ startedAt: Date.now() });
const event: BookingEvent = { type: 'call.started', key: 'call.started', at: Date.now() };
let receiver: Receiver;
let webhook: Webhook;
let id: string;

beforeEach(async () => {
  await clearProject(QUIET_PROJECT);
  under.clockAheadMs = 0;
  receiver = await Receiver.start();
  webhook = await under.listen(receiver.url);
  id = deliveryId(webhook.id, booking.id, event);
  await under.deliveries.start(webhook, event, booking);
});
afterEach(() => receiver.close());
afterAll(() => under.close());

const attempt = (retryCount = 0, changes: Partial<DeliverOptions> = {}) =>
  deliver(id, retryCount, { ...options, ...changes });

describe('an attempt', () => {
  test('that the receiver takes is the last', async () => {
    expect(await attempt()).toBe('delivered');
    expect(await attempt()).toBe('delivered');
    expect(receiver.received).toHaveLength(1);
    expect(await under.deliveries.find(id)).toMatchObject({
      state: 'delivered',
      attemptCount: 1,
      lastOutcome: 204,
    });
  });

  test.each([400, 404, 429, 500, 503, 301])(
    'that is answered with %i is followed by another',
    async (status) => {
      receiver.answers.push(status);
      expect(await attempt()).toBe('pending');
      expect(await under.deliveries.find(id)).toMatchObject({
        state: 'pending',
        lastOutcome: status,
      });
      expect(await attempt(1)).toBe('delivered');
    },
  );

  test('that says the receiver wants no more is the last', async () => {
    receiver.answers.push(410);
    expect(await attempt()).toBe('failed');
  });

  test('too many is none too few', async () => {
    receiver.answers.push(500, 500);
    expect(await attempt(MAX_ATTEMPTS - 2)).toBe('pending');
    expect(await attempt(MAX_ATTEMPTS - 1)).toBe('failed');
  });

  test('that finds nobody there is followed by another', async () => {
    await receiver.close();
    expect(await attempt()).toBe('pending');
    expect(await under.deliveries.find(id)).toMatchObject({ lastOutcome: 'unreachable' });
  });

  test('at an address that may not be sent to sends nothing', async () => {
    expect(await attempt(0, { isLocalAllowed: false })).toBe('pending');
    expect(await under.deliveries.find(id)).toMatchObject({ lastOutcome: 'blocked' });
    expect(receiver.received).toEqual([]);
  });

  test('for a webhook that was deleted is none', async () => {
    expect(await under.webhooks.delete('sales', webhook.id)).toBe(true);
    expect(await attempt()).toBe('failed');
    expect(await under.deliveries.find(id)).toMatchObject({ lastOutcome: 'webhook-deleted' });
    expect(receiver.received).toEqual([]);
  });

  test('at what has lapsed is none', async () => {
    expect(await deliver('AAAAAAAAAAAAAAAAAAAAAA', 0, options)).toBeNull();
  });
});

describe('a secret', () => {
  test('that was replaced is good for a day, and the new one at once', async () => {
    const former = under.secretOf(webhook);
    const rotated = await under.webhooks.rotateSecret('sales', webhook.id);
    if (rotated === null) throw new Error('There is one');
    const current = under.secretOf(rotated);
    expect(current).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(current).not.toBe(former);
    await attempt();
    const [first] = receiver.received;
    if (first === undefined) throw new Error('It was delivered');
    verify(first, former);
    verify(first, current);

    const afterADay = Date.now() + BOTH_SECRETS_MS + 1;
    expect(under.secrets.signingSecrets(rotated, afterADay)).toEqual([under.secrets.signingSecret(rotated)]);
  });

  test('that was replaced twice is good no longer', async () => {
    const first = under.secrets.signingSecret(webhook);
    await under.webhooks.rotateSecret('sales', webhook.id);
    const twice = await under.webhooks.rotateSecret('sales', webhook.id);
    if (twice === null) throw new Error('There is one');
    expect(under.secrets.signingSecrets(twice, Date.now())).not.toContainEqual(first);
  });
});

describe('the webhooks of a team', () => {
  test('are nobody else’s', async () => {
    expect(await under.webhooks.get('support', webhook.id)).toBeNull();
    expect(await under.webhooks.list('support')).toEqual([]);
    expect(await under.webhooks.rotateSecret('support', webhook.id)).toBeNull();
    expect(await under.webhooks.delete('support', webhook.id)).toBe(false);
    expect(await under.webhooks.get('sales', webhook.id)).toEqual(webhook);
  });

  test('are not without number, however many are asked for at once', async () => {
    const create = () => under.webhooks.create('sales', receiver.url, ['call.started']);
    // One is there.
    for (let count = 1; count < MAX_WEBHOOKS_PER_TEAM - 2; count += 1) await create();
    const made = await Promise.all(Array.from({ length: 5 }, create));
    expect(made.filter((webhook) => webhook !== null)).toHaveLength(2);
    expect(await under.webhooks.list('sales')).toHaveLength(MAX_WEBHOOKS_PER_TEAM);
  });
});

test('Neither an address nor a secret nor what is sent is stored in plain text', async () => {
  const stored = await Promise.all(
    (await under.firestore.listCollections()).map(async (collection) => (await collection.get()).docs),
  );
  const text = stored
    .flat()
    .map((document) => JSON.stringify(document.data(), (_, value) => plainText(value)))
    .join('\n');
  expect(text).toContain(webhook.id);
  for (const secret of ['in-the-address', 'order-7', under.secretOf(webhook)])
    expect(text).not.toContain(secret);
});

/** Bytes as text, since sealed ones would hide in JSON whatever they hold. */
function plainText(value: unknown): unknown {
  const isBytes = typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';
  return isBytes ? Buffer.from((value as unknown as { data: number[] }).data).toString('latin1') : value;
}
