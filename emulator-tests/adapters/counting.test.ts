/** Starting a call when the count of one's calls is odd, or cannot be read. */
import { randomBytes } from 'node:crypto';
import {
  CREATORS,
  DEFAULT_EMPTY_TIMEOUT_SECONDS,
  expiryWhenEmpty,
  ROOM_CREATORS,
  ROOM_STAY_SECONDS,
  Time,
} from '@parley/protocol';
import { afterEach, expect, it, vi } from 'vitest';
import type { Plain } from '../../call/src/firebase/firestore-value.ts';
import { seed } from '../rules/rest-firestore.ts';
import { createPerson } from './person.ts';

const MINUTE_MS = 60_000;

afterEach(() => vi.restoreAllMocks());

/** Has somebody create a call. @param count what is stored of them by then */
async function create(count?: { readonly [key: string]: Plain }): Promise<void> {
  const { uid, store, clock, close } = await createPerson();
  if (count !== undefined) await seed(`${CREATORS}/${uid}`, count);
  const call = { emptyTimeoutSeconds: DEFAULT_EMPTY_TIMEOUT_SECONDS, schedule: null };
  const docId = randomBytes(16).toString('base64url');
  const expiresAt = expiryWhenEmpty(clock.now(), call, false);
  const { signal } = new AbortController();
  try {
    await store.commit(docId, { type: 'create', ...call, expiresAt }, { signal });
  } finally {
    await close();
  }
}

function ago(minutes: number): Time {
  return new Time(Date.now() - minutes * MINUTE_MS);
}

it('Whoever has made few calls makes another, and whoever has made none the first', async () => {
  await create();
  await create({ since: ago(30), count: 3, lastCall: 'A'.repeat(22), expiresAt: ago(-31) });
});

it.each([
  ['has no number', { count: 'many', lastCall: 'A'.repeat(22), expiresAt: ago(-1) }],
  ['counts further than this version', { count: 250, lastCall: 'A'.repeat(22), expiresAt: ago(-1) }],
  ['says more', { count: 20, lastCall: 'A'.repeat(22), expiresAt: ago(-1), region: 'eu' }],
  ['says no more than since when it counts', {}],
])('A count that %s shuts out until its hour is over, and no longer', async (_, count) => {
  await expect(create({ since: ago(59), ...count })).rejects.toMatchObject({ code: 'too-many-calls' });
  await create({ since: ago(61), ...count });
});

it('A count that does not say since when it counts is refused with a sentence', async () => {
  await expect(create({ since: 'today', count: 1 })).rejects.toMatchObject({
    name: 'CallError',
    code: 'refused',
  });
});

it.each([
  ['a used-up allowance', 'quota-exceeded', () => Response.json({}, { status: 429 })],
  ['a server in trouble', 'signaling-unreachable', () => Response.json({}, { status: 503 })],
  ['a network’s own page', 'signaling-unreachable', () => new Response('<h1>Welcome to our Wi-Fi</h1>')],
  ['no answer', 'signaling-unreachable', () => Promise.reject(new TypeError('Failed to fetch'))],
])('What keeps the count from being read is named: %s', async (_, code, answer) => {
  const real = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (...request) =>
    String(request[1]?.body).includes(`/${CREATORS}/`) && String(request[0]).endsWith(':batchGet')
      ? answer()
      : real(...request),
  );
  await expect(create()).rejects.toMatchObject({ name: 'CallError', code });
});

it('A room is counted besides, and twenty of them shut out for thirty days, from rooms alone', async () => {
  const { uid, store, clock, close } = await createPerson();
  const { signal } = new AbortController();
  const make = (roomName?: Uint8Array) => {
    const emptyTimeoutSeconds = roomName ? ROOM_STAY_SECONDS : DEFAULT_EMPTY_TIMEOUT_SECONDS;
    const call = { emptyTimeoutSeconds, schedule: null, ...(roomName && { roomName }) };
    const expiresAt = expiryWhenEmpty(clock.now(), call, false);
    const docId = randomBytes(16).toString('base64url');
    return store.commit(docId, { type: 'create', ...call, expiresAt }, { signal });
  };
  const counted = (sinceMinutes: number) =>
    seed(`${ROOM_CREATORS}/${uid}`, {
      ...{ since: ago(sinceMinutes), count: 20, lastCall: 'A'.repeat(22) },
      expiresAt: ago(sinceMinutes - 30 * 24 * 60 - 1),
    });
  try {
    await make(Uint8Array.of(1));
    await make(Uint8Array.of(1));
    await counted(29 * 24 * 60);
    await expect(make(Uint8Array.of(1))).rejects.toMatchObject({ code: 'too-many-rooms' });
    await make();
    await counted(30 * 24 * 60 + 1);
    await make(Uint8Array.of(1));
  } finally {
    await close();
  }
});
