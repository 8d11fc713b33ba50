/** What the API does not take, and how it says so. Each refusal stands beside a twin that is taken. */
import { GrpcStatus } from 'firebase-admin/firestore';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problem as problemSchema } from '../../functions/src/http/problem-schema.ts';
import { ApiUnderTest, HOUR_MS, MINUTE_MS, type Received } from './api-under-test.ts';

const api = new ApiUnderTest('api-refusals');
beforeAll(async () => {
  api.key = await api.createKey();
});
afterAll(() => api.close());

const DAY_MS = 24 * HOUR_MS;

function expectProblem(answer: Received, status: number, type: string): void {
  expect([answer.status, answer.json.type]).toEqual([status, `/api/v1/reference#${type}`]);
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  expect(() => problemSchema.parse(answer.json)).not.toThrow();
}

describe('a field that is wrong is named', () => {
  test.each<[string, object, readonly string[]]>([
    ['unknown', { colour: 'red' }, ['#/colour']],
    ['unknown within another', { host: { nmae: 'Ada' } }, ['#/host/nmae']],
    ['two that are unknown', { a: 1, 'b/c': 2 }, ['#/a', '#/b~1c']],
    ['a start without an offset', { startsAt: '2027-01-15T09:30:00' }, ['#/startsAt']],
    ['a day that there is not', { startsAt: '2027-02-30T09:30:00Z' }, ['#/startsAt']],
    ['a number for a time', { startsAt: 1_800_000_000_000 }, ['#/startsAt']],
    ['a start in the past', { startsAt: new Date(Date.now() - MINUTE_MS).toISOString() }, ['#/startsAt']],
    ['neither end nor length', { durationMinutes: undefined }, ['#/endsAt']],
    [
      'both end and length',
      { endsAt: new Date(Date.now() + 2 * HOUR_MS).toISOString() },
      ['#/durationMinutes'],
    ],
    [
      'an end before the start',
      { durationMinutes: undefined, endsAt: new Date(Date.now() + 30 * MINUTE_MS).toISOString() },
      ['#/endsAt'],
    ],
    [
      'an end less than a minute after the start',
      { durationMinutes: undefined, endsAt: new Date(Date.now() + HOUR_MS + 59_000).toISOString() },
      ['#/endsAt'],
    ],
    ['no length', { durationMinutes: 0 }, ['#/durationMinutes']],
    ['a length with a fraction', { durationMinutes: 1.5 }, ['#/durationMinutes']],
    ['more than a day', { durationMinutes: 1441 }, ['#/durationMinutes']],
    [
      'an end more than a day later',
      { durationMinutes: undefined, endsAt: new Date(Date.now() + 26 * HOUR_MS).toISOString() },
      ['#/endsAt'],
    ],
    [
      'more than a year ahead',
      { startsAt: new Date(Date.now() + 366 * DAY_MS).toISOString() },
      ['#/startsAt'],
    ],
    ['an unknown zone', { timeZone: 'Europe/Atlantis' }, ['#/timeZone']],
    ['an offset for a zone', { timeZone: '+02:00' }, ['#/timeZone']],
    ['a title of two lines', { title: 'One\r\nTwo' }, ['#/title']],
    ['a long title', { title: 'x'.repeat(121) }, ['#/title']],
    ['a bad e-mail address', { guest: { email: 'grace' } }, ['#/guest/email']],
    [
      'an e-mail address of two lines',
      { guest: { email: 'grace@example.com\nBcc: eve@example.com' } },
      ['#/guest/email'],
    ],
    ['an e-mail address without a domain', { guest: { email: 'grace@localhost' } }, ['#/guest/email']],
    ['a list for a person', { guest: [] }, ['#/guest']],
    ['null for a person', { guest: null }, ['#/guest']],
    ['an unknown admission', { admission: 'nobody' }, ['#/admission']],
    ['too early an entry', { earlyEntryMinutes: 61 }, ['#/earlyEntryMinutes']],
    ['too short an empty timeout', { emptyTimeoutSeconds: 59 }, ['#/emptyTimeoutSeconds']],
    ['an empty external ID', { externalId: '' }, ['#/externalId']],
    ['a number in metadata', { metadata: { a: 1 } }, ['#/metadata/a']],
    ['too long a value in metadata', { metadata: { a: 'x'.repeat(501) } }, ['#/metadata/a']],
    ['a strange name in metadata', { metadata: { 'a b': 'x' } }, ['#/metadata/a%20b']],
    [
      'too many entries in metadata',
      { metadata: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`n${i}`, ''])) },
      ['#/metadata'],
    ],
    ['several at once', { title: 5, admission: 'x', colour: 1 }, ['#/title', '#/admission', '#/colour']],
    [
      'what depends on the time and on the key beside what is wrong in itself',
      {
        title: 5,
        startsAt: new Date(Date.now() - MINUTE_MS).toISOString(),
        hostLink: { displayName: '', returnUrl: 'https://booking.example/' },
        guestLink: { skipLobby: true },
      },
      ['#/title', '#/hostLink/displayName', '#/startsAt', '#/hostLink/returnUrl', '#/guestLink/skipLobby'],
    ],
    [
      'a start in the past beside a length that is none',
      { startsAt: new Date(Date.now() - MINUTE_MS).toISOString(), durationMinutes: 0 },
      ['#/durationMinutes', '#/startsAt'],
    ],
    [
      'a start in the past and no end',
      { startsAt: new Date(Date.now() - MINUTE_MS).toISOString(), durationMinutes: undefined },
      ['#/startsAt', '#/endsAt'],
    ],
    [
      'no end beside another field',
      { durationMinutes: undefined, metadata: { a: 1 } },
      ['#/metadata/a', '#/endsAt'],
    ],
    [
      'a start that is no time, and no guess at an end because of it',
      {
        startsAt: 'soon',
        durationMinutes: undefined,
        endsAt: new Date(Date.now() + 90 * HOUR_MS).toISOString(),
      },
      ['#/startsAt'],
    ],
  ])('%s', async (_, fields, pointers) => {
    const answer = await api.book(fields);
    expectProblem(answer, 400, 'invalid-request');
    expect(answer.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
    for (const { detail } of answer.json.errors) expect(detail).toMatch(/^(is|must|cannot) /);
  });

  test.each<[string, object]>([
    ['as long as can be', { durationMinutes: 1440 }],
    [
      'as far ahead as can be',
      { startsAt: new Date(Date.now() + 366 * DAY_MS - 31 * MINUTE_MS).toISOString() },
    ],
    ['in a second that has just passed', { startsAt: new Date(Date.now() - 1_000).toISOString() }],
    ['with the longest title', { title: 'x'.repeat(120) }],
    ['in a zone under its old name', { timeZone: 'Asia/Calcutta' }],
    [
      'with small letters in its time',
      { startsAt: new Date(Date.now() + HOUR_MS).toISOString().toLowerCase() },
    ],
    ['for people without names', { host: {}, guest: { email: 'grace@example.com' } }],
    ['that opens when it starts', { earlyEntryMinutes: 0 }],
    ['that opens an hour before', { earlyEntryMinutes: 60 }],
    ['that outlives its people by a minute', { emptyTimeoutSeconds: 60 }],
    ...[
      'r&d@example.com',
      'a!b@example.com',
      'a/b=c@example.com',
      'ada%x@example.com',
      'ada+work@example.com',
      'jörg@example.com',
      'ada@exämple.com',
      '用户@例子.广告',
    ].map((email): [string, object] => [`for ${email}`, { guest: { email } }]),
    [
      'with much metadata',
      { metadata: Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`n${i}`, ''])) },
    ],
  ])('but a call %s is taken', async (_, fields) => {
    expect((await api.book(fields)).status).toBe(201);
  });

  test('in a change too, and nothing changes then', async () => {
    const { json } = await api.book();
    const change = (fields: object) => api.send('PATCH', `/calls/${json.id}`, { json: fields });
    const refused = [
      await change({ colour: 'red' }),
      await change({ startsAt: api.at(-HOUR_MS) }),
      await change({ endsAt: json.startsAt }),
      await change({ title: null }),
      await change({ admission: 'ask', startsAt: api.at(-HOUR_MS), guestLink: { skipLobby: true } }),
    ];
    expect(
      refused.map((answer) => answer.json.errors.map(({ pointer }: { pointer: string }) => pointer)),
    ).toEqual([
      ['#/colour'],
      ['#/startsAt'],
      ['#/endsAt'],
      ['#/title'],
      ['#/startsAt', '#/admission', '#/guestLink/skipLobby'],
    ]);
    expect((await api.send('GET', `/calls/${json.id}`)).json).toEqual(json);
  });

  test.each([
    ['/calls?limit=0', 'limit'],
    ['/calls?limit=101', 'limit'],
    ['/calls?limit=ten', 'limit'],
    ['/calls?limit=0x10', 'limit'],
    ['/calls?limit=%2010', 'limit'],
    ['/calls?limit=1e1', 'limit'],
    ['/calls?cursor=', 'cursor'],
    ['/calls?limit=1&limit=2', 'limit'],
    ['/calls?status=late', 'status'],
    ['/calls?from=yesterday', 'from'],
    ['/calls?updatedSince=yesterday', 'updatedSince'],
    ['/calls?updatedSince=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00Z', 'updatedSince'],
    ['/calls?cursor=AAAA', 'cursor'],
    ['/calls?colour=red', 'colour'],
    ['/calls/aaaaaaaaaaaaaaaaaaaaaa?colour=red', 'colour'],
    ['/openapi.json?colour=red', 'colour'],
  ])('in a query: %s', async (path, parameter) => {
    const answer = await api.send('GET', path);
    expectProblem(answer, 400, 'invalid-request');
    expect(answer.json.errors).toEqual([{ parameter, detail: expect.any(String) }]);
  });

  test('in a list that would end before it begins, both of its ends', async () => {
    const list = (from: string, to: string) => api.send('GET', `/calls?from=${from}&to=${to}`);
    const [earlier, later] = ['2027-01-01T00:00:00Z', '2027-01-01T00:00:01Z'];
    const answer = await list(later, earlier);
    expectProblem(answer, 400, 'invalid-request');
    expect(answer.json.errors).toMatchObject([{ parameter: 'from' }, { parameter: 'to' }]);
    for (const from of [earlier, later]) expect((await list(from, later)).status).toBe(200);
  });

  test('in another guest link too, what its key does not allow beside the rest', async () => {
    const { json } = await api.book();
    const renew = (fields: object) => api.send('POST', `/calls/${json.id}/guest-link`, { json: fields });
    const refused = await renew({ guest: { name: 5 }, guestLink: { skipLobby: true } });
    expect(refused.json.errors).toMatchObject([
      { pointer: '#/guest/name' },
      { pointer: '#/guestLink/skipLobby' },
    ]);
    expect((await renew({ guest: { name: 'Eve' }, guestLink: { skipLobby: false } })).status).toBe(200);
  });

  test('each of a query, a header and a body at once', async () => {
    const path = `/calls/${'a'.repeat(22)}?erase=perhaps&colour=red&erase=true&size=5`;
    const answer = await api.send('DELETE', path, { headers: { 'If-Match': '0' } });
    expectProblem(answer, 400, 'invalid-request');
    const detail = expect.any(String);
    expect(answer.json.errors).toEqual([
      { parameter: 'colour', detail },
      { parameter: 'size', detail },
      { parameter: 'erase', detail },
      { header: 'if-match', detail },
    ]);
    const booked = await api.send('POST', '/calls?colour=red', { json: { title: 5, durationMinutes: 30 } });
    expect(booked.json.errors).toEqual([
      { parameter: 'colour', detail },
      { pointer: '#/title', detail },
    ]);
    const listed = await api.send('GET', '/calls?colour=red&limit=0&status=late');
    expect(listed.json.errors.map(({ parameter }: { parameter: string }) => parameter)).toEqual([
      ...['colour', 'limit', 'status'],
    ]);
  });

  test('in a header', async () => {
    const answer = await api.book({}, { headers: { 'Idempotency-Key': 'two words' } });
    expectProblem(answer, 400, 'invalid-request');
    expect(answer.json.errors).toEqual([{ header: 'idempotency-key', detail: expect.any(String) }]);
  });
});

