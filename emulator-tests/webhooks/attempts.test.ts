/** Single attempts at deliveries, by a clock of the test's own, where the suite's queue knows nothing of them. */
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBooking } from '../../functions/src/bookings/testing/bookings.ts';
import { PRODUCTION_PACE } from '../../functions/src/webhooks/deliveries/attempt-pace.ts';
import { type DeliverOptions, deliver } from '../../functions/src/webhooks/deliveries/deliver.ts';
import {
  type Delivery,
  deliveryFields,
  readDelivery,
} from '../../functions/src/webhooks/deliveries/delivery.ts';
import { readDeliveryLog } from '../../functions/src/webhooks/deliveries/delivery-log.ts';
import { firstTask, taskName } from '../../functions/src/webhooks/deliveries/delivery-queue.ts';
import { eraseDeliveries } from '../../functions/src/webhooks/deliveries/erase-deliveries.ts';
import { replayFailed } from '../../functions/src/webhooks/deliveries/replay-delivery.ts';
import {
  DEFERRED_MS,
  MAX_ATTEMPTS_OF_TEAM,
  TeamShares,
} from '../../functions/src/webhooks/deliveries/team-shares.ts';
import type { BookingEvent } from '../../functions/src/webhooks/events/booking-event.ts';
import {
  BOTH_SECRETS_MS,
  MAX_FAILING_MS,
  type Webhook,
} from '../../functions/src/webhooks/registry/webhook.ts';
import { MAX_WEBHOOKS_PER_TEAM, type Webhooks } from '../../functions/src/webhooks/registry/webhooks.ts';
import { clearProject, QUIET_PROJECT } from '../functions/firestore-under-test.ts';
import { Receiver, verify } from './receiver.ts';
import { WebhooksUnderTest } from './webhooks-under-test.ts';

const under = new WebhooksUnderTest('attempts', QUIET_PROJECT);
const { maxAttempts: MAX_ATTEMPTS } = PRODUCTION_PACE;
const options: DeliverOptions = {
  ...under,
  clock: () => under.clock(),
  isLocalAllowed: true,
  pace: PRODUCTION_PACE,
  shares: new TeamShares(Date.now),
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
  ({ id } = await under.deliveries.create(webhook, event, booking));
});
afterEach(() => receiver.close());
afterAll(() => under.close());

const deliverOnce = (attempt = 0, changes: Partial<DeliverOptions> = {}) =>
  deliver({ ...firstTask(id, 'chain'), attempt }, { ...options, ...changes });

const attempt = async (count = 0, changes: Partial<DeliverOptions> = {}) =>
  (await deliverOnce(count, changes)).state;

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
    expect(await deliver(firstTask('AAAAAAAAAAAAAAAAAAAAAA', 'chain'), options)).toEqual({
      state: null,
      next: null,
    });
  });
});

describe('a message of a call that was erased before it arrived', () => {
  const erase = () => eraseDeliveries(under.firestore, under.secrets, booking.id);

  test('arrives all the same, and says nothing that was erased', async () => {
    receiver.answers.push(500);
    await attempt();
    await erase();
    expect(await attempt(1)).toBe('delivered');
    const [first, second] = receiver.received;
    if (first === undefined || second === undefined) throw new Error('Both were answered');
    verify(second, under.secretOf(webhook));
    expect([first.body, second.body].map((body) => /order-7|ticket/.test(body))).toEqual([true, false]);
    const data = { ...first.json.data, externalId: null, metadata: {} };
    expect(second.json).toEqual({ ...first.json, data });
    expect(second.id).toBe(first.id);
  });

  test('can be erased again, and however many there are', async () => {
    const known = await under.deliveries.find(id);
    if (known === null) throw new Error('There is one');
    const batch = under.firestore.batch();
    for (let number = 0; number < 203; number += 1) {
      const delivery = { ...known, id: `${number}`.padStart(22, 'A') };
      const ref = under.firestore.collection('webhookDeliveries').doc(delivery.id);
      batch.create(ref, deliveryFields(delivery, under.secrets));
    }
    await batch.commit();
    await erase();
    await erase();
    const all = await under.firestore.collection('webhookDeliveries').get();
    const said = all.docs.map((document) => readDelivery(document, under.secrets).payload.data.externalId);
    expect(said).toEqual(Array(204).fill(null));
  });
});

