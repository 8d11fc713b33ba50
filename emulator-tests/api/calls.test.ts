/** What a team's program does with its calls: book, look up, move, cancel; and what the call's document says then. */
import { deriveCallKeys, hashHostKey, openDetails, parseCallAddress, parseCallDoc } from '@parley/protocol';
import { Timestamp } from 'firebase-admin/firestore';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { call as callSchema } from '../../functions/src/calls-api/call-schemas.ts';
import { fromStored } from '../../functions/src/stored/stored-value.ts';
import { messagesOnStore } from '../../invitation/src/testing/implicit-scheduling.ts';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { ApiUnderTest, HOUR_MS, MINUTE_MS, ORIGIN } from './api-under-test.ts';
import { storedSeat } from './stored-seat.ts';

const api = new ApiUnderTest('api-calls');
beforeEach(async () => {
  await clearFirestore();
  api.clockAheadMs = 0;
  api.key = await api.createKey();
});
afterAll(() => api.close());

/** The call as the two people's browsers see it. */
async function readCall(id: string) {
  const snapshot = await api.firestore.collection('calls').doc(id).get();
  return parseCallDoc(fromStored(snapshot.data()));
}

describe('booking a call', () => {
  test('gives a link for each of the two, and the call as it was understood', async () => {
    const startsAt = api.at(HOUR_MS);
    const booked = await api.book({
      title: 'Consultation',
      startsAt,
      timeZone: 'Europe/Berlin',
      host: { name: 'Ada', email: 'ada@example.com' },
      guest: { name: 'Grace' },
      admission: 'after-host',
      earlyEntryMinutes: 15,
      emptyTimeoutSeconds: 120,
      externalId: 'order-4711',
      metadata: { customer: '12' },
    });
    expect(booked.status).toBe(201);
    expect(() => callSchema.parse(booked.json)).not.toThrow();
    expect(booked.json).toMatchObject({
      status: 'scheduled',
      title: 'Consultation',
      startsAt,
      endsAt: new Date(Date.parse(startsAt) + 30 * MINUTE_MS).toISOString(),
      timeZone: 'Europe/Berlin',
      host: { name: 'Ada', email: 'ada@example.com' },
      guest: { name: 'Grace' },
      admission: 'after-host',
      earlyEntryMinutes: 15,
      emptyTimeoutSeconds: 120,
      externalId: 'order-4711',
      metadata: { customer: '12' },
      revision: 0,
      startedAt: null,
      cancelledAt: null,
    });
    expect(booked.headers.get('ETag')).toBe('"0"');
    expect(booked.headers.get('Location')).toBe(`${ORIGIN}/api/v1/calls/${booked.json.id}`);
    expect(booked.headers.get('Cache-Control')).toBe('no-store');
    expect(booked.headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  test('makes the call that both links lead to', async () => {
    const { json } = await api.book({ title: 'Consultation', timeZone: 'Asia/Tokyo' });
    const join = parseCallAddress(json.joinUrl);
    const host = parseCallAddress(json.hostUrl);
    expect(json.joinUrl).toMatch(/^https:\/\/call\.example\/call#[0-9a-z]{5}(-[0-9a-z]{5}){3}$/);
    expect([join.hostKey, host.id]).toEqual([undefined, join.id]);
    const keys = await deriveCallKeys(join.id);
    expect(keys.docId).toBe(json.id);
    const call = await readCall(json.id);
    expect(call).toMatchObject({
      hostUid: 'api',
      emptyTimeoutSeconds: 600,
      expiresAt: Date.parse(json.endsAt),
      seats: { host: null, guest: null },
      round: null,
      ended: null,
    });
    expect(call.schedule).toMatchObject({
      revision: 0,
      opensAt: Date.parse(json.startsAt) - 10 * MINUTE_MS,
      startsAt: Date.parse(json.startsAt),
      endsAt: Date.parse(json.endsAt),
      admission: 'anyone',
    });
    if (call.schedule === null || host.hostKey === undefined) throw new Error('It has a schedule and a host');
    expect(await openDetails(keys, call.schedule)).toEqual({
      ...{ title: 'Consultation', timeZone: 'Asia/Tokyo', isBooked: true },
    });
    expect(call.schedule.hostKeyHash).toEqual(await hashHostKey(host.hostKey));
  });

  test('takes an end instead of a length, and times of any offset', async () => {
    const { json } = await api.book({
      startsAt: '2026-12-24T18:00:00+01:00',
      endsAt: '2026-12-24T14:15:00-03:00',
      durationMinutes: undefined,
    });
    expect([json.startsAt, json.endsAt]).toEqual(['2026-12-24T17:00:00.000Z', '2026-12-24T17:15:00.000Z']);
  });

  test('makes a door where whoever comes is to ask, which is neither given to a call later nor taken away', async () => {
    const { json } = await api.book({ admission: 'ask' });
    expect(json.admission).toBe('ask');
    expect(await readCall(json.id)).toMatchObject({
      ...{ version: 2, door: { admitted: null }, schedule: { admission: 'ask' } },
    });
    const open = await api.book();
    expect(await readCall(open.json.id)).toMatchObject({ version: 1 });
    const change = (id: string, admission: string) =>
      api.send('PATCH', `/calls/${id}`, { json: { admission, title: 'Other' } });
    for (const [id, admission] of [
      [json.id, 'anyone'],
      [open.json.id, 'ask'],
    ]) {
      const refused = await change(id, admission);
      expect([refused.status, refused.json.errors]).toEqual([
        ...[400, [expect.objectContaining({ pointer: '#/admission' })]],
      ]);
    }
    expect((await change(json.id, 'ask')).status).toBe(200);
    expect((await change(open.json.id, 'after-host')).status).toBe(200);
  });

  test('needs no more than a time, and one that starts now is open', async () => {
    const { status, json } = await api.book({ startsAt: api.at(0) });
    expect([status, json.status, json.title, json.host]).toEqual([201, 'open', '', null]);
  });

  test('leaves nothing readable of what was said about it', async () => {
    const { json } = await api.book(
      {
        title: 'CanaryTitle',
        host: { name: 'CanaryName', email: 'canary@example.com' },
        externalId: 'CanaryExternal',
        metadata: { canary: 'CanaryValue' },
      },
      { headers: { 'Idempotency-Key': 'CanaryKey' } },
    );
    const stored = await Promise.all(
      (await api.firestore.listCollections()).map(async (collection) => (await collection.get()).docs),
    );
    const bytes: string[] = stored
      .flat()
      .map(
        (document) =>
          JSON.stringify(document.data(), (_, value) =>
            value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
          ) + document.ref.path,
      );
    const all = bytes.join();
    const secrets = [json.joinUrl, json.hostUrl].map((url: string) => url.split('#')[1] ?? '');
    for (const secret of [
      'anary',
      'example.com',
      api.key,
      ...secrets,
      ...secrets.map((text) => text.toUpperCase()),
    ]) {
      expect(all).not.toContain(secret);
    }
  });
});

describe('looking a call up', () => {
  test('gives what booking gave', async () => {
    const booked = await api.book({ title: 'Consultation' });
    const found = await api.send('GET', `/calls/${booked.json.id}`);
    expect(found.status).toBe(200);
    expect(found.json).toEqual(booked.json);
    expect(found.headers.get('ETag')).toBe('"0"');
  });

  test('says what has become of it', async () => {
    const { json } = await api.book();
    const status = async () => (await api.send('GET', `/calls/${json.id}`)).json.status;
    const booking = api.firestore.collection('bookings').doc(json.id);
    expect(await status()).toBe('scheduled');
    api.clockAheadMs = 51 * MINUTE_MS;
    expect(await status()).toBe('open');
    api.clockAheadMs = 91 * MINUTE_MS;
    expect(await status()).toBe('missed');
    api.clockAheadMs = 61 * MINUTE_MS;
    await booking.update({ startedAt: Timestamp.fromMillis(api.clock()) });
    expect(await status()).toBe('live');
    api.clockAheadMs = 91 * MINUTE_MS;
    expect(await status()).toBe('ended');
  });

  test('another team’s call is not there, whatever is done to it', async () => {
    const { json } = await api.book();
    const other = { key: await api.createKey({ team: 'support' }) };
    const answers = await Promise.all([
      api.send('GET', `/calls/${json.id}`, other),
      api.send('PATCH', `/calls/${json.id}`, { ...other, json: { title: 'Mine' } }),
      api.send('DELETE', `/calls/${json.id}`, other),
      api.send('GET', `/calls/${json.id}/invitation.ics`, other),
      api.send('GET', `/calls/${json.id}/invitation.eml`, other),
      api.send('POST', `/calls/${json.id}/host-key`, other),
      api.send('POST', `/calls/${json.id}/end`, other),
      api.send('DELETE', `/calls/${json.id}?erase=true`, other),
      api.send('POST', `/calls/${json.id}/guest-link`, { ...other, json: {} }),
    ]);
    const missing = await api.send('GET', '/calls/aaaaaaaaaaaaaaaaaaaaaa', other);
    for (const answer of answers) {
      expect([answer.status, answer.text]).toEqual([404, missing.text]);
    }
    expect((await api.send('GET', '/calls', other)).json.calls).toEqual([]);
    expect((await api.send('GET', `/calls/${json.id}`)).json).toEqual(json);
  });
});

describe('moving a call', () => {
  test('changes what is named, keeps the links, and tells whoever waits', async () => {
    const { json } = await api.book({ title: 'Before', guest: { name: 'Grace' }, externalId: 'x' });
    const startsAt = api.at(5 * HOUR_MS);
    const moved = await api.send('PATCH', `/calls/${json.id}`, {
      json: { startsAt, title: 'After', externalId: null },
    });
    expect(moved.status).toBe(200);
    expect(moved.headers.get('ETag')).toBe('"1"');
    expect(moved.json).toEqual({
      ...json,
      title: 'After',
      startsAt,
      endsAt: new Date(Date.parse(startsAt) + 30 * MINUTE_MS).toISOString(),
      externalId: null,
      revision: 1,
      updatedAt: expect.any(String),
      links: {
        ...json.links,
        googleCalendar: expect.stringContaining('text=After'),
        outlookCalendar: expect.stringContaining('subject=After'),
        office365Calendar: expect.stringContaining('subject=After'),
      },
    });
    const call = await readCall(json.id);
    expect(call.expiresAt).toBe(Date.parse(moved.json.endsAt));
    expect(call.schedule).toMatchObject({
      revision: 1,
      opensAt: Date.parse(startsAt) - 10 * MINUTE_MS,
      startsAt: Date.parse(startsAt),
    });
    if (call.schedule === null) throw new Error('It has a schedule');
    const keys = await deriveCallKeys(parseCallAddress(json.joinUrl).id);
    expect(await openDetails(keys, call.schedule)).toMatchObject({ title: 'After' });
  });

  test('makes a call that is going on longer, and does not touch who sits in it', async () => {
    const { json } = await api.book();
    api.clockAheadMs = 70 * MINUTE_MS;
    const seat = storedSeat('guest', { uid: 'somebody', renewedAt: Date.now() });
    await api.firestore.collection('calls').doc(json.id).update({ 'seats.guest': seat, hostUid: 'ada' });
    const longer = await api.send('PATCH', `/calls/${json.id}`, { json: { durationMinutes: 60 } });
    expect(longer.status).toBe(200);
    const call = await readCall(json.id);
    expect(call.schedule?.endsAt).toBe(Date.parse(json.startsAt) + HOUR_MS);
    expect([call.hostUid, call.seats.guest?.uid]).toEqual(['ada', 'somebody']);
  });

  test.each([
    ['that is over', 91 * MINUTE_MS, { version: 1 }],
    ['that the host has ended', 65 * MINUTE_MS, { ended: { reason: 'host-ended', at: Timestamp.now() } }],
  ])('%s is refused', async (_, clockAheadMs, fields) => {
    const { json } = await api.book();
    await api.firestore.collection('calls').doc(json.id).update(fields);
    api.clockAheadMs = clockAheadMs;
    const moved = await api.send('PATCH', `/calls/${json.id}`, { json: { startsAt: api.at(HOUR_MS) } });
    expect([moved.status, moved.json.type]).toEqual([409, '/api/v1/reference#call-over']);
    expect((await readCall(json.id)).schedule?.revision).toBe(0);
  });

  test('is refused to whoever has not seen the latest change', async () => {
    const { json } = await api.book();
    const change = (ifMatch: string, title: string) =>
      api.send('PATCH', `/calls/${json.id}`, { json: { title }, headers: { 'If-Match': ifMatch } });
    const answers = await Promise.all([change('"0"', 'One'), change('"0"', 'Two')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(answers.find(({ status }) => status === 412)?.headers.get('ETag')).toBe('"1"');
    expect((await change('"0", "1"', 'Three')).status).toBe(200);
    expect((await change('*', 'Four')).status).toBe(200);
    expect((await change('3', 'Five')).status).toBe(400);
    expect((await api.send('GET', `/calls/${json.id}`)).json).toMatchObject({ title: 'Four', revision: 3 });
  });
});

describe('cancelling a call', () => {
  test('leaves a tombstone for whoever has a link, until the call would have ended', async () => {
    const { json } = await api.book();
    const cancelled = await api.send('DELETE', `/calls/${json.id}`);
    expect([cancelled.status, cancelled.text]).toEqual([204, '']);
    expect(await readCall(json.id)).toMatchObject({
      ended: { reason: 'cancelled' },
      expiresAt: Date.parse(json.endsAt),
      seats: { host: null, guest: null },
      round: null,
    });
    const found = await api.send('GET', `/calls/${json.id}`);
    expect(found.json).toMatchObject({ status: 'cancelled', cancelledAt: expect.any(String), revision: 1 });
  });

  test('again changes nothing more', async () => {
    const { json } = await api.book();
    const answers = [];
    for (let i = 0; i < 3; i += 1) answers.push(await api.send('DELETE', `/calls/${json.id}`));
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
    expect((await api.send('GET', `/calls/${json.id}`)).json.revision).toBe(1);
  });

  test('ends one that is going on, for both', async () => {
    const { json } = await api.book();
    api.clockAheadMs = 70 * MINUTE_MS;
    const renewedAt = Date.now();
    const seats = { host: storedSeat('host', { renewedAt }), guest: storedSeat('guest', { renewedAt }) };
    await api.firestore.collection('calls').doc(json.id).update({ seats });
    expect((await api.send('DELETE', `/calls/${json.id}`)).status).toBe(204);
    expect(await readCall(json.id)).toMatchObject({
      seats: { host: null, guest: null },
      ended: { reason: 'cancelled' },
    });
  });

  test('heeds If-Match', async () => {
    const { json } = await api.book();
    const stale = await api.send('DELETE', `/calls/${json.id}`, { headers: { 'If-Match': '"7"' } });
    expect(stale.status).toBe(412);
    expect((await api.send('DELETE', `/calls/${json.id}`, { headers: { 'If-Match': '"0"' } })).status).toBe(
      204,
    );
  });
});

describe('another host link', () => {
  test('replaces the old one and unseats whoever came by it; the join link stays', async () => {
    const { json } = await api.book();
    const seat = storedSeat('host', { uid: 'thief', renewedAt: Date.now() });
    const call = api.firestore.collection('calls').doc(json.id);
    await call.update({ hostUid: 'thief', 'seats.host': seat });
    const rotated = await api.send('POST', `/calls/${json.id}/host-key`);
    expect(rotated.status).toBe(200);
    expect(rotated.json.joinUrl).toBe(json.joinUrl);
    expect(rotated.json.hostUrl).not.toBe(json.hostUrl);
    const { hostKey } = parseCallAddress(rotated.json.hostUrl);
    const stored = await readCall(json.id);
    if (hostKey === undefined) throw new Error('A host link has a host key');
    expect(stored.schedule?.hostKeyHash).toEqual(await hashHostKey(hostKey));
    expect([stored.hostUid, stored.seats.host]).toEqual(['api', null]);
  });

  test('is made once for one Idempotency-Key', async () => {
    const { json } = await api.book();
    const rotate = () =>
      api.send('POST', `/calls/${json.id}/host-key`, { headers: { 'Idempotency-Key': 'once' } });
    const [first, second] = [await rotate(), await rotate()];
    expect(second.text).toBe(first.text);
    expect((await api.send('GET', `/calls/${json.id}`)).json.revision).toBe(1);
  });
});

describe('the invitation', () => {
  test('is a calendar file with the link of whoever it is for', async () => {
    const { json } = await api.book({
      title: 'Consultation',
      host: { name: 'Ada', email: 'ada@example.com' },
      guest: { name: 'Grace', email: 'grace@example.com' },
    });
    const forGuest = await api.send('GET', `/calls/${json.id}/invitation.ics`);
    const forHost = await api.send('GET', `/calls/${json.id}/invitation.ics?for=host`);
    const unfolded = (text: string) => text.replaceAll('\r\n ', '');
    expect(forGuest.status).toBe(200);
    expect(forGuest.headers.get('Content-Type')).toBe('text/calendar; method=REQUEST; charset=utf-8');
    expect(unfolded(forGuest.text)).toContain(`URL:${json.joinUrl}\r\n`);
    expect(unfolded(forGuest.text)).toMatch(/METHOD:REQUEST.*SEQUENCE:0.*SUMMARY:Consultation/s);
    expect(unfolded(forGuest.text)).not.toContain(json.hostUrl);
    expect(unfolded(forHost.text)).toContain(`URL:${json.hostUrl}\r\n`);
  });

  test('is for the host an entry that asks nobody and names nobody else, before and after it is cancelled', async () => {
    const { json } = await api.book({
      host: { name: 'Ada', email: 'ada@example.com' },
      guest: { name: 'Grace', email: 'grace@example.com' },
    });
    const path = `/calls/${json.id}/invitation.ics?for=host`;
    const kept = await api.send('GET', path);
    expect(kept.text).toContain('METHOD:PUBLISH');
    await api.send('DELETE', `/calls/${json.id}`);
    const cancelled = await api.send('GET', path);
    expect(cancelled.text).toContain('METHOD:CANCEL');
    for (const { text } of [kept, cancelled]) {
      expect(messagesOnStore(text, 'ada@example.com')).toEqual([]);
      expect(text).not.toContain('grace@example.com');
    }
    const forGuest = await api.send('GET', `/calls/${json.id}/invitation.ics`);
    expect(messagesOnStore(forGuest.text, 'ada@example.com')).toMatchObject([{ method: 'CANCEL' }]);
  });

  test('is also the body of a mail, which says what the file says', async () => {
    const { json } = await api.book({
      title: 'Größe',
      startsAt: '2027-01-15T09:30:00+01:00',
      timeZone: 'Europe/Berlin',
      host: { email: 'ada@example.com' },
      guest: { email: 'grace@example.com' },
    });
    const path = `/calls/${json.id}/invitation`;
    const texts = async () => {
      const { text } = await api.send('GET', `${path}.eml`);
      const [, ...parts] = text.split(/\r\n--=_parley_\S+\r\n/).slice(0, -1);
      return parts.map((part) => Buffer.from(part.split('\r\n\r\n')[1] ?? '', 'base64').toString());
    };
    const answer = await api.send('GET', `${path}.eml`);
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'message/rfc822']);
    expect(answer.text).toContain('Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\n');
    expect(Buffer.byteLength(answer.text)).toBe(answer.text.length);
    // How a time is written is a matter of the platform.
    const when = expect.stringMatching(/^Größe\r\n.*15 January 2027.* 09:30 CET\r\n\r\nhttps:/);
    expect((await texts())[0]).toContain(`\r\n\r\n${json.joinUrl}\r\n`);
    expect(await texts()).toEqual([when, (await api.send('GET', `${path}.ics`)).text]);
    await api.send('DELETE', `/calls/${json.id}`);
    const [text] = await texts();
    expect(text).toMatch(/^Cancelled: Größe\r\n.*15 January 2027.* 09:30 CET\r\n$/);
  });

  test('takes the entry out of the calendar when the call is cancelled', async () => {
    const { json } = await api.book();
    await api.send('DELETE', `/calls/${json.id}`);
    const { text } = await api.send('GET', `/calls/${json.id}/invitation.ics`);
    expect(text).toMatch(/METHOD:CANCEL.*SEQUENCE:[1-9]/s);
  });
});
