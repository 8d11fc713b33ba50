/** Webhooks by the REST API, which here runs in this process. */
import { Timestamp } from 'firebase-admin/firestore';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { EVENT_TYPES } from '../../functions/src/webhooks/booking-event.ts';
import { type Delivery, deliveryFields } from '../../functions/src/webhooks/delivery.ts';
import { replayDelivery } from '../../functions/src/webhooks/replay-delivery.ts';
import { MAX_WEBHOOKS_PER_TEAM } from '../../functions/src/webhooks/webhooks.ts';
import { ApiUnderTest } from '../api/api-under-test.ts';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { WebhooksUnderTest } from './webhooks-under-test.ts';

const api = new ApiUnderTest('webhook-api');
const suite = new WebhooksUnderTest('webhook-api-suite');
/** An address of the internet, so that it is not looked up. Nothing is ever sent to it. */
const url = 'https://8.8.8.8/parley?word=w';
const NOBODYS_ID = 'AAAAAAAAAAAAAAAAAAAAAA';

beforeEach(async () => {
  await clearFirestore();
  api.key = await api.createKey();
});
afterAll(() => Promise.all([api.close(), suite.close()]));

describe('a webhook', () => {
  test('is registered, looked up, listed, given another secret, and deleted', async () => {
    const created = await api.send('POST', '/webhooks', { json: { url } });
    expect(created.status).toBe(201);
    const { secret, ...webhook } = created.json;
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(webhook).toMatchObject({ url, events: EVENT_TYPES, formerSecretUntil: null });

    const path = `/webhooks/${webhook.id}`;
    expect((await api.send('GET', path)).json).toEqual(webhook);
    expect((await api.send('GET', '/webhooks')).json).toEqual({ webhooks: [webhook] });
    expect((await api.send('GET', `${path}/deliveries`)).json).toEqual({ deliveries: [] });

    const rotated = await api.send('POST', `${path}/secret`);
    expect(rotated.status).toBe(200);
    expect(rotated.json.secret).not.toBe(secret);
    expect(Date.parse(rotated.json.formerSecretUntil) - Date.now()).toBeGreaterThan(23 * 60 * 60_000);

    expect((await api.send('DELETE', path)).status).toBe(204);
    for (const [method, gone] of [
      ['GET', path],
      ['DELETE', path],
      ['POST', `${path}/secret`],
      ['GET', `${path}/deliveries`],
    ] as const) {
      expect((await api.send(method, gone)).status).toBe(404);
    }
  });

  test('may be for some events only', async () => {
    const events = ['call.started', 'call.ended'];
    expect((await api.send('POST', '/webhooks', { json: { url, events } })).json.events).toEqual(events);
  });

  test.each([
    ['#/url', {}],
    ['#/url', { url: 7 }],
    ['#/url', { url: 'hook' }],
    ['#/url', { url: 'http://example.com/' }],
    ['#/url', { url: 'https://user:word@8.8.8.8/' }],
    ['#/url', { url: 'https://127.0.0.1/' }],
    ['#/url', { url: 'https://2852039166/latest/meta-data/' }],
    ['#/url', { url: 'https://[::ffff:10.0.0.1]/' }],
    ['#/url', { url: 'https://metadata.google.internal/' }],
    ['#/url', { url: `https://8.8.8.8/${'x'.repeat(2_048)}` }],
    ['#/events', { url, events: [] }],
    ['#/events', { url, events: ['call.started', 'call.started'] }],
    ['#/events/0', { url, events: ['call.exploded'] }],
    ['#/secret', { url, secret: 'whsec_mine' }],
  ])('is refused for what is wrong at %s: %j', async (pointer, json) => {
    const refused = await api.send('POST', '/webhooks', { json });
    expect(refused.status).toBe(400);
    expect(refused.json.errors).toEqual([expect.objectContaining({ pointer })]);
  });

  test('takes the scope write to be made or changed, and read to be seen', async () => {
    const { json: webhook } = await api.send('POST', '/webhooks', { json: { url } });
    const key = await api.createKey({ scopes: ['read'] });
    expect((await api.send('GET', `/webhooks/${webhook.id}`, { key })).status).toBe(200);
    expect((await api.send('POST', '/webhooks', { key, json: { url } })).status).toBe(403);
    expect((await api.send('POST', `/webhooks/${webhook.id}/secret`, { key })).status).toBe(403);
    expect((await api.send('DELETE', `/webhooks/${webhook.id}`, { key })).status).toBe(403);
    expect((await api.send('GET', '/webhooks', { key: null })).status).toBe(401);
  });

  test('of another team is not there', async () => {
    const { json: webhook } = await api.send('POST', '/webhooks', { json: { url } });
    const key = await api.createKey({ team: 'support' });
    expect((await api.send('GET', '/webhooks', { key })).json).toEqual({ webhooks: [] });
    for (const [method, path] of [
      ['GET', `/webhooks/${webhook.id}`],
      ['GET', `/webhooks/${webhook.id}/deliveries`],
      ['POST', `/webhooks/${webhook.id}/secret`],
      ['DELETE', `/webhooks/${webhook.id}`],
    ] as const) {
      const [theirs, nobodys] = await Promise.all([
        api.send(method, path, { key }),
        api.send(method, path.replace(webhook.id, NOBODYS_ID), { key }),
      ]);
      expect(theirs.status).toBe(404);
      expect(theirs.json).toEqual(nobodys.json);
    }
  });

  test('is refused when the team has enough of them', async () => {
    for (let count = 0; count < MAX_WEBHOOKS_PER_TEAM; count += 1) {
      expect((await api.send('POST', '/webhooks', { json: { url } })).status).toBe(201);
    }
    const refused = await api.send('POST', '/webhooks', { json: { url } });
    expect(refused.status).toBe(400);
    expect(refused.json.detail).toContain(`${MAX_WEBHOOKS_PER_TEAM}`);
  });
});

