/** How a call comes to its end by its program, who is locked out of it, and what is left of what was said about it. */
import { deriveCallKeys, openDetails, parseCallAddress, parseCallDoc } from '@parley/protocol';
import { Timestamp } from 'firebase-admin/firestore';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { claimHost } from '../../functions/src/host/claim-host.ts';
import { fromStored } from '../../functions/src/stored/stored-value.ts';
import {
  type Delivery,
  type DeliveryState,
  deliveryFields,
  readDelivery,
} from '../../functions/src/webhooks/deliveries/delivery.ts';
import { WebhookSecrets } from '../../functions/src/webhooks/registry/webhook-secrets.ts';
import { messagesOnStore } from '../../invitation/src/testing/implicit-scheduling.ts';
import { readEvent } from '../../invitation/src/testing/read-calendar-file.ts';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { ApiUnderTest, HOUR_MS, MINUTE_MS } from './api-under-test.ts';
import { storedRound, storedSeat } from './stored-seat.ts';

const api = new ApiUnderTest('api-ending');
beforeEach(async () => {
  await clearFirestore();
  api.clockAheadMs = 0;
  api.key = await api.createKey();
});
afterAll(() => api.close());

const DAY_MS = 24 * HOUR_MS;
const ADA = { name: 'Ada', email: 'ada@example.com' };
const GRACE = { name: 'Grace', email: 'grace@example.com' };
const EVE = { name: 'Eve', email: 'eve+work@example.com' };

async function readCall(docId: string) {
  const snapshot = await api.firestore.collection('calls').doc(docId).get();
  return parseCallDoc(fromStored(snapshot.data()));
}

/** Lets the two meet, as their browsers write it, though nobody tells the booking. */
async function meet(docId: string, at: number): Promise<void> {
  const seats = {
    host: storedSeat('host', { renewedAt: at }),
    guest: storedSeat('guest', { renewedAt: at }),
  };
  await api.firestore.collection('calls').doc(docId).update({ seats, round: storedRound() });
}

/** Lets somebody in at its door, likewise. */
async function letIn(docId: string, uid: string): Promise<void> {
  await api.firestore.collection('calls').doc(docId).update({ 'door.admitted': uid });
}

async function expiryOf(id: string): Promise<number> {
  return (await api.firestore.collection('bookings').doc(id).get()).get('expiresAt').toMillis();
}

describe('a call that took place', () => {
  test.each([
    ['DELETE', '', 'cancelled'],
    ['POST', '/end', 'host-ended'],
  ])('is ended by %s %s, and counts as ended', async (method, path, reason) => {
    const { json } = await api.book({ host: ADA, guest: GRACE });
    api.clockAheadMs = 65 * MINUTE_MS;
    const metAt = api.clock();
    await meet(json.id, metAt);
    api.clockAheadMs += MINUTE_MS;
    expect((await api.send(method, `/calls/${json.id}${path}`)).status).toBeLessThan(300);
    expect((await readCall(json.id)).ended).toMatchObject({ reason });
    const found = await api.send('GET', `/calls/${json.id}`);
    expect(found.json).toMatchObject({
      status: 'ended',
      startedAt: new Date(metAt).toISOString(),
      endedAt: expect.any(String),
      cancelledAt: null,
    });
    const { text } = await api.send('GET', `/calls/${json.id}/invitation.ics`);
    expect(readEvent(text)).toMatchObject({ method: 'REQUEST', sequence: 0 });
    expect((await api.send('GET', '/calls?status=ended')).json.calls).toHaveLength(1);
    expect((await api.send('POST', `/calls/${json.id}/end`)).json).toEqual(found.json);
  });

  test('is not ended anew when the host has ended it, or all had left', async () => {
    for (const over of [
      { ended: { reason: 'host-ended', at: Timestamp.fromMillis(api.clock() + 66 * MINUTE_MS) } },
      { expiresAt: Timestamp.fromMillis(api.clock() + 66 * MINUTE_MS) },
    ]) {
      api.clockAheadMs = 0;
      const { json } = await api.book();
      api.clockAheadMs = 65 * MINUTE_MS;
      await meet(json.id, api.clock());
      await api.firestore.collection('calls').doc(json.id).update(over);
      api.clockAheadMs = 70 * MINUTE_MS;
      const ended = await api.send('POST', `/calls/${json.id}/end`);
      expect(ended.json).toMatchObject({ status: 'ended', endedAt: expect.any(String), revision: 0 });
      expect((await api.send('DELETE', `/calls/${json.id}`)).status).toBe(204);
      expect((await api.send('GET', `/calls/${json.id}`)).json.revision).toBe(0);
    }
  });
});

