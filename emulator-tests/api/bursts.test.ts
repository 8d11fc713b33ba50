/** Fifty requests at once, as programs send them through Hosting: each is answered, and as if it were alone. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiKeyRegister } from '../../functions/src/keys/api-key-register.ts';
import { connectFirestore } from '../functions/firestore-under-test.ts';

const ORIGIN = process.env.PARLEY_ORIGIN ?? 'http://localhost:5000';
const SIZE = 50;
/** On two busy cores; what it takes on idle ones, `npm run api-bench` prints. */
const TIMEOUT_MS = 90_000;
const { firestore, close } = connectFirestore('api-bursts');
afterAll(close);

let key: string;
beforeAll(async () => {
  const chosen = { name: 'Test', team: 'bursts', requestsPerMinute: 10_000, validUntil: null };
  key = (await new ApiKeyRegister(firestore).create({ ...chosen, scopes: ['read', 'write'] })).text;
});

async function ask(path: string, booking?: object, idempotencyKey?: string) {
  const response = await fetch(`${ORIGIN}/api/v1${path}`, {
    method: booking === undefined ? 'GET' : 'POST',
    headers: {
      Authorization: `Bearer ${key}`,
      'Content-Type': 'application/json',
      ...(idempotencyKey && { 'Idempotency-Key': idempotencyKey }),
    },
    ...(booking && { body: JSON.stringify(booking) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return { status: response.status, json: await response.json() };
}

const atOnce = <T>(one: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: SIZE }, (_, i) => one(i)));
const soon = () => new Date(Date.now() + 3_600_000).toISOString();

test('Fifty calls are booked at once, and fifty lists of them are whole', {
  timeout: 2 * TIMEOUT_MS,
}, async () => {
  const booking = { startsAt: soon(), durationMinutes: 30 };
  const booked = await atOnce((index) => ask('/calls', { ...booking, externalId: `order-${index}` }));
  expect(booked.map(({ status }) => status)).toEqual(Array(SIZE).fill(201));
  const ids = booked.map(({ json }) => json.id).sort();
  expect(new Set(ids).size).toBe(SIZE);
  const lists = await atOnce(() => ask('/calls?limit=100'));
  for (const { status, json } of lists) {
    expect(status).toBe(200);
    expect(json.calls.map(({ id }: { id: string }) => id).sort()).toEqual(ids);
  }
});

test('Fifty repetitions at once are one call', { timeout: TIMEOUT_MS }, async () => {
  const booking = { startsAt: soon(), durationMinutes: 30, externalId: 'repeated' };
  const answers = await atOnce(() => ask('/calls', booking, 'order-4711'));
  expect(answers.map(({ status }) => status)).toEqual(Array(SIZE).fill(201));
  for (const { json } of answers) expect(json).toEqual(answers[0]?.json);
  expect((await ask('/calls?externalId=repeated')).json.calls).toHaveLength(1);
});
