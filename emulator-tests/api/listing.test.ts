/** Finding calls again: pages, filters, and nobody else's. */
import { Timestamp } from 'firebase-admin/firestore';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { callList as callListSchema } from '../../functions/src/calls-api/call-schemas.ts';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { ApiUnderTest, HOUR_MS, MINUTE_MS } from './api-under-test.ts';

const api = new ApiUnderTest('api-listing');
beforeEach(async () => {
  await clearFirestore();
  api.clockAheadMs = 0;
  api.key = await api.createKey();
});
afterAll(() => api.close());

async function titles(query: string): Promise<readonly string[]> {
  const { status, json } = await api.send('GET', `/calls?${query}`);
  expect(status).toBe(200);
  expect(() => callListSchema.parse(json)).not.toThrow();
  return json.calls.map(({ title }: { title: string }) => title);
}

/** Every title, page by page. */
async function allTitles(query: string): Promise<readonly string[]> {
  const found: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await api.send('GET', `/calls?${query}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    expect(page.status).toBe(200);
    found.push(...page.json.calls.map(({ title }: { title: string }) => title));
    cursor = page.json.nextCursor;
  }
  return found;
}

describe('a list', () => {
  test('has the calls in the order in which they start, each once, whatever the size of its pages', async () => {
    const startsAt = api.at(5 * HOUR_MS);
    const hours = [9, 5, 7, 5, 5, 8];
    await Promise.all(
      hours.map((hour, index) =>
        api.book({ title: `${hour} ${index}`, startsAt: hour === 5 ? startsAt : api.at(hour * HOUR_MS) }),
      ),
    );
    const [all, ones, twos] = [await allTitles(''), await allTitles('limit=1'), await allTitles('limit=2')];
    expect(all.map((title) => Number(title.split(' ')[0]))).toEqual([5, 5, 5, 7, 8, 9]);
    expect(new Set(all).size).toBe(6);
    expect(ones).toEqual(all);
    expect(twos).toEqual(all);
  });

  test('is empty where there is nothing, and says that there is no more', async () => {
    expect((await api.send('GET', '/calls')).json).toEqual({ calls: [], nextCursor: null });
  });

  test('ends with its last page, even when that is full', async () => {
    await api.book();
    await api.book();
    expect((await api.send('GET', '/calls?limit=2')).json.nextCursor).toBe(null);
  });

  test('can be of a time', async () => {
    for (const hour of [2, 3, 4]) await api.book({ title: `${hour}`, startsAt: api.at(hour * HOUR_MS) });
    const from = encodeURIComponent(api.at(2.5 * HOUR_MS));
    const to = encodeURIComponent(api.at(3.5 * HOUR_MS));
    expect(await titles(`from=${from}`)).toEqual(['3', '4']);
    expect(await titles(`from=${from.toLowerCase()}`)).toEqual(['3', '4']);
    expect(await titles(`to=${to}`)).toEqual(['2', '3']);
    expect(await titles(`from=${from}&to=${to}`)).toEqual(['3']);
  });

  test('has the start of the time in it, and not its end', async () => {
    const startsAt = api.at(2 * HOUR_MS);
    await api.book({ title: 'It', startsAt });
    expect(await titles(`from=${startsAt}`)).toEqual(['It']);
    expect(await titles(`to=${startsAt}`)).toEqual([]);
  });

  test('can be of one’s own name for a call', async () => {
    await api.book({ title: 'One', externalId: 'order-1' });
    await api.book({ title: 'Two', externalId: 'order-2' });
    await api.book(
      { title: 'Theirs', externalId: 'order-1' },
      { key: await api.createKey({ team: 'support' }) },
    );
    expect(await titles('externalId=order-1')).toEqual(['One']);
    expect(await titles('externalId=order-3')).toEqual([]);
  });
});

describe('a status', () => {
  test('finds each call under the one that it has, and under no other', async () => {
    const started = { startedAt: Timestamp.now() };
    const at = (title: string, startsAt: number) =>
      api.book({ title, startsAt: api.at(startsAt), durationMinutes: 30 });
    const change = async (booked: Promise<{ json: { id: string } }>, fields: object) =>
      api.firestore
        .collection('bookings')
        .doc((await booked).json.id)
        .update({ ...fields });
    await change(at('ended', MINUTE_MS), started);
    await at('missed', MINUTE_MS);
    await change(at('ended early', 2 * HOUR_MS), { ...started, endedAt: Timestamp.now(), endedBy: 'host' });
    await change(at('live', 2 * HOUR_MS), started);
    await at('open', 2 * HOUR_MS + 5 * MINUTE_MS);
    await at('scheduled', 5 * HOUR_MS);
    const { json } = await at('cancelled', 3 * HOUR_MS);
    await api.send('DELETE', `/calls/${json.id}`);
    api.clockAheadMs = 2 * HOUR_MS + MINUTE_MS;
    const found = [];
    for (const status of ['scheduled', 'open', 'live', 'ended', 'cancelled', 'missed']) {
      found.push([status, await allTitles(`limit=1&status=${status}`)]);
    }
    expect(Object.fromEntries(found)).toEqual({
      scheduled: ['scheduled'],
      open: ['open'],
      live: ['live'],
      ended: ['ended', 'ended early'],
      cancelled: ['cancelled'],
      missed: ['missed'],
    });
  });
});
