/** The same request again: after a lost answer, at once, a hundred times. */
import { GrpcStatus } from 'firebase-admin/firestore';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { beforeEachCommit } from '../functions/meddle.ts';
import { ApiUnderTest, HOUR_MS, type Received } from './api-under-test.ts';

/** What happens just before a booking is written: after it was looked whether the key is new. */
let meddle: () => void | Promise<void> = () => {};
const api = new ApiUnderTest('api-repeated', (firestore) => beforeEachCommit(firestore, () => meddle()));
beforeEach(async () => {
  meddle = () => {};
  await clearFirestore();
  api.clockAheadMs = 0;
  api.key = await api.createKey();
});
afterAll(() => api.close());

const once = { 'Idempotency-Key': 'order-4711' };
const fields = () => ({ startsAt: new Date(Math.ceil(api.clock() / HOUR_MS + 1) * HOUR_MS).toISOString() });
const countCalls = async () => (await api.firestore.collection('calls').count().get()).data().count;

describe('with an Idempotency-Key', () => {
  test('a hundred equal posts at once make one call and get the same answer', async () => {
    const body = fields();
    const answers = await Promise.all(Array.from({ length: 100 }, () => api.book(body, { headers: once })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(new Set(answers.map(({ headers }) => headers.get('Location'))).size).toBe(1);
    expect(await countCalls()).toBe(1);
  });

  test('the first answer is given again, even when the call has changed since', async () => {
    const body = fields();
    const first = await api.book(body, { headers: once });
    await api.send('PATCH', `/calls/${first.json.id}`, { json: { title: 'Changed' } });
    const again = await api.book(body, { headers: once });
    expect([again.status, again.text]).toEqual([first.status, first.text]);
  });

  test('the first answer is given again, even when it could not be done any more', async () => {
    const body = fields();
    const first = await api.book(body, { headers: once });
    const renew = { 'Idempotency-Key': 'order-4711-host', 'If-Match': '"0"' };
    const path = `/calls/${first.json.id}/host-key`;
    const renewed = await api.send('POST', path, { headers: renew });
    expect([renewed.status, renewed.json.revision]).toEqual([200, 1]);
    // It has another revision by now, and in the end it is over.
    for (const clockAheadMs of [0, 3 * HOUR_MS]) {
      api.clockAheadMs = clockAheadMs;
      expect((await api.send('POST', path, { headers: renew })).text).toBe(renewed.text);
      expect((await api.book(body, { headers: once })).text).toBe(first.text);
    }
    expect((await api.send('POST', path)).status).toBe(409);
  });

  test('another body is refused, whether it comes later or at once', async () => {
    const body = fields();
    const [first, other] = await Promise.all([
      api.book(body, { headers: once }),
      api.book({ ...body, title: 'Other' }, { headers: once }),
    ]);
    expect([first, other].map(({ status }: Received) => status).sort()).toEqual([201, 422]);
    const third = await api.book({ ...body, title: 'Third' }, { headers: once });
    expect([third.status, third.json.type]).toEqual([422, '/api/v1/reference#idempotency-key-reused']);
    expect(await countCalls()).toBe(1);
  });

  test('another operation is refused', async () => {
    const { json } = await api.book(fields(), { headers: once });
    const answer = await api.send('POST', `/calls/${json.id}/host-key`, { headers: once });
    expect(answer.status).toBe(422);
  });

  test('two teams do not get in each other’s way', async () => {
    const body = fields();
    const mine = await api.book(body, { headers: once });
    const theirs = await api.book(body, { headers: once, key: await api.createKey({ team: 'support' }) });
    expect(theirs.status).toBe(201);
    expect(theirs.json.id).not.toBe(mine.json.id);
  });

  test('a refused request does not use the key up', async () => {
    expect((await api.book({ startsAt: 'soon' }, { headers: once })).status).toBe(400);
    expect((await api.book(fields(), { headers: once })).status).toBe(201);
  });

  test('it counts for 24 hours, and then it is new', async () => {
    const body = { startsAt: api.at(72 * HOUR_MS) };
    const first = await api.book(body, { headers: once });
    api.clockAheadMs = 24 * HOUR_MS - 60_000;
    expect((await api.book(body, { headers: once })).json.id).toBe(first.json.id);
    api.clockAheadMs = 24 * HOUR_MS + 60_000;
    const next = await api.book(body, { headers: once });
    expect([next.status, next.json.id === first.json.id]).toEqual([201, false]);
  });

  test('a request whose twin is just being written is told to come back', async () => {
    // What Firestore says when two commits contend for one document.
    meddle = () => {
      throw Object.assign(new Error('10 ABORTED'), { code: GrpcStatus.ABORTED });
    };
    const busy = await api.book(fields(), { headers: once });
    expect([busy.status, busy.json.type]).toEqual([409, '/api/v1/reference#request-in-flight']);
    expect(busy.headers.get('Retry-After')).toBe('1');
    meddle = () => {};
    expect((await api.book(fields(), { headers: once })).status).toBe(201);
  });

  test('the slower of two gets the answer of the faster, though it looked before there was one', async () => {
    const body = fields();
    let faster: Received | undefined;
    meddle = async () => {
      meddle = () => {};
      faster = await api.book(body, { headers: once });
    };
    const slower = await api.book(body, { headers: once });
    expect(slower.text).toBe(faster?.text);
    expect(await countCalls()).toBe(1);
  });
});

test('without an Idempotency-Key every post is a call of its own', async () => {
  const body = fields();
  const [one, two] = await Promise.all([api.book(body), api.book(body)]);
  expect(one.json.joinUrl).not.toBe(two.json.joinUrl);
  expect(await countCalls()).toBe(2);
});