describe('a delivery', () => {
  test('that failed is replayed by its team, and by no other', async () => {
    const delivery: Delivery = {
      id: NOBODYS_ID,
      team: 'sales',
      // Deleted since, so that nothing is sent.
      webhookId: NOBODYS_ID,
      type: 'call.started',
      state: 'pending',
      attemptCount: 0,
      lastAttemptAt: null,
      lastOutcome: null,
      createdAt: Date.now(),
      payload: { type: 'call.started', timestamp: '', data: {} },
    };
    const fields = deliveryFields(delivery, suite.secrets);
    await api.firestore.collection('webhookDeliveries').doc(NOBODYS_ID).create(fields);
    await expect
      .poll(() => suite.deliveries.find(NOBODYS_ID), { timeout: 10_000 })
      .toMatchObject({ state: 'failed', lastOutcome: 'webhook-deleted' });
    const path = `/webhooks/deliveries/${NOBODYS_ID}/replay`;
    const key = await api.createKey({ team: 'support' });
    expect((await api.send('POST', path, { key })).status).toBe(404);
    const replays = api.firestore.collection('webhookReplays');
    expect((await replays.get()).size).toBe(0);
    const replayed = await api.send('POST', path);
    expect(replayed.status).toBe(200);
    expect(replayed.json).toMatchObject({
      messageId: `msg_${NOBODYS_ID}`,
      state: 'pending',
      lastProblem: 'webhook-deleted',
    });
    const [replay] = (await replays.get()).docs;
    expect(replay?.data()).toEqual({ deliveryId: NOBODYS_ID, expiresAt: expect.any(Timestamp) });
  });

  test('that there is none of cannot be replayed', async () => {
    expect((await api.send('POST', `/webhooks/deliveries/${NOBODYS_ID}/replay`)).status).toBe(404);
    expect(await replayDelivery(api.firestore, NOBODYS_ID, Date.now())).toBe(false);
    expect((await api.firestore.collection('webhookReplays').get()).size).toBe(0);
  });
});