describe('what is left of a call behind a door', () => {
  test.each([
    ['DELETE', '', true],
    ['POST', '/end', true],
    // Of one in which two have met there is no other link.
    ['POST', '/guest-link', false],
  ])('does not tell who was let in, after %s %s', async (method, path, haveMet) => {
    const { json } = await api.book({ admission: 'ask' });
    api.clockAheadMs = 65 * MINUTE_MS;
    if (haveMet) await meet(json.id, api.clock());
    await letIn(json.id, 'somebody-let-in');
    const sent = method === 'DELETE' ? {} : { json: {} };
    expect((await api.send(method, `/calls/${json.id}${path}`, sent)).status).toBeLessThan(300);
    const left = await readCall(json.id);
    expect([left.ended, left.door]).toMatchObject([{ at: expect.any(Number) }, { admitted: null }]);
  });
});

describe('moving a call that goes on', () => {
  test('is refused when they would be sent back to the lobby, and changes nothing', async () => {
    const [{ json: live }, { json: waiting }] = [await api.book(), await api.book()];
    api.clockAheadMs = 65 * MINUTE_MS;
    await meet(live.id, api.clock());
    const startsAt = new Date(api.clock() + 60 * MINUTE_MS).toISOString();
    const move = (id: string) => api.send('PATCH', `/calls/${id}`, { json: { startsAt } });
    const before = await readCall(live.id);
    const refused = await move(live.id);
    expect([refused.status, refused.json.errors]).toEqual([
      400,
      [{ pointer: '#/startsAt', detail: expect.stringContaining('longer or shorter') }],
    ]);
    expect(await readCall(live.id)).toEqual(before);
    const moved = await move(waiting.id);
    expect([moved.status, moved.json.status, moved.json.startsAt]).toEqual([200, 'scheduled', startsAt]);
  });

  test('makes it longer or shorter', async () => {
    const { json } = await api.book();
    api.clockAheadMs = 65 * MINUTE_MS;
    await meet(json.id, api.clock());
    for (const durationMinutes of [90, 20]) {
      const endsAt = new Date(Date.parse(json.startsAt) + durationMinutes * MINUTE_MS).toISOString();
      const changed = await api.send('PATCH', `/calls/${json.id}`, { json: { endsAt } });
      expect([changed.status, changed.json.startsAt, changed.json.endsAt]).toEqual([
        200,
        json.startsAt,
        endsAt,
      ]);
    }
  });
});

describe('ending', () => {
  test('a call to which only one came makes it missed', async () => {
    const { json } = await api.book();
    api.clockAheadMs = 55 * MINUTE_MS;
    const ended = await api.send('POST', `/calls/${json.id}/end`);
    expect([ended.status, ended.json.status]).toEqual([200, 'missed']);
  });

  test('a call to which somebody has just come does not call them absent, though nobody has told it so far', async () => {
    const { json } = await api.book();
    api.clockAheadMs = 55 * MINUTE_MS;
    const call = api.firestore.collection('calls').doc(json.id);
    await call.update({ 'seats.host': storedSeat('host', { renewedAt: api.clock() }) });
    const ended = await api.send('POST', `/calls/${json.id}/end`);
    expect(ended.json).toMatchObject({ status: 'missed', absent: ['guest'] });
  });

  test('a call that nobody may enter yet is refused', async () => {
    const { json } = await api.book();
    const refused = await api.send('POST', `/calls/${json.id}/end`);
    expect([refused.status, refused.json.type]).toEqual([409, '/api/v1/reference#call-not-open']);
    expect((await api.send('GET', `/calls/${json.id}`)).json).toEqual(json);
  });

  test('heeds If-Match', async () => {
    const { json } = await api.book();
    api.clockAheadMs = 55 * MINUTE_MS;
    const end = (tag: string) => api.send('POST', `/calls/${json.id}/end`, { headers: { 'If-Match': tag } });
    expect([(await end('"1"')).status, (await end('"0"')).status]).toEqual([412, 200]);
  });
});

