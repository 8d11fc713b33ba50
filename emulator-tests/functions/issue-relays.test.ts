import { CALLS, createHostKey } from '@parley/protocol';
import { Timestamp } from 'firebase-admin/firestore';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { RateLimiter } from '../../functions/src/http/rate-limiter.ts';
import { Cloudflare } from '../../functions/src/relays/cloudflare.ts';
import { Coturn } from '../../functions/src/relays/coturn.ts';
import { issueRelays, type RelayIssue } from '../../functions/src/relays/issue-relays.ts';
import { RelayError } from '../../functions/src/relays/relay-provider.ts';
import { toStoredFields } from '../../functions/src/stored/stored-value.ts';
import { aRunningCall } from '../../protocol/src/testing/call-docs.ts';
import { storable } from '../rules/scene.ts';
import { bookedCall, HOUR_MS } from './booked-call.ts';
import { callFunction } from './call-function.ts';
import { clearProject, connectFirestore, QUIET_PROJECT } from './firestore-under-test.ts';
import { newDocId } from './seed-calls.ts';

const NOW = Date.now();
const URLS = ['turn:relay.example'];
const ISSUED = {
  servers: [{ urls: URLS, username: expect.any(String), credential: expect.any(String) }],
  validForSeconds: 600,
};

const { firestore, close } = connectFirestore('issue-relays', QUIET_PROJECT);
let site: RelayIssue;
beforeEach(async () => {
  await clearProject(QUIET_PROJECT);
  const clock = () => NOW;
  const provider = new Coturn(URLS, 'secret', clock);
  site = { firestore, rateLimiter: new RateLimiter(firestore, clock), provider, clock };
});
afterAll(close);

/** Ada has the host's seat and Bob the guest's, unless `changes` say otherwise by their paths. */
async function givenCall(changes: object = {}): Promise<string> {
  const call = storable(aRunningCall({ host: { uid: 'ada' }, guest: { uid: 'bob' } }));
  const reference = firestore.collection(CALLS).doc(newDocId());
  const { seats } = call;
  await reference.create({
    ...(await bookedCall(createHostKey(), NOW)),
    ...toStoredFields({ hostUid: 'ada', seats: seats ?? null }),
    schedule: null,
    expiresAt: Timestamp.fromMillis(NOW + HOUR_MS),
  });
  if (Object.keys(changes).length > 0) await reference.update(changes);
  return reference.id;
}

describe('relays are issued', () => {
  test.each(['ada', 'bob'])('to %s, who sits in the call', async (uid) => {
    expect(await issueRelays(site, await givenCall(), uid)).toEqual(ISSUED);
  });

  test('to whoever would sit down where nobody sits, and no more once somebody does', async () => {
    expect(await issueRelays(site, await givenCall({ 'seats.guest': null }), 'carol')).toEqual(ISSUED);
    expect(await issueRelays(site, await givenCall(), 'carol')).toBe('may-not-sit');
  });

  test.each([
    ['of a call that has lapsed', { expiresAt: Timestamp.fromMillis(NOW) }],
    ['of a call that has ended', { ended: { reason: 'host-ended', at: Timestamp.fromMillis(NOW) } }],
  ])('to nobody %s', async (_, changes) => {
    expect(await issueRelays(site, await givenCall(changes), 'ada')).toBe('may-not-sit');
    expect(await issueRelays(site, await givenCall(), 'ada')).toEqual(ISSUED);
  });

  test.each([newDocId(), '', 'a/b', '__x__', 'x'.repeat(65), '..', null, 5, {}])(
    'for no call that is not there: %j',
    async (docId) => {
      expect(await issueRelays(site, docId, 'ada')).toBe('may-not-sit');
    },
  );

  test('so often to one user in a minute, over all instances, and again in the next', async () => {
    const docId = await givenCall();
    let now = NOW;
    const clock = () => now;
    const instances = [1, 2].map(() => ({ ...site, clock, rateLimiter: new RateLimiter(firestore, clock) }));
    const answers = [];
    for (let index = 0; index < 12; index += 1) {
      const instance = instances[index % 2];
      if (instance) answers.push(await issueRelays(instance, docId, 'ada'));
    }
    expect(answers.filter((answer) => answer !== 'too-often')).toHaveLength(10);
    now += 60_000;
    expect(
      await issueRelays({ ...site, clock, rateLimiter: new RateLimiter(firestore, clock) }, docId, 'ada'),
    ).toEqual(ISSUED);
  });

  test('so often in one call, however many come with its link', async () => {
    const docId = await givenCall({ 'seats.guest': null });
    const answers = [];
    for (let index = 0; index < 22; index += 1) answers.push(await issueRelays(site, docId, `user-${index}`));
    expect(answers.filter((answer) => answer !== 'too-often')).toHaveLength(20);
  });

  test('to those who sit in a call, however often strangers ask for it', async () => {
    const free = await givenCall({ 'seats.guest': null });
    for (let index = 0; index < 21; index += 1) await issueRelays(site, free, `user-${index}`);
    expect(await issueRelays(site, free, 'carol')).toBe('too-often');
    expect(await issueRelays(site, free, 'ada')).toEqual(ISSUED);
  });

  test('and neither a credential nor who has it is in a log, whatever becomes of it', async () => {
    const printed: unknown[] = [];
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
      vi.spyOn(console, method).mockImplementation((...values) => void printed.push(values));
    const docId = await givenCall();
    const issued = await issueRelays(site, docId, 'ada');
    const failing = new Cloudflare(
      'canary-key',
      'canary-token',
      async () => new Response('canary', { status: 500 }),
    );
    const failure = await issueRelays({ ...site, provider: failing }, docId, 'ada').catch((error) => error);
    vi.restoreAllMocks();
    expect(failure).toBeInstanceOf(RelayError);
    // What the function logs of a failure is its message.
    const all = JSON.stringify([printed, failure.message]);
    if (typeof issued === 'string') throw new Error('Ada sits in it');
    for (const { username, credential } of issued.servers)
      for (const secret of [username, credential, 'secret', 'canary', docId, 'ada'])
        expect(all).not.toContain(secret);
  });

  test('by no site that has none, and that costs it no look at the database', async () => {
    const none = { ...site, provider: undefined };
    expect(await issueRelays(none, newDocId(), 'ada')).toEqual({ servers: [], validForSeconds: 600 });
  });
});

const post = (data: unknown, uid?: string) => callFunction('issueRelays', data, uid);

test('The function needs a user, and says where a site has no relays', async () => {
  const docId = newDocId();
  expect(await post({ docId })).toMatchObject({ status: 401 });
  const none = { status: 200, body: { result: { servers: [], validForSeconds: 600 } } };
  expect(await post({ docId }, 'ada')).toEqual(none);
  expect(await post(null, 'ada')).toEqual(none);
});