describe('a body', () => {
  const post = (body: BodyInit, type: string | null = 'application/json') =>
    api.send('POST', '/calls', { body, headers: type === null ? {} : { 'Content-Type': type } });
  const valid = () => JSON.stringify({ startsAt: api.at(HOUR_MS), durationMinutes: 30 });

  test.each(['', '{', "{'startsAt': 1}", '{"a":1}}', '\u0000', '{"a":1,}', '{"__proto__": {}}'])(
    'that is not JSON is refused: %j',
    async (body) => expectProblem(await post(body), 400, 'not-json'),
  );

  test('that has half of a surrogate pair is refused, in a text and in a name, and a whole one is taken', async () => {
    const titled = (title: string) => valid().replace('{', `{"title":"${title}",`);
    expectProblem(await post(titled('\\ud83d')), 400, 'not-json');
    expectProblem(await post(valid().replace('{', '{"metadata":{"\\ude00":"a"},')), 400, 'not-json');
    expect((await post(titled('\\ud83d\\ude00'))).json).toMatchObject({ title: '😀' });
  });

  test('that is not UTF-8 is refused', async () => {
    expectProblem(await post(Buffer.from('{"title":"\xff"}', 'latin1')), 400, 'not-json');
  });

  test.each(['null', '5', '"text"', '[]'])('that is no object is refused: %s', async (body) => {
    const answer = await post(body);
    expectProblem(answer, 400, 'invalid-request');
    expect(answer.json.errors).toEqual([{ pointer: '#', detail: 'must be of the type object' }]);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=latin1',
    // What is named is replaced, and not merged.
    'application/merge-patch+json',
    'application/xml',
  ])('of another type is refused: %s', async (type) =>
    expectProblem(await post(valid(), type), 415, 'not-json-type'),
  );

  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    'is taken as %s',
    async (type) => expect((await post(valid(), type)).status).toBe(201),
  );

  test('may have 16 KB and not one byte more', async () => {
    const body = valid();
    const filled = (size: number) => body + ' '.repeat(size - body.length);
    expect((await post(filled(16_384))).status).toBe(201);
    expectProblem(await post(filled(16_385)), 413, 'body-too-large');
  });
});

