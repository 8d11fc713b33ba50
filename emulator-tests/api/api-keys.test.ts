/** Who may ask: keys, scopes, teams, limits. */
import { createHash } from 'node:crypto';
import type { Firestore } from 'firebase-admin/firestore';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { isValid } from '../../functions/src/keys/api-key.ts';
import { ApiKeyError } from '../../functions/src/keys/api-key-register.ts';
import { createApiKeyText, parseApiKeyText } from '../../functions/src/keys/api-key-text.ts';
import { sweep } from '../../functions/src/sweep/sweep.ts';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { ApiUnderTest, HOUR_MS, MINUTE_MS } from './api-under-test.ts';

const api = new ApiUnderTest('api-keys');
beforeEach(async () => {
  await clearFirestore();
  api.clockAheadMs = 0;
  api.key = await api.createKey();
});
afterAll(() => api.close());

const idOf = (text: string) => parseApiKeyText(text)?.id ?? '';
const statusWith = async (key: string | null) => (await api.send('GET', '/calls', { key })).status;

describe('a request is refused', () => {
  test.each<[string, string]>([
    ['no key', ''],
    ['another scheme', 'Basic cGFybGV5Og=='],
    ['an empty key', 'Bearer '],
    ['nonsense', 'Bearer hello'],
  ])('with %s', async (_, authorization) => {
    const answer = await api.send('GET', '/calls', {
      key: null,
      headers: authorization === '' ? {} : { Authorization: authorization },
    });
    expect([answer.status, answer.json.type]).toEqual([401, '/api/v1/reference#unauthorized']);
    expect(answer.headers.get('WWW-Authenticate')).toMatch(/^Bearer/);
  });

  test('with a key that differs in its secret, whatever its checksum', async () => {
    const stored = api.firestore.collection('apiKeys').doc(idOf(api.key));
    await stored.update({ hash: createHash('sha256').update('another secret').digest() });
    expect(await statusWith(api.key)).toBe(401);
  });

  test('with a key that nobody made', async () => {
    await api.firestore.collection('apiKeys').doc(idOf(api.key)).delete();
    expect(await statusWith(api.key)).toBe(401);
  });

  test('alike for each of these, so that nothing is learnt about keys', async () => {
    const unknown = await api.createKey();
    await api.firestore.collection('apiKeys').doc(idOf(unknown)).delete();
    const mistyped = `${api.key.slice(0, -1)}${api.key.endsWith('0') ? '1' : '0'}`;
    const answers = await Promise.all([unknown, mistyped].map((key) => api.send('GET', '/calls', { key })));
    expect(answers[0]?.text).toBe(answers[1]?.text);
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  });
});

test('Keys that nobody made cost a bounded number of reads, and no known key its place', async () => {
  expect(await statusWith(api.key)).toBe(200);
  let reads = 0;
  const counted = new ApiUnderTest('api-keys-counted', (firestore) =>
    readsCounted(firestore, () => {
      reads += 1;
    }),
  );
  const status = async (key: string) => (await counted.send('GET', '/calls', { key })).status;
  expect(await status(api.key)).toBe(200);
  reads = 0;
  const guesses = Array.from({ length: 200 }, () => createApiKeyText().text);
  const answers = await Promise.all(guesses.map(status));
  // And one of the keys that there are.
  expect(reads).toBeLessThanOrEqual(61);
  expect(new Set(answers)).toEqual(new Set([401, 429]));
  expect(await status(await api.createKey())).toBe(429);
  // Known for longer than it is remembered.
  counted.clockAheadMs = 31_000;
  expect(await status(api.key)).toBe(200);
  counted.clockAheadMs = 62_000;
  expect(await status(createApiKeyText().text)).toBe(401);
  await counted.close();
});

/** @param onRead told of each key that is looked for */
function readsCounted(firestore: Firestore, onRead: () => void): Firestore {
  return new Proxy(firestore, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name !== 'collection') return typeof value === 'function' ? value.bind(target) : value;
      return (path: string) => {
        if (path === 'apiKeys') onRead();
        return target.collection(path);
      };
    },
  });
}

