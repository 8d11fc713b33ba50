/**
 * Fifty requests at once: each is answered, and as if it were alone. In this process, as one instance of the function answers
 * them: the emulator of functions starts a process for each that comes while another is answered.
 */
import { afterAll, beforeEach, expect, test } from 'vitest';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { ApiUnderTest } from './api-under-test.ts';

const api = new ApiUnderTest('api-bursts');
beforeEach(async () => {
  await clearFirestore();
  api.key = await api.createKey();
});
afterAll(() => api.close());

const SIZE = 50;
const atOnce = <T>(one: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: SIZE }, (_, index) => one(index)));

test('Fifty calls are booked at once, and fifty lists of them are whole', async () => {
  const booked = await atOnce((index) => api.book({ externalId: `order-${index}` }));
  expect(booked.map(({ status }) => status)).toEqual(Array(SIZE).fill(201));
  const ids = booked.map(({ json }) => json.id).sort();
  expect(new Set(ids).size).toBe(SIZE);
  const lists = await atOnce(() => api.send('GET', '/calls?limit=100'));
  for (const { status, json } of lists) {
    expect(status).toBe(200);
    expect(json.calls.map(({ id }: { id: string }) => id).sort()).toEqual(ids);
  }
});