describe('what was said about a call', () => {
  const TYPE = 'call.scheduled';
  const deliveries = api.firestore.collection('webhookDeliveries');
  const webhookSecrets = new WebhookSecrets(api.secret);
  const said = {
    ...{ title: 'Canary', host: ADA, guest: GRACE, externalId: 'canary-1', metadata: { canary: 'x' } },
    startsAt: '',
  };

  test('is kept for 30 days from the end, however far ahead it was booked', async () => {
    const { json } = await api.book({ startsAt: api.at(300 * DAY_MS) });
    expect(await expiryOf(json.id)).toBe(Date.parse(json.endsAt) + 30 * DAY_MS);
    await api.send('DELETE', `/calls/${json.id}`);
    const { cancelledAt } = (await api.send('GET', `/calls/${json.id}`)).json;
    expect(await expiryOf(json.id)).toBe(Date.parse(cancelledAt) + 30 * DAY_MS);
  });

  test.each([
    ['to come', 0],
    ['that goes on', 65 * MINUTE_MS],
    ['that nobody came to', 95 * MINUTE_MS],
  ])('is forgotten with a call %s, by everybody', async (_, clockAheadMs) => {
    const { json } = await api.book({ ...said, startsAt: api.at(HOUR_MS) });
    const tell = (id: string, bookingId: string, state: DeliveryState) => {
      const { externalId, metadata } = said;
      const payload = {
        type: TYPE,
        timestamp: json.createdAt,
        data: { id: bookingId, externalId, metadata },
      };
      const delivery: Delivery = {
        ...{
          id,
          team: 'sales',
          webhookId: 'webhook',
          bookingId,
          type: TYPE,
          state,
          payload,
          isErased: false,
        },
        ...{ attemptCount: 3, lastAttemptAt: api.clock(), lastOutcome: 500, createdAt: api.clock() },
      };
      return deliveries.doc(id).set(deliveryFields(delivery, webhookSecrets));
    };
    await Promise.all([
      tell('waiting', json.id, 'pending'),
      tell('given-up', json.id, 'failed'),
      tell('arrived', json.id, 'delivered'),
      tell('another', 'another', 'pending'),
    ]);
    api.clockAheadMs = clockAheadMs;
    for (let again = 0; again < 2; again += 1) {
      expect((await api.send('DELETE', `/calls/${json.id}?erase=true`)).status).toBe(204);
    }
    const found = await api.send('GET', `/calls/${json.id}`);
    expect(found.json).toMatchObject({
      ...{ title: '', host: null, guest: null, externalId: null, metadata: {}, revision: 1 },
      status: clockAheadMs > 90 * MINUTE_MS ? 'missed' : 'cancelled',
    });
    expect((await api.send('GET', '/calls?externalId=canary-1')).json.calls).toEqual([]);
    // What has not arrived is still to come, and says when something happened, and of which call.
    const told = (await deliveries.get()).docs.map((document) => readDelivery(document, webhookSecrets));
    const { createdAt: timestamp } = json;
    const nothing = { type: TYPE, timestamp, data: { id: json.id, externalId: null, metadata: {} } };
    expect(new Map(told.map(({ id, state, payload }) => [id, [state, payload]]))).toEqual(
      new Map([
        ['waiting', ['pending', nothing]],
        ['given-up', ['failed', nothing]],
        ['arrived', ['delivered', nothing]],
        [
          'another',
          ['pending', expect.objectContaining({ data: expect.objectContaining({ externalId: 'canary-1' }) })],
        ],
      ]),
    );
    const { schedule } = await readCall(json.id);
    if (schedule === null) throw new Error('It has a schedule');
    const keys = await deriveCallKeys(parseCallAddress(json.joinUrl).id);
    expect(await openDetails(keys, schedule)).toMatchObject({ title: '' });
  });

  test('stays when a call is only cancelled', async () => {
    const { json } = await api.book({ ...said, startsAt: api.at(HOUR_MS) });
    await api.send('DELETE', `/calls/${json.id}?erase=false`);
    expect((await api.send('GET', `/calls/${json.id}`)).json).toMatchObject({
      title: 'Canary',
      guest: GRACE,
    });
  });
});

