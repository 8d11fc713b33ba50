/** Webhooks by the REST API, which here runs in this process. */
import { Timestamp } from 'firebase-admin/firestore';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type Delivery, deliveryFields } from '../../functions/src/webhooks/deliveries/delivery.ts';
import { replayDelivery } from '../../functions/src/webhooks/deliveries/replay-delivery.ts';
import { EVENT_TYPES } from '../../functions/src/webhooks/events/booking-event.ts';
import { WebhookSecrets } from '../../functions/src/webhooks/registry/webhook-secrets.ts';
import { MAX_WEBHOOKS_PER_TEAM } from '../../functions/src/webhooks/registry/webhooks.ts';
import { ApiUnderTest } from '../api/api-under-test.ts';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { WebhooksUnderTest } from './webhooks-under-test.ts';

const api = new ApiUnderTest('webhook-api');
const suite = new WebhooksUnderTest('webhook-api-suite');
/** An address of the internet, so that it is not looked up. Nothing is ever sent to it. */
const url = 'https://8.8.8.8/parley?word=w';
const NOBODYS_ID = 'AAAAAAAAAAAAAAAAAAAAAA';

/** One that failed, to a webhook that was deleted since, so that nothing is sent. */
const DELIVERY: Delivery = {
  id: NOBODYS_ID,
  team: 'sales',
  webhookId: NOBODYS_ID,
  bookingId: NOBODYS_ID,
  type: 'call.started',
  state: 'failed',
  attemptCount: 1,
  lastAttemptAt: Date.now(),
  lastOutcome: 500,
  createdAt: Date.now(),
  payload: { type: 'call.started', timestamp: '', data: {} },
  isErased: false,
};

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
      const created = await api.send('POST', '/webhooks', { json: { url: `${url}&number=${count}` } });
      expect(created.status).toBe(201);
    }
    const refused = await api.send('POST', '/webhooks', { json: { url } });
    expect(refused.status).toBe(400);
    expect(refused.json.detail).toContain(`${MAX_WEBHOOKS_PER_TEAM}`);
  });
});