describe('an address', () => {
  test.each([
    ['PUT', '/calls', 'POST, GET, HEAD'],
    ['DELETE', '/calls', 'POST, GET, HEAD'],
    ['OPTIONS', '/calls', 'POST, GET, HEAD'],
    ['POST', '/calls/aaaaaaaaaaaaaaaaaaaaaa', 'GET, HEAD, PATCH, DELETE'],
    ['GET', '/calls/aaaaaaaaaaaaaaaaaaaaaa/host-key', 'POST'],
    ['PROPFIND', '/openapi.json', 'GET, HEAD'],
  ])('does not take %s at %s, and says what it takes', async (method, path, allowed) => {
    const answer = await api.send(method, path);
    expectProblem(answer, 405, 'method-not-allowed');
    expect(answer.headers.get('Allow')).toBe(allowed);
  });

  test.each([
    '/calls/',
    '/calls/short',
    '/calls/aaaaaaaaaaaaaaaaaaaaaa/',
    '/Calls',
    '/calls/..%2f..%2f',
    '/call',
  ])('that there is not: %s', async (path) => expectProblem(await api.send('GET', path), 404, 'not-found'));

  test.each(['', '/'])('leads to the reference where it says nothing more: %j', async (path) => {
    const answer = await api.send('GET', path, { key: null });
    expect([answer.status, answer.headers.get('Location')]).toEqual([302, '/api/v1/reference']);
  });

  test('takes HEAD where it takes GET', async () => {
    const { json } = await api.book();
    const answer = await api.send('HEAD', `/calls/${json.id}`);
    expect([answer.status, answer.headers.get('ETag')]).toEqual([200, '"0"']);
  });
});

test('When the database does not answer, it says so and when to come back', async () => {
  const unavailable = () => {
    throw Object.assign(new Error('14 UNAVAILABLE: bookings/secret-name'), { code: GrpcStatus.UNAVAILABLE });
  };
  const without = new ApiUnderTest(
    'api-unavailable',
    (firestore) => new Proxy(firestore, { get: unavailable }),
  );
  const answer = await without.send('GET', '/calls', { key: api.key });
  expectProblem(answer, 503, 'unavailable');
  expect(answer.headers.get('Retry-After')).toBe('5');
  expect(JSON.stringify(without.logged)).not.toContain('secret-name');
  await without.close();
});