describe('the attempt after one that failed', () => {
  test.each([
    [0, undefined, 10],
    [3, undefined, 80],
    [18, undefined, 6 * 3_600],
    [0, '120', 120],
    [3, '5', 80],
    [0, '999999', 6 * 3_600],
    [0, 'soon', 10],
  ])('of %i before it, with Retry-After %s, is made after %i s', async (before, retryAfter, seconds) => {
    receiver.answers.push(503);
    receiver.retryAfter = retryAfter;
    const { state, next } = await deliverOnce(before);
    expect(state).toBe('pending');
    expect(next).toMatchObject({ deliveryId: id, chain: 'chain', attempt: before + 1, deferral: 0 });
    const waitMs = (next?.notBefore ?? 0) - Date.now();
    expect(waitMs).toBeLessThanOrEqual(seconds * 1_000);
    expect(waitMs).toBeGreaterThan(seconds * 1_000 - 5_000);
  });

  test('has a name of its own in the queue, and the first that of its chain', async () => {
    receiver.answers.push(500);
    const { next } = await deliverOnce();
    expect([taskName(firstTask(id, 'chain')), next && taskName(next)]).toEqual(['chain', 'chain-1-0']);
  });
});

describe('a team with slow receivers', () => {
  test('gets its share of the places and no more, and takes none of another team’s', async () => {
    const waiting = Promise.withResolvers<void>();
    receiver.before = () => waiting.promise;
    const shares = new TeamShares(Date.now);
    const slow = Array.from({ length: MAX_ATTEMPTS_OF_TEAM }, () => deliverOnce(0, { shares }));
    await expect.poll(() => receiver.received.length).toBe(MAX_ATTEMPTS_OF_TEAM);
    const deferred = await deliverOnce(2, { shares });
    expect(deferred).toMatchObject({ state: 'pending', next: { attempt: 2, deferral: 1 } });
    expect((deferred.next?.notBefore ?? 0) - Date.now()).toBeGreaterThan(DEFERRED_MS - 5_000);

    const quick = await Receiver.start();
    const theirs = await under.listen(quick.url, 'support');
    const theirOwn = await under.deliveries.create(theirs, event, { ...booking, team: 'support' });
    const other = await deliver(firstTask(theirOwn.id, 'other'), { ...options, shares });
    expect(other.state).toBe('delivered');
    await quick.close();

    waiting.resolve();
    await Promise.all(slow);
    expect((await deliverOnce(0, { shares })).state).toBe('delivered');
  });
});

