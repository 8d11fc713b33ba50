/** What a program asks for that has many calls, or was away: several at once, what has changed, and how it went. */
import { Timestamp } from 'firebase-admin/firestore';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { call as callSchema } from '../../functions/src/calls-api/call-schemas.ts';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { ApiUnderTest, HOUR_MS, MINUTE_MS } from './api-under-test.ts';

const api = new ApiUnderTest('api-catching-up');
beforeEach(async () => {
  await clearFirestore();
  api.clockAheadMs = 0;
  api.key = await api.createKey();
});
afterAll(() => api.close());

describe('a batch', () => {
  const fields = (changes: object = {}) => ({ startsAt: api.at(HOUR_MS), durationMinutes: 30, ...changes });
  const send = (calls: readonly unknown[], headers: Record<string, string> = {}, key = api.key) =>
    api.send('POST', '/calls/batch', { json: { calls }, headers, key });
  const count = async () => (await api.firestore.collection('bookings').count().get()).data().count;

  test('books each call that can be, in its order, and says of the others what is wrong', async () => {
    const answer = await send([
      fields({ title: 'One' }),
      fields({ title: 5, startsAt: api.at(-HOUR_MS) }),
      'nothing',
      fields({ durationMinutes: undefined }),
      fields({ title: 'Five', guest: { email: 'grace@example.com' } }),
    ]);
    expect(answer.status).toBe(200);
    const { results } = answer.json;
    expect(results.map(({ status }: { status: number }) => status)).toEqual([201, 400, 400, 400, 201]);
    expect(results[0].call).toMatchObject({ title: 'One' });
    expect(() => callSchema.parse(results[4].call)).not.toThrow();
    const detail = expect.any(String);
    expect(results[1].problem.errors).toEqual([
      { pointer: '#/title', detail },
      { pointer: '#/startsAt', detail },
    ]);
    expect(results[3].problem.errors[0].pointer).toBe('#/endsAt');
    expect((await api.send('GET', `/calls/${results[4].call.id}`)).json).toEqual(results[4].call);
    expect(await count()).toBe(2);
  });

  test('of fifty long ones is taken at once, and repeated is the same', async () => {
    const metadata = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`n${i}`, 'x'.repeat(500)]));
    const calls = Array.from({ length: 50 }, (_, i) => fields({ title: `${i}`, metadata }));
    const headers = { 'Idempotency-Key': 'import-7' };
    const first = await send(calls, headers);
    expect(first.json.results.map(({ call }: { call: { title: string } }) => call.title)).toEqual(
      calls.map((_, i) => `${i}`),
    );
    expect((await send(calls, headers)).json).toEqual(first.json);
    expect(await count()).toBe(50);
    // Another call in the same place is another request.
    const changed = await send([fields({ title: 'Other' })], headers);
    expect(changed.json.results[0]).toMatchObject({ status: 422 });
  });

  test('of more, of none, or of too many bytes is refused', async () => {
    expect((await send(Array.from({ length: 51 }, () => fields()))).json.errors[0].pointer).toBe('#/calls');
    expect((await send([])).json.errors[0].pointer).toBe('#/calls');
    expect((await send([fields({ title: 'x'.repeat(262_144) })])).status).toBe(413);
    expect(await count()).toBe(0);
  });

  /** To the beginning of a window of limits, which lasts a minute. */
  const toNextWindow = () => {
    api.clockAheadMs += 2 * MINUTE_MS - (api.clock() % MINUTE_MS);
  };

  test('that is larger than the limit of its key is booked whole by repeating it', async () => {
    toNextWindow();
    const key = await api.createKey({ requestsPerMinute: 20 });
    // Those that are wrong leave the limit to the others.
    const wrong = [fields({ title: 5 }), fields({ startsAt: api.at(-HOUR_MS) })];
    const calls = [...wrong, ...Array.from({ length: 48 }, (_, i) => fields({ externalId: `order-${i}` }))];
    const repeat = async () => {
      const { status, json } = await send(calls, { 'Idempotency-Key': 'import-50' }, key);
      expect(status).toBe(200);
      return json.results as readonly { status: number; call?: { id: string } }[];
    };
    const counted = async () => {
      const statuses = (await repeat()).map(({ status }) => status);
      return [201, 400, 429].map((one) => statuses.filter((status) => status === one).length);
    };
    expect(await counted()).toEqual([20, 2, 28]);
    // The limit is spent.
    expect((await send(calls, { 'Idempotency-Key': 'import-50' }, key)).status).toBe(429);
    toNextWindow();
    expect(await counted()).toEqual([40, 2, 8]);
    toNextWindow();
    expect(await counted()).toEqual([48, 2, 0]);
    expect(await count()).toBe(48);
    // What is booked costs a repetition no more than the request: 8 were spent, 12 are left.
    const repeated = await Promise.all(Array.from({ length: 12 }, repeat));
    expect(new Set(repeated.map((results) => JSON.stringify(results))).size).toBe(1);
    expect((await send(calls, { 'Idempotency-Key': 'import-50' }, key)).status).toBe(429);
    expect(await count()).toBe(48);
  });

  test('counts as so many requests', async () => {
    toNextWindow();
    const key = await api.createKey({ requestsPerMinute: 5 });
    const { json, headers } = await send(
      Array.from({ length: 7 }, () => fields()),
      {},
      key,
    );
    const statuses = json.results.map(({ status }: { status: number }) => status);
    expect(statuses.toSorted()).toEqual([201, 201, 201, 201, 201, 429, 429]);
    expect(headers.get('Retry-After')).toMatch(/^\d+$/);
    expect(headers.get('RateLimit')).toContain('r=0;');
    expect((await api.send('GET', '/calls', { key })).status).toBe(429);
  });
});

