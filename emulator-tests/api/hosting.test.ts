/** The API as programs reach it: through Hosting's rewrite, and the Functions runtime before it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiKeyRegister } from '../../functions/src/keys/api-key-register.ts';
import { connectFirestore } from '../functions/firestore-under-test.ts';

const ORIGIN = process.env.PARLEY_ORIGIN ?? 'http://localhost:5000';
const { firestore, close } = connectFirestore('api-hosting');
let key: string;
beforeAll(async () => {
  const chosen = { name: 'Test', team: 'hosting', requestsPerMinute: 1_000, validUntil: null };
  key = (await new ApiKeyRegister(firestore).create({ ...chosen, scopes: ['read', 'write'] })).text;
});
afterAll(close);

function send(method: string, path: string, body?: string, type = 'application/json'): Promise<Response> {
  return fetch(`${ORIGIN}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'Content-Type': type }) },
    ...(body === undefined ? {} : { body }),
  });
}

const newCall = (fields: object = {}) =>
  JSON.stringify({
    startsAt: new Date(Date.now() + 3_600_000).toISOString(),
    durationMinutes: 30,
    ...fields,
  });

describe('through Hosting', () => {
  test('a call is booked, looked up, moved and cancelled', async () => {
    const booked = await send('POST', '/calls', newCall({ title: 'Größe' }));
    expect(booked.status).toBe(201);
    const call = await booked.json();
    expect(call.title).toBe('Größe');
    expect(call.joinUrl).toMatch(new RegExp(`^${ORIGIN}/call#`));
    expect(booked.headers.get('ETag')).toBe('"0"');
    expect(await (await send('GET', `/calls/${call.id}`)).json()).toEqual(call);
    const moved = await send('PATCH', `/calls/${call.id}`, JSON.stringify({ durationMinutes: 60 }));
    expect([moved.status, (await moved.json()).revision]).toEqual([200, 1]);
    const file = await send('GET', `/calls/${call.id}/invitation.ics`);
    expect([file.headers.get('Content-Type'), (await file.text()).slice(0, 15)]).toEqual([
      'text/calendar; method=PUBLISH; charset=utf-8',
      'BEGIN:VCALENDAR',
    ]);
    const cancelled = await send('DELETE', `/calls/${call.id}`);
    expect([cancelled.status, await cancelled.text()]).toEqual([204, '']);
  });

  test('an answer is kept by nobody, and has the site’s headers', async () => {
    const { headers } = await send('GET', '/calls');
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; /);
    expect(headers.get('RateLimit')).toMatch(/^"per-key";r=\d+;t=\d+$/);
    expect(headers.get('Access-Control-Allow-Origin')).toBe(null);
  });

  test.each([
    ['{"title":', 'application/json', 400, 'not-json'],
    [newCall(), 'text/plain', 415, 'not-json-type'],
    [newCall(), 'application/x-www-form-urlencoded', 415, 'not-json-type'],
    [newCall() + ' '.repeat(17_000), 'application/json', 413, 'body-too-large'],
    ['5', 'application/json', 400, 'invalid-request'],
  ])('a body that is refused is refused in our words: %#', async (body, type, status, problem) => {
    const answer = await send('POST', '/calls', body, type);
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([status, 'application/problem+json']);
    expect((await answer.json()).type).toBe(`/api/v1/reference#${problem}`);
  });

  test.each([
    ['PUT', '/calls', 405],
    ['GET', '/nothing', 404],
    ['HEAD', '/calls', 200],
  ])('%s %s is answered with %i', async (method, path, status) => {
    expect((await send(method, path)).status).toBe(status);
  });

  test.each(['', '/'])('the address of the API leads to its reference: %j', async (end) => {
    const page = await fetch(`${ORIGIN}/api/v1${end}`);
    expect([page.status, page.url]).toEqual([200, `${ORIGIN}/api/v1/reference`]);
  });

  test('the OpenAPI document is for everybody', async () => {
    const answer = await fetch(`${ORIGIN}/api/v1/openapi.json`);
    expect([answer.status, (await answer.json()).openapi]).toEqual([200, '3.1.1']);
  });

  test('so is the reference, in the site’s colours and with nothing of others', async () => {
    const page = await fetch(`${ORIGIN}/api/v1/reference`);
    expect([page.status, page.headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('Content-Security-Policy')).toContain("style-src 'self'");
    const [, address = ''] = /<link rel="stylesheet" href="([^"]*)">/.exec(await page.text()) ?? [];
    const style = await fetch(ORIGIN + address);
    expect([style.status, style.headers.get('Content-Type')]).toEqual([200, 'text/css; charset=utf-8']);
    const text = await style.text();
    expect(text).toContain('--color-canvas: light-dark(');
    expect(text).not.toContain('@import');
    // The font of headings, which the pages have too.
    const fetched = [...text.matchAll(/url\(["']?([^"')]*)/g)].map(([, url = '']) => url);
    expect(fetched).toEqual([expect.stringMatching(/^\/[^/]/)]);
    expect((await fetch(ORIGIN + fetched[0])).headers.get('Content-Type')).toBe('font/woff2');
  });
});