describe('a webhook that is there', () => {
  const create = async (address = url) =>
    (await api.send('POST', '/webhooks', { json: { url: address } })).json;

  test('is not made twice: whoever tries is told which it is', async () => {
    const { id } = await create();
    const again = await api.send('POST', '/webhooks', { json: { url } });
    expect([again.status, again.json.type]).toEqual([409, '/api/v1/reference#webhook-exists']);
    expect(again.json.webhookId).toBe(id);
    expect((await api.send('GET', '/webhooks')).json.webhooks).toHaveLength(1);
    const key = await api.createKey({ team: 'support' });
    expect((await api.send('POST', '/webhooks', { key, json: { url } })).status).toBe(201);
  });

  test('is changed, disabled and enabled, and keeps its secret', async () => {
    const { id, secret, ...before } = await create();
    const path = `/webhooks/${id}`;
    const change = async (json: object) => (await api.send('PATCH', path, { json })).json;
    const events = ['guest.arrived'];
    const address = 'https://8.8.4.4/other';
    const changed = { id, ...before, url: address, events };
    expect(await change({ url: address, events })).toEqual(changed);
    expect(await change({ status: 'disabled' })).toMatchObject({
      status: 'disabled',
      disabledBecause: 'request',
      disabledAt: expect.any(String),
    });
    expect(await change({ status: 'enabled' })).toEqual(changed);
    expect((await api.send('GET', path)).json).toEqual(changed);
    expect((await api.send('POST', `${path}/secret`)).json.secret).not.toBe(secret);
  });

  test('is not changed to an address that another has, nor to one that may not be', async () => {
    const [one, other] = [await create(), await create('https://8.8.4.4/other')];
    const change = (json: object) => api.send('PATCH', `/webhooks/${one.id}`, { json });
    const taken = await change({ url: other.url });
    expect([taken.status, taken.json.webhookId]).toEqual([409, other.id]);
    expect((await change({ url: 'https://127.0.0.1/' })).json.errors[0].pointer).toBe('#/url');
    expect((await change({ status: 'paused' })).json.errors[0].pointer).toBe('#/status');
    // Its own is nobody else's.
    expect((await change({ url: one.url })).status).toBe(200);
  });

  test('is sent a test, which is told of like any delivery', async () => {
    const { id } = await create();
    const sent = await api.send('POST', `/webhooks/${id}/test`);
    expect(sent.json).toMatchObject({ type: 'webhook.test', callId: null, state: 'pending', attempts: 0 });
    const log = await api.send('GET', `/webhooks/${id}/deliveries`);
    expect(log.json.deliveries.map((delivery: { id: string }) => delivery.id)).toEqual([sent.json.id]);
  });

  test('of another team is neither changed nor tested nor replayed', async () => {
    const { id } = await create();
    const key = await api.createKey({ team: 'support' });
    for (const [method, path, json] of [
      ['POST', '/test', undefined],
      ['POST', '/replay', { since: '2026-01-01T00:00:00Z' }],
      ['PATCH', '', { status: 'disabled' }],
    ] as const) {
      expect((await api.send(method, `/webhooks/${id}${path}`, { key, json })).status).toBe(404);
      expect((await api.send(method, `/webhooks/${id}${path}`, { json })).status).toBe(200);
    }
  });

  test('is sent once more what has failed since a time', async () => {
    const { id: webhookId } = await create();
    const deliveries = api.firestore.collection('webhookDeliveries');
    for (const [index, state] of (['failed', 'failed', 'delivered'] as const).entries()) {
      const id = `${index}`.padStart(22, 'A');
      const delivery = { ...DELIVERY, webhookId, id, state, createdAt: DELIVERY.createdAt + index };
      await deliveries.doc(id).create(deliveryFields(delivery, suite.secrets));
    }
    const replay = (since: unknown) => api.send('POST', `/webhooks/${webhookId}/replay`, { json: { since } });
    expect((await replay('yesterday')).json.errors[0].pointer).toBe('#/since');
    // The first is too old, and the last has arrived.
    const since = new Date(DELIVERY.createdAt + 1).toISOString();
    await api.send('PATCH', `/webhooks/${webhookId}`, { json: { status: 'disabled' } });
    const oneId = `${1}`.padStart(22, 'A');
    const one = () => api.send('POST', `/webhooks/deliveries/${oneId}/replay`);
    for (const { status, json } of [await replay(since), await one()]) {
      expect([status, json.type]).toEqual([409, '/api/v1/reference#webhook-disabled']);
    }
    await api.send('PATCH', `/webhooks/${webhookId}`, { json: { status: 'enabled' } });
    expect((await replay(since)).json).toEqual({ replayed: 1, nextSince: null });
  });

  test('is changed though another has its address, which the first release allowed', async () => {
    const [one, other] = [await create(), await create('https://8.8.4.4/other')];
    const stored = api.firestore.collection('webhooks').doc(other.id);
    await stored.update({ sealed: Buffer.from(new WebhookSecrets(api.secret).sealUrl(other.id, one.url)) });
    const change = (json: object) => api.send('PATCH', `/webhooks/${other.id}`, { json });
    expect((await change({ status: 'disabled' })).json).toMatchObject({ url: one.url, status: 'disabled' });
    expect((await change({ url: one.url })).status).toBe(200);
  });

  test('begins anew at another address', async () => {
    const { id } = await create();
    const failingSince = Timestamp.fromMillis(Date.now());
    await api.firestore.collection('webhooks').doc(id).update({ failingSince });
    const change = async (json: object) => (await api.send('PATCH', `/webhooks/${id}`, { json })).json;
    expect((await change({ events: ['call.ended'] })).failingSince).toEqual(expect.any(String));
    expect((await change({ url: 'https://8.8.4.4/other' })).failingSince).toBeNull();
  });

  test('is made, and given another secret, once for one Idempotency-Key', async () => {
    const headers = { 'Idempotency-Key': 'first' };
    const make = () => api.send('POST', '/webhooks', { json: { url }, headers });
    const [made, again] = [await make(), await make()];
    expect([made.status, again.text]).toEqual([201, made.text]);
    const rotate = (key: string) =>
      api.send('POST', `/webhooks/${made.json.id}/secret`, { headers: { 'Idempotency-Key': key } });
    const [rotated, repeated, another] = [await rotate('a'), await rotate('a'), await rotate('b')];
    expect(repeated.text).toBe(rotated.text);
    expect(new Set([made, rotated, another].map(({ json }) => json.secret)).size).toBe(3);
  });
});

describe('a delivery', () => {
  // Two functions may have to start first, each of which takes a busy machine half a minute.
  test('that failed is replayed by its team, and by no other', { timeout: 150_000 }, async () => {
    const delivery = { ...DELIVERY, lastOutcome: 'webhook-deleted' } as const;
    const fields = deliveryFields(delivery, suite.secrets);
    await api.firestore.collection('webhookDeliveries').doc(NOBODYS_ID).create(fields);
    const path = `/webhooks/deliveries/${NOBODYS_ID}/replay`;
    const key = await api.createKey({ team: 'support' });
    expect((await api.send('POST', path, { key })).status).toBe(404);
    const replays = api.firestore.collection('webhookReplays');
    expect((await replays.get()).size).toBe(0);
    const replayed = await api.send('POST', path);
    expect(replayed.status).toBe(200);
    expect(replayed.json).toMatchObject({
      messageId: `msg_${NOBODYS_ID}`,
      callId: NOBODYS_ID,
      state: 'pending',
      lastProblem: 'webhook-deleted',
    });
    const [replay] = (await replays.get()).docs;
    expect(replay?.data()).toEqual({ deliveryId: NOBODYS_ID, expiresAt: expect.any(Timestamp) });
    await expect
      .poll(() => suite.deliveries.find(NOBODYS_ID), { timeout: 120_000 })
      .toMatchObject({ state: 'failed', attemptCount: 2, lastOutcome: 'webhook-deleted' });
  });

  test('that there is none of cannot be replayed', async () => {
    expect((await api.send('POST', `/webhooks/deliveries/${NOBODYS_ID}/replay`)).status).toBe(404);
    expect(await replayDelivery(api.firestore, NOBODYS_ID, Date.now())).toBe(false);
    expect((await api.firestore.collection('webhookReplays').get()).size).toBe(0);
  });
});