describe('another guest link', () => {
  test('leads to another room for both, and the old one to nothing', async () => {
    const { json } = await api.book({ title: 'Consultation', host: ADA, guest: GRACE });
    const renewed = await api.send('POST', `/calls/${json.id}/guest-link`, { json: { guest: EVE } });
    expect(renewed.status).toBe(200);
    expect(renewed.json).toMatchObject({ id: json.id, guest: EVE, revision: 1, status: 'scheduled' });
    expect(renewed.headers.get('ETag')).toBe('"1"');
    expect(renewed.json.joinUrl).not.toBe(json.joinUrl);
    expect(renewed.json.hostUrl).not.toBe(json.hostUrl);
    expect((await api.send('GET', `/calls/${json.id}`)).json).toEqual(renewed.json);

    expect((await readCall(json.id)).ended).toMatchObject({ reason: 'cancelled' });
    const { callDocId } = (await api.firestore.collection('bookings').doc(json.id).get()).data() ?? {};
    const call = await readCall(callDocId);
    expect(call).toMatchObject({ ended: null, hostUid: 'api' });
    const { schedule } = await readCall(json.id);
    if (schedule === null) throw new Error('It has a schedule');
    const formerKeys = await deriveCallKeys(parseCallAddress(json.joinUrl).id);
    expect(await openDetails(formerKeys, schedule)).toMatchObject({ title: '' });
    const claim = (docId: string, url: string) => {
      const { hostKey } = parseCallAddress(url);
      if (hostKey === undefined) throw new Error('A host link has a host key');
      return claimHost(api.firestore, { docId, hostKey }, 'ada', Date.now());
    };
    expect(await claim(json.id, json.hostUrl)).toBe(false);
    expect(await claim(callDocId, json.hostUrl)).toBe(false);
    expect(await claim(callDocId, renewed.json.hostUrl)).toBe(true);
  });

  test('is followed by whatever is done to the call later', async () => {
    const { json } = await api.book();
    await api.send('POST', `/calls/${json.id}/guest-link`, { json: {} });
    const moved = await api.send('PATCH', `/calls/${json.id}`, { json: { startsAt: api.at(2 * HOUR_MS) } });
    const { callDocId } = (await api.firestore.collection('bookings').doc(json.id).get()).data() ?? {};
    expect((await readCall(callDocId)).schedule?.startsAt).toBe(Date.parse(moved.json.startsAt));
    await api.send('DELETE', `/calls/${json.id}`);
    expect((await readCall(callDocId)).ended).toMatchObject({ reason: 'cancelled' });
  });

  test('takes the old guest’s entry out of their calendar, and gives the new one an entry of its own', async () => {
    const { json } = await api.book({ host: ADA, guest: GRACE });
    const file = async (reader: string) => api.send('GET', `/calls/${json.id}/invitation.ics?for=${reader}`);
    expect((await file('former-guest')).status).toBe(404);
    const [first, forHost] = [readEvent((await file('guest')).text), readEvent((await file('host')).text)];
    const renewed = await api.send('POST', `/calls/${json.id}/guest-link`, { json: { guest: EVE } });
    const former = await file('former-guest');
    expect(former.headers.get('Content-Type')).toContain('method=CANCEL');
    expect(readEvent(former.text)).toMatchObject({ uid: first.uid, method: 'CANCEL', sequence: 1 });
    expect(former.text).toContain('mailto:grace@example.com');
    const unfolded = former.text.replaceAll('\r\n ', '');
    for (const link of [renewed.json.joinUrl, renewed.json.hostUrl]) expect(unfolded).not.toContain(link);
    const second = readEvent((await file('guest')).text);
    expect(second.uid).not.toBe(first.uid);
    expect(second).toMatchObject({ method: 'REQUEST', url: renewed.json.joinUrl });
    const hosts = await file('host');
    expect(readEvent(hosts.text)).toMatchObject({ uid: forHost.uid, url: renewed.json.hostUrl });
    expect(messagesOnStore(hosts.text, ADA.email)).toEqual([]);
  });

  test('can be made several times: each guest’s entry can be taken out, by the host whom it names', async () => {
    const { json } = await api.book({ host: ADA, guest: GRACE });
    const path = `/calls/${json.id}/invitation.ics`;
    const first = readEvent((await api.send('GET', path)).text);
    await api.send('POST', `/calls/${json.id}/guest-link`, { json: { guest: EVE } });
    const second = readEvent((await api.send('GET', path)).text);
    await api.send('PATCH', `/calls/${json.id}`, { json: { host: { name: 'Al', email: 'al@example.com' } } });
    await api.send('POST', `/calls/${json.id}/guest-link`, { json: {} });
    await api.send('PATCH', `/calls/${json.id}`, { json: { title: 'Other' } });
    const former = async (back: string) => (await api.send('GET', `${path}?for=former-guest${back}`)).text;
    expect(readEvent(await former(''))).toMatchObject({ uid: second.uid, method: 'CANCEL' });
    const earlier = await former('&back=2');
    expect(readEvent(earlier)).toMatchObject({ uid: first.uid, method: 'CANCEL' });
    expect(earlier).toContain('mailto:ada@example.com');
    expect(earlier).toContain('mailto:grace@example.com');
    expect((await api.send('GET', `${path}?for=former-guest&back=3`)).status).toBe(404);
  });

  test('is not refused because two have only looked', async () => {
    const { json } = await api.book();
    api.clockAheadMs = 65 * MINUTE_MS;
    await meet(json.id, api.clock());
    const call = api.firestore.collection('calls').doc(json.id);
    await call.update({ 'seats.host.entered': false, 'seats.guest.entered': false });
    expect((await api.send('POST', `/calls/${json.id}/guest-link`, { json: {} })).status).toBe(200);
  });

  test('keeps who comes when nobody else is named, and is made once for one Idempotency-Key', async () => {
    const { json } = await api.book({ guest: GRACE });
    const headers = { 'Idempotency-Key': 'once' };
    const renew = () => api.send('POST', `/calls/${json.id}/guest-link`, { json: {}, headers });
    const [first, second] = [await renew(), await renew()];
    expect(first.json.guest).toEqual(GRACE);
    expect(second.text).toBe(first.text);
    expect((await api.firestore.collection('calls').count().get()).data().count).toBe(2);
  });

  test('is refused when they have met, or it is over', async () => {
    const { json } = await api.book();
    api.clockAheadMs = 65 * MINUTE_MS;
    await meet(json.id, api.clock());
    const renew = () => api.send('POST', `/calls/${json.id}/guest-link`, { json: {} });
    const live = await renew();
    expect([live.status, live.json.type]).toEqual([409, '/api/v1/reference#call-live']);
    api.clockAheadMs = 95 * MINUTE_MS;
    const over = await renew();
    expect([over.status, over.json.type]).toEqual([409, '/api/v1/reference#call-over']);
  });
});

describe('the number that makes a calendar ask again', () => {
  test('rises with the time and with the people, and with nothing else', async () => {
    const { json } = await api.book({ host: ADA, guest: GRACE });
    const change = async (fields: object) => {
      await api.send('PATCH', `/calls/${json.id}`, { json: fields });
      return readEvent((await api.send('GET', `/calls/${json.id}/invitation.ics`)).text).sequence;
    };
    expect(await change({ title: 'Other', metadata: { a: '1' } })).toBe(0);
    expect(await change({ durationMinutes: 45 })).toBe(2);
    expect(await change({ externalId: 'x' })).toBe(2);
    await api.send('POST', `/calls/${json.id}/host-key`);
    expect(await change({ host: { ...ADA, name: 'Ada L.' } })).toBe(5);
  });
});

test('A time zone has the name that every library knows, whatever it was called', async () => {
  for (const [asked, known] of [
    ['europe/berlin', 'Europe/Berlin'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['utc', 'UTC'],
  ]) {
    expect((await api.book({ timeZone: asked })).json.timeZone).toBe(known);
  }
});
