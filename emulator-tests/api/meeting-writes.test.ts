/** A change that meets another one, in the instant before it takes effect. */
import { Timestamp } from 'firebase-admin/firestore';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { beforeEachCommit } from '../functions/meddle.ts';
import { ApiUnderTest } from './api-under-test.ts';

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
    const seat = { uid: 'somebody', session: 'AAAAAAAAAAAAAAAA', renewedAt: Timestamp.now(), leftAt: null };
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
