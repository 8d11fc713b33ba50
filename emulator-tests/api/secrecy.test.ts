/** Who learns what: logs, browsers, and the holders of either link. */
import { parseCallAddress } from '@parley/protocol';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { claimHost } from '../../functions/src/host/claim-host.ts';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { commitAs, getAs, ROOT, requestAs } from '../rules/rest-firestore.ts';
import { ApiUnderTest } from './api-under-test.ts';

const api = new ApiUnderTest('api-secrecy');
beforeEach(async () => {
  await clearFirestore();
  api.logged.length = 0;
  api.key = await api.createKey({ team: 'canary-team' });
});
afterAll(() => api.close());

describe('what is logged', () => {
  test('names the operation and the outcome, and neither a key, a link, a name nor a call', async () => {
    const printed: unknown[] = [];
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      vi.spyOn(console, method).mockImplementation((...values) => {
        printed.push(values);
      });
    }
    const headers = { 'Idempotency-Key': 'canary-idempotency' };
    const fields = {
      title: 'canary-title',
      host: { name: 'canary-name', email: 'canary@example.com' },
      externalId: 'canary-external',
      metadata: { canary: 'canary-value' },
    };
    const { json } = await api.book(fields, { headers });
    await api.send('PATCH', `/calls/${json.id}`, { json: { title: 'canary-title-2' } });
    await api.send('PATCH', `/calls/${json.id}`, { json: { 'canary-field': 'canary-value' } });
    await api.send('GET', '/calls?externalId=canary-external');
    await api.send('GET', `/calls/${json.id}/invitation.ics?for=host`);
    await api.send('POST', '/calls', { body: '{"canary', headers: { 'Content-Type': 'application/json' } });
    await api.send('GET', `/canary/${json.id}`);
    await api.send('GET', '/calls', { key: `${api.key}x` });
    // Something breaks within: what is stored cannot be read.
    await api.firestore
      .collection('bookings')
      .doc(json.id)
      .update({ sealed: Buffer.from('canary') });
    expect((await api.send('GET', `/calls/${json.id}`)).status).toBe(500);
    await api.firestore.collection('calls').doc(json.id).delete();
    vi.restoreAllMocks();

    const all = JSON.stringify([api.logged, printed]);
    const secrets = [json.joinUrl, json.hostUrl].flatMap(
      (url: string) => url.split('#')[1]?.split(/[.-]/) ?? [],
    );
    for (const secret of ['canary', json.id, api.key, api.key.slice(7, 17), ...secrets]) {
      expect(all.toLowerCase()).not.toContain(secret.toLowerCase());
    }
    expect(api.logged.map(({ operation, status }) => [operation, status])).toEqual([
      ['createCall', 201],
      ['updateCall', 200],
      ['updateCall', 400],
      ['listCalls', 200],
      ['getInvitation', 200],
      ['createCall', 400],
      [null, 404],
      ['listCalls', 401],
      ['getCall', 500],
    ]);
    expect(api.logged.at(-1)?.failure?.stack.join()).toContain('sealed-json');
  });
});

describe('a browser', () => {
  test('may neither read nor write what is the server’s, signed in or not', async () => {
    const { json } = await api.book({}, { headers: { 'Idempotency-Key': 'once' } });
    const collections = (await api.firestore.listCollections())
      .map(({ id }) => id)
      .filter((id) => id !== 'calls');
    expect(collections.toSorted()).toEqual(['apiKeys', 'bookings', 'idempotencyKeys', 'rateLimits']);
    for (const person of [null, { uid: 'somebody' }]) {
      for (const collection of collections) {
        const [document] = await api.firestore.collection(collection).listDocuments();
        const path = `${collection}/${document?.id}`;
        const read = [await getAs(person, path), await getAs(person, collection)];
        const query = { structuredQuery: { from: [{ collectionId: collection }] } };
        const queried = await requestAs(person, ':runQuery', query);
        const update = { name: `${ROOT}/${path}`, fields: { team: { stringValue: 'mine' } } };
        const created = { ...update, name: `${ROOT}/${collection}/new` };
        const written = [
          await commitAs(person, { update }),
          await commitAs(person, { update: created }),
          await commitAs(person, { delete: update.name }),
        ];
        expect([collection, ...read, queried, ...written]).toEqual([collection, ...Array(6).fill('refused')]);
      }
    }
    // The twin: the call itself is for whoever knows its ID.
    expect(await getAs({ uid: 'somebody' }, `calls/${json.id}`)).toBe('accepted');
  });
});

describe('the host link', () => {
  const claim = (url: string, docId: string) => {
    const { hostKey } = parseCallAddress(url);
    if (hostKey === undefined) return Promise.resolve(false);
    return claimHost(api.firestore, { docId, hostKey }, 'ada', Date.now());
  };

  test('makes whoever has it the host, until there is another; the join link never does', async () => {
    const { json } = await api.book();
    expect(await claim(json.joinUrl, json.id)).toBe(false);
    expect(await claim(json.hostUrl, json.id)).toBe(true);
    const rotated = await api.send('POST', `/calls/${json.id}/host-key`);
    expect(await claim(json.hostUrl, json.id)).toBe(false);
    expect(await claim(rotated.json.hostUrl, json.id)).toBe(true);
  });

  test('stays when the call is moved', async () => {
    const { json } = await api.book();
    const moved = await api.send('PATCH', `/calls/${json.id}`, { json: { durationMinutes: 45 } });
    expect(moved.json.hostUrl).toBe(json.hostUrl);
    expect(await claim(json.hostUrl, json.id)).toBe(true);
  });
});
