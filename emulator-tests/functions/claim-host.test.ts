import { CALLS, createHostKey, hashHostKey, SEAT_LEASE_MS } from '@parley/protocol';
import { Timestamp } from 'firebase-admin/firestore';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import firebaseConfig from '../../firebase.json' with { type: 'json' };
import { claimHost } from '../../functions/src/host/claim-host.ts';
import { BOOKINGS } from '../../functions/src/stored/collections.ts';
import { clearFirestore, connectFirestore, PROJECT } from './firestore-under-test.ts';
import { newDocId } from './seed-calls.ts';
import { unsignedToken } from './unsigned-token.ts';

const { host, port } = firebaseConfig.emulators.functions;
const FUNCTIONS = process.env.FUNCTIONS_EMULATOR_HOST ?? `${host}:${port}`;
const HOUR_MS = 60 * 60_000;
const NOW = Date.now();
const key = createHostKey();

const { firestore, close } = connectFirestore('claim-host');

beforeEach(clearFirestore);
afterAll(close);

async function givenCall(changes: object = {}): Promise<string> {
  const seat = {
    uid: 'first-host',
    session: 'AAAAAAAAAAAAAAAA',
    renewedAt: Timestamp.fromMillis(NOW),
    leftAt: null,
  };
  const docId = newDocId();
  await firestore.doc(`${CALLS}/${docId}`).create({
    hostUid: 'first-host',
    createdAt: Timestamp.fromMillis(NOW - HOUR_MS),
    expiresAt: Timestamp.fromMillis(NOW + SEAT_LEASE_MS),
    seats: { host: seat, guest: { ...seat, uid: 'guest' } },
    schedule: { hostKeyHash: await hashHostKey(key), changedAt: Timestamp.fromMillis(NOW - HOUR_MS) },
    round: { number: 3 },
    ended: null,
    ...changes,
  });
  return docId;
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
    expect(schedule.changedAt.toMillis()).toBeGreaterThan(NOW - HOUR_MS);
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
    ['of a call with half a hash', { schedule: { hostKeyHash: Buffer.alloc(16) } }],
  ])('%s', async (_, changes) => {
    const docId = await givenCall(changes);
    expect(await claim(docId)).toBe(false);
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

/** As the page does, but without Hosting in between. */
async function post(data: unknown, uid?: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`http://${FUNCTIONS}/${PROJECT}/us-central1/claimHost`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(uid && { Authorization: `Bearer ${unsignedToken(uid)}` }),
    },
    body: JSON.stringify({ data }),
  });
  return { status: response.status, body: await response.json() };
}

describe('the function claimHost', () => {
  test('makes a signed-in user the host', async () => {
    const docId = await givenCall();
    expect(await post({ docId, hostKey: key }, 'second-host')).toEqual({ status: 200, body: { result: {} } });
    expect((await firestore.doc(`${CALLS}/${docId}`).get()).get('hostUid')).toBe('second-host');
  });

  test('answers alike for a wrong key and for no call, and needs a user', async () => {
    const docId = await givenCall();
    const wrong = await post({ docId, hostKey: createHostKey() }, 'second-host');
    expect(wrong).toMatchObject({ status: 404, body: { error: { status: 'NOT_FOUND' } } });
    expect(await post({ docId: newDocId(), hostKey: key }, 'second-host')).toEqual(wrong);
    expect(await post({ docId, hostKey: key })).toMatchObject({ status: 401 });
    expect((await firestore.doc(`${CALLS}/${docId}`).get()).get('hostUid')).toBe('first-host');
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