describe('a webhook', () => {
  const known = () => under.webhooks.get('sales', webhook.id);

  test('is disabled by a 410, and what happens then is kept for a replay', async () => {
    receiver.answers.push(410);
    await attempt();
    expect(await known()).toMatchObject({ disabledBecause: 'gone', disabledAt: expect.any(Number) });
    const later = { ...event, key: 'call.ended', type: 'call.ended' as const };
    const stored = await under.deliveries.create((await known()) ?? webhook, later, booking);
    expect(stored.isSent).toBe(false);
    expect(await readDeliveryLog(under.firestore, webhook.id)).toMatchObject([
      { type: 'call.ended', state: 'failed', lastOutcome: 'webhook-disabled' },
      { type: 'call.started', state: 'failed', lastOutcome: 410 },
    ]);
    await under.webhooks.change('sales', webhook.id, { isEnabled: true });
    const since = Date.now() - 60_000;
    expect(await replayFailed(under.firestore, webhook.id, since, Date.now())).toEqual({
      count: 2,
      nextSince: null,
    });
    expect(await attempt()).toBe('delivered');
  });

  test('is not disabled by a 410 of the address that it had when the attempt began', async () => {
    const other = await Receiver.start();
    receiver.answers.push(410);
    const { webhooks } = under;
    const moving = {
      async find(webhookId: string) {
        const before = await webhooks.find(webhookId);
        await webhooks.change('sales', webhookId, { url: other.url });
        return before;
      },
      note: webhooks.note.bind(webhooks),
    } as unknown as Webhooks;
    expect(await attempt(0, { webhooks: moving })).toBe('pending');
    expect(await known()).toMatchObject({ url: other.url, disabledAt: null, failingSince: null });
    expect(await attempt(1)).toBe('delivered');
    expect(other.received).toHaveLength(1);
    await other.close();
  });

  test('is sent again what has failed, 200 messages at once', async () => {
    const madeAt = Date.UTC(2026, 0, 1);
    const failed = { ...(await under.deliveries.find(id)), state: 'failed' } as Delivery;
    const batch = under.firestore.batch();
    for (let number = 0; number < 203; number += 1) {
      const delivery = { ...failed, id: `${number}`.padStart(22, 'A'), createdAt: madeAt + number };
      const ref = under.firestore.collection('webhookDeliveries').doc(delivery.id);
      batch.create(ref, deliveryFields(delivery, under.secrets));
    }
    await batch.commit();
    const replay = (since: number) => replayFailed(under.firestore, webhook.id, since, Date.now());
    // The first is too old.
    expect(await replay(madeAt + 1)).toEqual({ count: 200, nextSince: madeAt + 201 });
    expect(await replay(madeAt + 201)).toEqual({ count: 2, nextSince: null });
    expect((await under.firestore.collection('webhookReplays').count().get()).data().count).toBe(202);
  });

  test('is disabled by four days of failures, and by no less', async () => {
    receiver.answers.push(500, 500, 500);
    await attempt();
    const since = (await known())?.failingSince;
    expect(since).toEqual(expect.any(Number));
    under.clockAheadMs = MAX_FAILING_MS - 60_000;
    await attempt(1);
    expect(await known()).toMatchObject({ failingSince: since, disabledAt: null });
    under.clockAheadMs = MAX_FAILING_MS + 60_000;
    await attempt(2);
    expect(await known()).toMatchObject({ disabledBecause: 'failing' });
    expect(await attempt(3)).toBe('failed');
    expect(receiver.received).toHaveLength(3);
  });

  test('that takes something in between has not failed', async () => {
    receiver.answers.push(500, 204, 500);
    await attempt();
    await attempt(1);
    expect(await known()).toMatchObject({ failingSince: null });
  });

  test('that is disabled gets a test all the same, once', async () => {
    await under.webhooks.change('sales', webhook.id, { isEnabled: false });
    expect(await attempt()).toBe('failed');
    const disabled = await known();
    if (disabled === null) throw new Error('There is one');
    const test = await under.deliveries.createTest(disabled);
    receiver.answers.push(500);
    expect(await deliver(firstTask(test.id, 'test'), options)).toEqual({ state: 'failed', next: null });
    const [message] = receiver.received;
    expect(message?.json).toMatchObject({ type: 'webhook.test', data: { webhookId: webhook.id } });
    expect(await known()).toMatchObject({ failingSince: null, disabledBecause: 'request' });
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
    let number = 0;
    const create = () => {
      number += 1;
      return under.webhooks.create('sales', `${receiver.url}&number=${number}`, ['call.started']);
    };
    // One is there.
    for (let count = 1; count < MAX_WEBHOOKS_PER_TEAM - 2; count += 1) await create();
    const made = await Promise.allSettled(Array.from({ length: 5 }, create));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(await under.webhooks.list('sales')).toHaveLength(MAX_WEBHOOKS_PER_TEAM);
  });
});

test('Of two webhooks of one address that are made at once, one is made', async () => {
  const create = () => under.webhooks.create('sales', `${receiver.url}&twice`, ['call.started']);
  const made = await Promise.allSettled([create(), create()]);
  expect(made.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
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
