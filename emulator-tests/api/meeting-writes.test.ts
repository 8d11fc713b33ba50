/** A change that meets another one, in the instant before it takes effect. */
import { deriveCallKeys, parseCallAddress, sealDetails } from '@parley/protocol';
import { Timestamp } from 'firebase-admin/firestore';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { beforeEachCommit } from '../functions/meddle.ts';
import { ApiUnderTest, HOUR_MS } from './api-under-test.ts';
import { storedSeat } from './stored-seat.ts';

/** What happens before the next commit, once. */
let meanwhile: (() => Promise<unknown>) | undefined;
const api = new ApiUnderTest('api-meeting', (firestore) =>
  beforeEachCommit(firestore, async () => {
    const happens = meanwhile;
    meanwhile = undefined;
    await happens?.();
  }),
);
beforeEach(async () => {
  await clearFirestore();
  meanwhile = undefined;
  api.key = await api.createKey();
});
afterAll(() => api.close());

const callOf = (id: string) => api.firestore.collection('calls').doc(id);

describe('a call is moved', () => {
  test('while somebody sits down: both take effect', async () => {
    const { json } = await api.book();
    const seat = storedSeat('guest', { uid: 'somebody', renewedAt: Date.now() });
    meanwhile = () => callOf(json.id).update({ 'seats.guest': seat });
    const moved = await api.send('PATCH', `/calls/${json.id}`, { json: { durationMinutes: 45 } });
    expect([moved.status, moved.json.revision]).toEqual([200, 1]);
    const call = await callOf(json.id).get();
    expect([call.get('seats.guest.uid'), call.get('schedule.revision')]).toEqual(['somebody', 1]);
  });

  test('while another program changes it: both take effect, one after the other', async () => {
    const { json } = await api.book();
    const change = (fields: object, headers = {}) =>
      api.send('PATCH', `/calls/${json.id}`, { json: fields, headers });
    meanwhile = () => change({ title: 'First' });
    const second = await change({ externalId: 'second' });
    expect(second.json).toMatchObject({ title: 'First', externalId: 'second', revision: 2 });
  });

  test('while another program changes it: not by whoever asked for the call as it was', async () => {
    const { json } = await api.book();
    const change = (fields: object, headers = {}) =>
      api.send('PATCH', `/calls/${json.id}`, { json: fields, headers });
    meanwhile = () => change({ title: 'First' });
    const second = await change({ title: 'Second' }, { 'If-Match': '"0"' });
    expect([second.status, second.headers.get('ETag')]).toEqual([412, '"1"']);
    expect((await api.send('GET', `/calls/${json.id}`)).json).toMatchObject({ title: 'First', revision: 1 });
  });

  test('while the host ends it: it stays over', async () => {
    const { json } = await api.book();
    meanwhile = () => callOf(json.id).update({ ended: { reason: 'host-ended', at: Timestamp.now() } });
    const moved = await api.send('PATCH', `/calls/${json.id}`, { json: { durationMinutes: 45 } });
    expect(moved.status).toBe(409);
    expect((await callOf(json.id).get()).get('ended.reason')).toBe('host-ended');
  });
});

describe('a call that the host has moved in the browser, of which its booking has not heard yet', () => {
  /** As the host's page writes it. No function follows the writes of these tests. */
  async function bookAndMove() {
    const { json } = await api.book({ title: 'Booked' });
    const keys = await deriveCallKeys(parseCallAddress(json.joinUrl).id);
    const startsAt = Date.parse(json.startsAt) + HOUR_MS;
    const details = await sealDetails(keys, 1, { title: 'Moved', timeZone: 'Asia/Tokyo' });
    await callOf(json.id).update({
      'schedule.revision': 1,
      'schedule.opensAt': Timestamp.fromMillis(startsAt),
      'schedule.startsAt': Timestamp.fromMillis(startsAt),
      'schedule.endsAt': Timestamp.fromMillis(startsAt + HOUR_MS),
      'schedule.details': Buffer.from(details),
      expiresAt: Timestamp.fromMillis(startsAt + HOUR_MS),
    });
    return { id: json.id as string, startsAt };
  }

  test.each([
    ['PATCH', '', { externalId: 'other' }],
    ['DELETE', '', undefined],
    ['POST', '/host-key', undefined],
  ])('is not changed by %s %s of whoever asked for it as it was', async (method, path, json) => {
    const { id } = await bookAndMove();
    const before = (await callOf(id).get()).data();
    const send = (revision: string) =>
      api.send(method, `/calls/${id}${path}`, { json, headers: { 'If-Match': revision } });
    const refused = await send('"0"');
    expect([refused.status, refused.headers.get('ETag')]).toEqual([412, '"1"']);
    expect((await callOf(id).get()).data()).toEqual(before);
    expect((await send('"1"')).status).toBeLessThan(300);
  });

  test('keeps what the host chose when a program changes something else', async () => {
    const { id, startsAt } = await bookAndMove();
    const changed = await api.send('PATCH', `/calls/${id}`, { json: { externalId: 'other' } });
    expect(changed.json).toMatchObject({
      revision: 2,
      title: 'Moved',
      timeZone: 'Asia/Tokyo',
      externalId: 'other',
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + HOUR_MS).toISOString(),
      earlyEntryMinutes: 0,
    });
    const call = await callOf(id).get();
    expect(call.get('schedule.revision')).toBe(2);
    expect(call.get('schedule.startsAt').toMillis()).toBe(startsAt);
  });
});

describe('another call that somebody made of a booking’s ID', () => {
  async function bookAndReplace(createdLaterMs: number) {
    const { json } = await api.book();
    const call = callOf(json.id);
    const fields = (await call.get()).data() ?? {};
    await call.delete();
    const createdAt = Timestamp.fromMillis(fields.createdAt.toMillis() + createdLaterMs);
    await call.create({ ...fields, hostUid: 'mallory', createdAt });
    return { id: json.id as string, fields: (await call.get()).data() };
  }

  test('is not what a program changes', async () => {
    const { id, fields } = await bookAndReplace(1);
    const change = { json: { durationMinutes: 45 } };
    expect((await api.send('PATCH', `/calls/${id}`, change)).json.type).toMatch(/call-over$/);
    expect((await api.send('POST', `/calls/${id}/host-key`)).status).toBe(409);
    expect((await api.send('DELETE', `/calls/${id}`)).status).toBe(204);
    expect((await api.send('GET', `/calls/${id}`)).json.status).toBe('cancelled');
    expect((await callOf(id).get()).data()).toEqual(fields);
    const own = await bookAndReplace(0);
    expect((await api.send('PATCH', `/calls/${own.id}`, change)).status).toBe(200);
  });

  test('has nothing to say about it, if its schedule is further on', async () => {
    const { id } = await bookAndReplace(1);
    await callOf(id).update({ 'schedule.revision': 7 });
    const cancelled = await api.send('DELETE', `/calls/${id}`, { headers: { 'If-Match': '"0"' } });
    expect(cancelled.status).toBe(204);
  });
});