describe('what has changed', () => {
  const updated = async (query: string): Promise<readonly string[]> => {
    const { status, json } = await api.send('GET', `/calls?${query}`);
    expect(status).toBe(200);
    return json.calls.map(({ title }: { title: string }) => title);
  };

  test('since a time comes in its own order, page by page', async () => {
    const ids: Record<string, string> = {};
    for (const [index, title] of ['one', 'two', 'three', 'four'].entries()) {
      api.clockAheadMs = index * 1_000;
      // They start in another order than they were booked.
      const { json } = await api.book({ title, startsAt: api.at((9 - index) * HOUR_MS), externalId: title });
      ids[title] = json.id;
    }
    const since = api.at(-1_500);
    expect(await updated(`updatedSince=${since}`)).toEqual(['three', 'four']);
    api.clockAheadMs = 10_000;
    await api.send('DELETE', `/calls/${ids.one}`);
    expect(await updated(`updatedSince=${since}`)).toEqual(['three', 'four', 'one']);
    expect(await updated(`updatedSince=${since}&status=cancelled`)).toEqual(['one']);
    expect(await updated(`updatedSince=${since}&externalId=four`)).toEqual(['four']);
    const first = await api.send('GET', `/calls?updatedSince=${since}&limit=2`);
    expect(first.json.calls).toHaveLength(2);
    expect(await updated(`updatedSince=${since}&limit=2&cursor=${first.json.nextCursor}`)).toEqual(['one']);
  });
});

describe('how a call went', () => {
  test('is told as far as it has gone', async () => {
    const { json } = await api.book();
    const found = async () => (await api.send('GET', `/calls/${json.id}`)).json;
    const nothing = { hostCameAt: null, endedBy: null, durationSeconds: null, absent: null };
    expect(await found()).toMatchObject(nothing);
    const [startsAt, metAt] = [Date.parse(json.startsAt), Date.parse(json.startsAt) + MINUTE_MS];
    const booking = api.firestore.collection('bookings').doc(json.id);
    const at = (time: number) => Timestamp.fromMillis(time);
    await booking.update({ hostCameAt: at(startsAt), guestCameAt: at(metAt), startedAt: at(metAt) });
    api.clockAheadMs = 70 * MINUTE_MS;
    expect(await found()).toMatchObject({ status: 'live', durationSeconds: null, absent: null });
    await booking.update({ endedAt: at(metAt + 90_000), endedBy: 'host', guestLeftAt: at(metAt + 80_000) });
    expect(await found()).toMatchObject({
      status: 'ended',
      hostCameAt: json.startsAt,
      guestCameAt: new Date(metAt).toISOString(),
      guestLeftAt: new Date(metAt + 80_000).toISOString(),
      endedBy: 'host',
      durationSeconds: 90,
      absent: [],
    });
  });

  test('says who did not come, when its time is over', async () => {
    const { json } = await api.book();
    const hostCameAt = Timestamp.fromMillis(Date.parse(json.startsAt));
    await api.firestore.collection('bookings').doc(json.id).update({ hostCameAt });
    api.clockAheadMs = 91 * MINUTE_MS;
    expect((await api.send('GET', `/calls/${json.id}`)).json).toMatchObject({
      status: 'missed',
      endedBy: 'time',
      durationSeconds: null,
      absent: ['guest'],
    });
  });
});

test('A call without a start is one of now', async () => {
  const { status, json } = await api.book({ startsAt: undefined });
  expect([status, json.status]).toEqual([201, 'open']);
  expect(Math.abs(Date.parse(json.startsAt) - api.clock())).toBeLessThan(10_000);
});