describe('a key', () => {
  test('may be written with any case of Bearer', async () => {
    const answer = await api.send('GET', '/calls', {
      key: null,
      headers: { Authorization: `bearer  ${api.key}` },
    });
    expect(answer.status).toBe(200);
  });

  test('that is revoked works for less than a minute more', async () => {
    expect(await statusWith(api.key)).toBe(200);
    await api.keys.revoke(idOf(api.key));
    api.clockAheadMs = 60_000;
    expect(await statusWith(api.key)).toBe(401);
  });

  test('works until it expires', async () => {
    const validUntil = api.clock() + HOUR_MS;
    const { text } = await api.keys.create({
      name: 'Short',
      team: 'sales',
      scopes: ['read'],
      requestsPerMinute: 100,
      validUntil,
    });
    expect(await statusWith(text)).toBe(200);
    api.clockAheadMs = HOUR_MS;
    expect(await statusWith(text)).toBe(401);
  });

  test('that is rotated works on for the time of grace, and so does the new one after it', async () => {
    const { text, key } = await api.keys.rotate(idOf(api.key), HOUR_MS);
    expect(key).toMatchObject({ team: 'sales', name: 'Test', scopes: ['read', 'write'] });
    expect([await statusWith(api.key), await statusWith(text)]).toEqual([200, 200]);
    api.clockAheadMs = HOUR_MS;
    expect([await statusWith(api.key), await statusWith(text)]).toEqual([401, 200]);
    await expect(api.keys.rotate(idOf(api.key), HOUR_MS)).rejects.toThrow(ApiKeyError);
  });

  test('is stored as its hash only', async () => {
    const stored = await api.firestore.collection('apiKeys').doc(idOf(api.key)).get();
    const text = JSON.stringify(stored.data());
    expect(text).not.toContain(api.key.slice(17, 30));
    expect(stored.get('hash')).toEqual(createHash('sha256').update(api.key).digest());
  });

  test('shows when it was last used, to some minutes', async () => {
    const lastUse = async () => (await api.keys.list('sales'))[0]?.lastUsedAt ?? 0;
    expect(await lastUse()).toBe(0);
    await statusWith(api.key);
    const first = await lastUse();
    expect(first).toBeGreaterThan(api.clock() - MINUTE_MS);
    await statusWith(api.key);
    expect(await lastUse()).toBe(first);
    api.clockAheadMs = 6 * MINUTE_MS;
    await statusWith(api.key);
    expect(await lastUse()).toBeGreaterThan(first);
  });

  test('is listed for 90 days after its end, and then swept', async () => {
    await api.keys.revoke(idOf(api.key));
    const sweepAfter = (days: number) => {
      const now = api.clock() + days * 24 * HOUR_MS;
      return sweep(api.firestore, { clock: () => now, deadlineAt: now + 60_000 });
    };
    await sweepAfter(89);
    const [listed] = await api.keys.list();
    expect(listed && isValid(listed, api.clock())).toBe(false);
    await sweepAfter(91);
    expect(await api.keys.list()).toEqual([]);
  });
});

describe('what a key allows', () => {
  test('reading alone neither changes anything nor shows the host’s link', async () => {
    const { json } = await api.book();
    const read = { key: await api.createKey({ scopes: ['read'] }) };
    const refused = await Promise.all([
      api.book({}, read),
      api.send('PATCH', `/calls/${json.id}`, { ...read, json: { title: 'x' } }),
      api.send('DELETE', `/calls/${json.id}`, read),
      api.send('POST', `/calls/${json.id}/host-key`, read),
      api.send('GET', `/calls/${json.id}/invitation.ics?for=host`, read),
      api.send('GET', `/calls/${json.id}/invitation.eml?for=host`, read),
      api.send('POST', `/calls/${json.id}/end`, read),
      api.send('POST', `/calls/${json.id}/guest-link`, { ...read, json: {} }),
      api.send('POST', '/calls/batch', { ...read, json: { calls: [{}] } }),
    ]);
    for (const answer of refused) {
      expect([answer.status, answer.json.type]).toEqual([403, '/api/v1/reference#missing-scope']);
    }
    const found = await api.send('GET', `/calls/${json.id}`, read);
    expect(found.json).toEqual({ ...json, hostUrl: null });
    expect((await api.send('GET', `/calls/${json.id}/invitation.ics`, read)).status).toBe(200);
    expect((await api.send('GET', '/calls', read)).text).not.toContain(json.hostUrl);
  });

  test('writing alone does not read', async () => {
    const write = { key: await api.createKey({ scopes: ['write'] }) };
    expect((await api.book({}, write)).status).toBe(201);
    expect((await api.send('GET', '/calls', write)).status).toBe(403);
  });
});

describe('a limit', () => {
  test('counts each request, says what is left, and when to come back', async () => {
    // Away from the end of a window.
    api.clockAheadMs = 2 * MINUTE_MS - (Date.now() % MINUTE_MS);
    const key = await api.createKey({ requestsPerMinute: 5 });
    const answers = [];
    for (let i = 0; i < 7; i += 1) answers.push(await api.send('GET', '/calls', { key }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const left = answers.map(({ headers }) => /r=(\d+);t=(\d+)/.exec(headers.get('RateLimit') ?? '')?.[1]);
    expect(left).toEqual(['4', '3', '2', '1', '0', '0', '0']);
    expect(answers[0]?.headers.get('RateLimit-Policy')).toBe('"per-key";q=5;w=60');
    const retryAfter = Number(answers[6]?.headers.get('Retry-After'));
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(60);
    expect(answers[6]?.json.type).toBe('/api/v1/reference#too-many-requests');
    api.clockAheadMs += retryAfter * 1_000;
    expect((await api.send('GET', '/calls', { key })).status).toBe(200);
  });

  test('holds for all instances together, and for requests that come at once', async () => {
    api.clockAheadMs = 2 * MINUTE_MS - (Date.now() % MINUTE_MS);
    const other = new ApiUnderTest('api-keys-other-instance');
    other.clockAheadMs = api.clockAheadMs;
    const key = await api.createKey({ requestsPerMinute: 60 });
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => (i % 2 ? api : other).send('GET', '/calls', { key })),
    );
    const counted = answers.filter(({ status }) => status === 200).length;
    expect(counted).toBe(60);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(100 - counted);
    await other.close();
  });

  test('of one key is not another’s', async () => {
    const [one, two] = [
      await api.createKey({ requestsPerMinute: 1 }),
      await api.createKey({ requestsPerMinute: 1 }),
    ];
    expect(await statusWith(one)).toBe(200);
    expect(await statusWith(two)).toBe(200);
  });
});
