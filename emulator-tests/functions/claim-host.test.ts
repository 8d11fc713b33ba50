import { CALLS, createHostKey, ProtocolError } from '@parley/protocol';
import { Timestamp } from 'firebase-admin/firestore';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { claimHost } from '../../functions/src/host/claim-host.ts';
import { BOOKINGS } from '../../functions/src/stored/collections.ts';
import { toStoredFields } from '../../functions/src/stored/stored-value.ts';
import { aRunningCall } from '../../protocol/src/testing/call-docs.ts';
import { storable } from '../rules/scene.ts';
import { bookedCall, HOUR_MS } from './booked-call.ts';
import { callFunction } from './call-function.ts';
import { clearFirestore, clearProject, connectFirestore, QUIET_PROJECT } from './firestore-under-test.ts';
import { newDocId } from './seed-calls.ts';

const NOW = Date.now();
const key = createHostKey();

// No function follows what is written here: one that fails on half a booking holds its lock on it for a minute.
const { firestore, close } = connectFirestore('claim-host', QUIET_PROJECT);
const served = connectFirestore('claim-host-function');

beforeEach(() => Promise.all([clearFirestore(), clearProject(QUIET_PROJECT)]));
afterAll(() => Promise.all([close(), served.close()]));

/** With somebody in each seat. @param changes by their paths */
async function givenCall(changes: object = {}, database = firestore): Promise<string> {
  const { seats } = storable(aRunningCall({ host: { uid: 'first-host' } }));
  const reference = database.collection(CALLS).doc(newDocId());
  await reference.create({
    ...(await bookedCall(key, NOW)),
    ...toStoredFields({ hostUid: 'first-host', seats: seats ?? null }),
  });
  if (Object.keys(changes).length > 0) await reference.update(changes);
  return reference.id;
}

const claim = (docId: string, hostKey: string = key, uid = 'second-host') =>
  claimHost(firestore, { docId, hostKey }, uid, NOW);

describe('whoever has the host key', () => {
  test('becomes the host, and frees the seat of the host before them', async () => {
    const docId = await givenCall();
    const before = (await firestore.doc(`${CALLS}/${docId}`).get()).data();
    expect(await claim(docId)).toBe(true);
    const { schedule, ...after } = (await firestore.doc(`${CALLS}/${docId}`).get()).data() ?? {};
    expect(after).toEqual({
      ...Object.fromEntries(Object.entries(before ?? {}).filter(([name]) => name !== 'schedule')),
      hostUid: 'second-host',
      seats: { host: null, guest: before?.seats.guest },
    });
    expect(schedule.changedAt.valueOf() > before?.schedule.changedAt.valueOf()).toBe(true);
  });

  test('keeps their seat when they show it again', async () => {
    const docId = await givenCall();
    const before = (await firestore.doc(`${CALLS}/${docId}`).get()).data();
    expect(await claim(docId, key.toLowerCase(), 'first-host')).toBe(true);
    expect((await firestore.doc(`${CALLS}/${docId}`).get()).data()).toEqual(before);
  });

  test('is the host in the end, whoever else showed it at the same time', async () => {
    const docId = await givenCall();
    const users = ['a', 'b', 'c', 'd', 'e'];
    expect(await Promise.all(users.map((uid) => claim(docId, key, uid)))).toEqual(users.map(() => true));
    expect(users).toContain((await firestore.doc(`${CALLS}/${docId}`).get()).get('hostUid'));
  });
});

describe('nobody becomes the host', () => {
  test.each([
    ['of a call that has lapsed', { expiresAt: Timestamp.fromMillis(NOW) }],
    ['of a call that has ended', { ended: { reason: 'host-ended', at: Timestamp.fromMillis(NOW) } }],
    ['of a call without a schedule', { schedule: null }],
  ])('%s', async (_, changes) => {
    const docId = await givenCall(changes);
    expect(await claim(docId)).toBe(false);
    expect((await firestore.doc(`${CALLS}/${docId}`).get()).get('hostUid')).toBe('first-host');
  });

  test('of a call with half a hash, and that there is one is heard of', async () => {
    const docId = await givenCall({ 'schedule.hostKeyHash': Buffer.alloc(16) });
    await expect(claim(docId)).rejects.toThrow(ProtocolError);
    expect((await firestore.doc(`${CALLS}/${docId}`).get()).get('hostUid')).toBe('first-host');
  });

  test.each(['', 'x', createHostKey(), `${key}0`])('with the key %j', async (wrong) => {
    const docId = await givenCall();
    expect(await claim(docId, wrong)).toBe(false);
    expect(await claim(docId)).toBe(true);
  });

  test('of another call that somebody made of a booking’s ID, though it has the hash of its key', async () => {
    const docId = await givenCall();
    const booking = firestore.doc(`${BOOKINGS}/${docId}`);
    await booking.set({ createdAt: Timestamp.fromMillis(NOW - HOUR_MS - 1) });
    expect(await claim(docId)).toBe(false);
    expect((await firestore.doc(`${CALLS}/${docId}`).get()).get('hostUid')).toBe('first-host');
    await booking.set({ createdAt: Timestamp.fromMillis(NOW - HOUR_MS) });
    expect(await claim(docId)).toBe(true);
  });

  test('of a call that is not there', async () => {
    expect(await claim(newDocId())).toBe(false);
  });
});

const post = (data: unknown, uid?: string) => callFunction('claimHost', data, uid);

describe('the function claimHost', () => {
  test('makes a signed-in user the host', async () => {
    const docId = await givenCall({}, served.firestore);
    expect(await post({ docId, hostKey: key }, 'second-host')).toEqual({ status: 200, body: { result: {} } });
    expect((await served.firestore.doc(`${CALLS}/${docId}`).get()).get('hostUid')).toBe('second-host');
  });

  test('answers alike for a wrong key and for no call, and needs a user', async () => {
    const docId = await givenCall({}, served.firestore);
    const wrong = await post({ docId, hostKey: createHostKey() }, 'second-host');
    expect(wrong).toMatchObject({ status: 404, body: { error: { status: 'NOT_FOUND' } } });
    expect(await post({ docId: newDocId(), hostKey: key }, 'second-host')).toEqual(wrong);
    expect(await post({ docId, hostKey: key })).toMatchObject({ status: 401 });
    expect((await served.firestore.doc(`${CALLS}/${docId}`).get()).get('hostUid')).toBe('first-host');
  });

  test.each([
    null,
    'x',
    [],
    {},
    { docId: '../apiKeys', hostKey: key },
    { docId: 'x'.repeat(22), hostKey: 5 },
    { docId: `__${'x'.repeat(18)}__`, hostKey: key },
  ])('refuses %j', async (data) => {
    expect(await post(data, 'second-host')).toMatchObject({ status: 400 });
  });
});
