/** Whatever a query, a cursor, a header or a path may hold: it is refused by its name, and never our failure. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { ApiUnderTest, type Received } from './api-under-test.ts';

const api = new ApiUnderTest('api-odd-values');
let id: string;
beforeAll(async () => {
  await clearFirestore();
  api.key = await api.createKey();
  id = (await api.book()).json.id;
});
afterAll(() => api.close());

const cursorOf = (time: number | string, document: string) =>
  Buffer.from(`startsAt ${time} ${document}`).toString('base64url');
const query = (parameters: Record<string, string>) => `/calls?${new URLSearchParams(parameters)}`;

function expectNamed(answer: Received, parameter: string): void {
  expect(answer.status, answer.text).toBe(400);
  const named = answer.json.errors.map((error: { parameter: string }) => error.parameter);
  expect(new Set(named)).toEqual(new Set([parameter]));
}

describe('a time outside of the years 1 to 9999', () => {
  test.each([
    ['from', '9999-12-31T23:59:59-14:00'],
    ['to', '9999-12-31T23:59:59.999-23:59'],
    ['from', '0000-01-01T00:00:00Z'],
    ['to', '0000-12-31T00:00:00Z'],
    ['from', '0001-01-01T00:00:00+14:00'],
  ])('is refused as %s=%s, with every status', async (parameter, value) => {
    expectNamed(await api.send('GET', query({ [parameter]: value })), parameter);
    const withStatus = await api.send('GET', query({ status: 'scheduled', [parameter]: value }));
    expectNamed(withStatus, parameter);
  });

  test.each([
    ['from', '9999-12-31T23:59:59.999Z'],
    ['to', '0001-01-01T00:00:00Z'],
    ['to', '9999-12-31T23:59:59+14:00'],
  ])('begins where %s=%s ends', async (parameter, value) => {
    expect((await api.send('GET', query({ [parameter]: value }))).status).toBe(200);
  });

  test.each(['999999999999999', '253402300800000'])('is refused in a cursor: %s', async (time) => {
    expectNamed(await api.send('GET', query({ cursor: cursorOf(time, 'A'.repeat(22)) })), 'cursor');
  });

  test('ends in a cursor where the year 9999 does', async () => {
    const cursor = cursorOf('253402300799999', 'A'.repeat(22));
    expect((await api.send('GET', query({ cursor }))).status).toBe(200);
  });
});

describe('an ID that Firestore keeps for itself', () => {
  const reserved = `__${'A'.repeat(18)}__`;

  test('is that of nothing', async () => {
    const answers = await Promise.all([
      api.send('GET', `/calls/${reserved}`),
      api.send('PATCH', `/calls/${reserved}`, { json: {} }),
      api.send('DELETE', `/calls/${reserved}`),
      api.send('POST', `/calls/${reserved}/host-key`),
      api.send('GET', `/calls/${reserved}/invitation.ics`),
      api.send('GET', `/webhooks/${reserved}`),
      api.send('DELETE', `/webhooks/${reserved}`),
      api.send('POST', `/webhooks/${reserved}/secret`),
      api.send('GET', `/webhooks/${reserved}/deliveries`),
      api.send('POST', `/webhooks/deliveries/${reserved}/replay`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
  });

  test('is in no cursor', async () => {
    expectNamed(await api.send('GET', query({ cursor: cursorOf(1, reserved) })), 'cursor');
    expect((await api.send('GET', query({ cursor: cursorOf(1, `_${reserved.slice(1)}`) }))).status).toBe(400);
    expect((await api.send('GET', query({ cursor: cursorOf(1, `_A${reserved.slice(2)}`) }))).status).toBe(
      200,
    );
  });
});

describe('whatever is asked for', () => {
  const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));
  const anyTime = fc
    .tuple(
      fc.oneof(digits(4), fc.constantFrom('0000', '0001', '9999'), fc.constantFrom('-0001', '+10000')),
      fc.constantFrom('01-01', '02-29', '12-31', '13-01', '06-31'),
      fc.constantFrom('00:00:00', '23:59:59', '23:59:60', '24:00:00', '12:00'),
      fc.oneof(
        fc.constant(''),
        fc.nat().map((fraction) => `.${fraction}`),
      ),
      fc.constantFrom('Z', 'z', '', '+14:00', '-14:00', '+23:59', '-23:59', '-00:00', '+24:00'),
    )
    .map(([year, day, time, fraction, zone]) => `${year}-${day}T${time}${fraction}${zone}`);
  const someId = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9_-]{22}$/),
    fc.stringMatching(/^__[A-Za-z0-9_-]{18}__$/),
    fc.constantFrom('.', '..', '/', '', '%2F', 'A'.repeat(1_600)),
  );
  const anyCursor = fc.tuple(fc.oneof(digits(15), fc.integer().map(String)), someId);
  const junk = fc.string({ unit: 'binary', maxLength: 60 });
  // Alone, since one that is refused would hide what another does.
  const parameter = fc.oneof(
    fc.tuple(fc.constantFrom('from', 'to'), fc.oneof({ weight: 5, arbitrary: anyTime }, junk)),
    fc.tuple(
      fc.constant('cursor'),
      fc.oneof({ weight: 5, arbitrary: anyCursor.map(([time, document]) => cursorOf(time, document)) }, junk),
    ),
    fc.tuple(fc.constant('limit'), fc.oneof(fc.double().map(String), junk)),
    fc.tuple(fc.constant('status'), junk),
    fc.tuple(fc.constant('externalId'), fc.string({ unit: 'binary', maxLength: 250 })),
  );

  test('in a query is found, or refused by its name', async () => {
    await fc.assert(
      fc.asyncProperty(parameter, async ([name, value]) => {
        const answer = await api.send('GET', query({ [name]: value }));
        if (answer.status === 200) return;
        expectNamed(answer, name);
      }),
      { numRuns: 400 },
    );
  });

  test('in a path is there or not', async () => {
    const path = fc.tuple(
      fc.constantFrom('/calls/', '/webhooks/', '/webhooks/deliveries/', '/'),
      fc.oneof(someId, junk.map(encodeURIComponent)),
      fc.constantFrom('', '/invitation.ics', '/deliveries', '/replay', '/host-key'),
    );
    await fc.assert(
      fc.asyncProperty(path, fc.constantFrom('GET', 'POST', 'DELETE'), async (parts, method) => {
        const { status, text } = await api.send(method, parts.join(''));
        // A list, when nothing is left of the path.
        expect([200, 302, 404, 405, 400, 415], text).toContain(status);
      }),
      { numRuns: 200 },
    );
  });

  test('in a header is heeded, or refused by its name', async () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary-ascii', maxLength: 300 }),
      fc.stringMatching(/^"\d{0,30}"(, ?"\d{0,5}"){0,3}$/),
      fc.constantFrom('*', 'W/"0"', '""', '\u00ff'),
    );
    const sendable = value.filter((text) => /^[\t\x20-\x7e\x80-\xff]*$/.test(text) && text === text.trim());
    await fc.assert(
      fc.asyncProperty(sendable, fc.constantFrom('If-Match', 'Idempotency-Key'), async (text, header) => {
        const [method, path, json] =
          header === 'If-Match'
            ? ['PATCH', `/calls/${id}`, {}]
            : ['POST', `/calls/${id}/host-key`, undefined];
        const answer = await api.send(method, path, { json, headers: { [header]: text } });
        expect(answer.status, answer.text).toBeLessThan(500);
        if (answer.status === 400) {
          expect(answer.json.errors[0].header.toLowerCase()).toBe(header.toLowerCase());
        }
      }),
      { numRuns: 100 },
    );
  });
});
