import { expect, test } from 'vitest';
import type { Booking } from '../bookings/booking.ts';
import type { Bookings } from '../bookings/bookings.ts';
import { createBooking } from '../bookings/testing/bookings.ts';
import { Problem } from '../http/problem.ts';
import type { ApiKey } from '../keys/api-key.ts';
import { type CallHandlersDependencies, createCallHandlers } from './call-handlers.ts';

const key: ApiKey = {
  ...{ id: 'key', name: 'Test', team: 'sales', scopes: ['write'], requestsPerMinute: 60, returnOrigins: [] },
  maySkipLobby: false,
  ...{ createdAt: 0, validUntil: null, revokedAt: null, lastUsedAt: null },
};

/** Books several calls where the database gives up. */
async function bookSeveral(count: number, countRequest: CallHandlersDependencies['countRequest']) {
  const logged: unknown[] = [];
  const handlers = createCallHandlers({
    clock: Date.now,
    countRequest,
    log: (entry: unknown) => logged.push(entry),
    idempotency: {
      find: async () => [],
      once: (_: unknown, perform: (record: unknown) => unknown) => perform(() => {}),
    },
    bookings: {
      create: async () => {
        throw new TypeError('It names a document');
      },
    },
  } as unknown as CallHandlersDependencies);
  const calls = Array.from({ length: count }, () => ({ durationMinutes: 30 }));
  const request = { id: '', query: {}, headers: {}, body: { calls }, rawBody: new Uint8Array() };
  const answer = await handlers.createCalls(request as never, key);
  return { answer, results: JSON.parse(answer.body ?? '').results, logged };
}

test('What fails for one call of several is logged, and not what it says', async () => {
  const { results, logged } = await bookSeveral(2, async () => ({}));
  expect(results).toMatchObject([{ status: 500 }, { status: 500 }]);
  expect(logged).toMatchObject([
    { operation: 'createCalls', status: 500, failure: { name: 'TypeError' } },
    { operation: 'createCalls', status: 500, failure: { name: 'TypeError' } },
  ]);
  expect(JSON.stringify(logged)).not.toContain('names a document');
});

test('The whole says when to come again, and where the limit stands by its last call', async () => {
  let left = 1;
  const { answer, results, logged } = await bookSeveral(3, async () => {
    if (left === 0) throw new Problem('too-many-requests', { headers: { 'Retry-After': '42' } });
    left -= 1;
    return { RateLimit: `"per-key";r=${left};t=42` };
  });
  expect(results).toMatchObject([{ status: 500 }, { status: 500 }, { status: 429 }]);
  expect(answer.headers).toMatchObject({ 'Retry-After': '42', RateLimit: '"per-key";r=0;t=42' });
  expect(logged).toHaveLength(2);
});

test.each([
  ['createCall', 201],
  ['createCalls', 200],
  ['renewGuestLink', 200],
] as const)(
  'What was answered before is told again, whatever the key allows by now: %s',
  async (operation, status) => {
    const first = { status, headers: {}, body: '{"id":"first"}' };
    const idempotency = {
      isKnown: true,
      find: async () => (idempotency.isKnown ? [() => first] : []),
      once: (_: unknown, perform: (record: unknown) => unknown) =>
        idempotency.isKnown ? first : perform(() => {}),
    };
    const handlers = createCallHandlers({
      clock: Date.now,
      idempotency,
    } as unknown as CallHandlersDependencies);
    const call = {
      durationMinutes: 30,
      guestLink: { skipLobby: true, returnUrl: 'https://booking.example/' },
    };
    const body = operation === 'createCalls' ? { calls: [call] } : call;
    const ask = async () =>
      handlers[operation]({ id: '', query: {}, headers: {}, body, rawBody: new Uint8Array() } as never, key);
    const again = JSON.stringify(await ask());
    expect(again).toContain('first');
    idempotency.isKnown = false;
    // The same with a key that is new is refused.
    const refusal = await ask().then(
      (answer) => JSON.parse(answer.body ?? '').results[0].problem,
      ({ errors }: Problem) => ({ errors }),
    );
    expect(refusal.errors).toMatchObject([
      { pointer: '#/guestLink/returnUrl' },
      { pointer: '#/guestLink/skipLobby' },
    ]);
  },
);

test('A change may say again what its key does not allow any more, and nothing else of that kind', async () => {
  const guestLink = { skipLobby: true, returnUrl: 'https://booking.example/' };
  const before = createBooking();
  const booking = { ...before, details: { ...before.details, guestLink } };
  const handlers = createCallHandlers({
    clock: Date.now,
    view: { describe: ({ details }: Booking) => details },
    bookings: {
      change: async (...[, , , change]: Parameters<Bookings['change']>) => ({
        ...booking,
        ...change(booking, booking.opensAt, false),
      }),
    },
  } as unknown as CallHandlersDependencies);
  const ask = (body: object) =>
    handlers.updateCall({ id: '', query: {}, headers: {}, body, rawBody: new Uint8Array() } as never, key);
  expect((await ask({ guestLink })).status).toBe(200);
  await expect(ask({ hostLink: guestLink })).rejects.toMatchObject({
    errors: [{ pointer: '#/hostLink/returnUrl' }, { pointer: '#/hostLink/skipLobby' }],
  });
});
