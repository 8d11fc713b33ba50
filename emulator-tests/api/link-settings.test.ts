/** What a program decides for each of a call's links, and who gets to know it. */
import { deriveCallKeys, openLinkSettings, parseCallAddress, parseCallDoc } from '@parley/protocol';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { call as callSchema } from '../../functions/src/calls-api/call-schemas.ts';
import { fromStored } from '../../functions/src/stored/stored-value.ts';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { ApiUnderTest, HOUR_MS } from './api-under-test.ts';

const api = new ApiUnderTest('api-link-settings');
beforeEach(async () => {
  await clearFirestore();
  const returnOrigins = ['https://booking.example', 'http://localhost:3000'];
  api.key = await api.createKey({ returnOrigins, maySkipLobby: true });
});
afterAll(() => api.close());

const RETURN_URL = 'https://booking.example/canary';
const hostLink = { displayName: 'Dr. Canary', skipLobby: true, language: 'en' };
const guestLink = { displayName: 'Canary', returnUrl: RETURN_URL };

/** As the browser of whoever has the link reads it; undefined: nothing is there. */
async function readLinks(joinUrl: string) {
  const keys = await deriveCallKeys(parseCallAddress(joinUrl).id);
  const snapshot = await api.firestore.collection('calls').doc(keys.docId).get();
  const { links } = parseCallDoc(fromStored(snapshot.data()));
  return links && openLinkSettings(keys, links);
}

test('What is decided for each link is told back, and reaches both browsers, but not the database', async () => {
  const booked = await api.book({ hostLink, guestLink });
  expect(booked.status).toBe(201);
  expect(() => callSchema.parse(booked.json)).not.toThrow();
  expect(booked.json).toMatchObject({ hostLink, guestLink });
  const { language: _, ...forPage } = hostLink;
  expect(await readLinks(booked.json.joinUrl)).toEqual({ host: forPage, guest: guestLink });
  const { id } = booked.json;
  const stored = await Promise.all(
    ['calls', 'bookings'].map(async (name) => (await api.firestore.collection(name).doc(id).get()).data()),
  );
  expect(JSON.stringify(stored).toLowerCase()).not.toContain('canary');
});

test('Where nothing was decided there is nothing', async () => {
  const { json } = await api.book();
  expect(json).toMatchObject({ hostLink: null, guestLink: null });
  expect(await readLinks(json.joinUrl)).toBeUndefined();
});

test('A change replaces what it names, and null takes it away', async () => {
  const { json } = await api.book({ hostLink, guestLink });
  const change = (fields: object) => api.send('PATCH', `/calls/${json.id}`, { json: fields });
  expect((await change({ title: 'Other' })).json).toMatchObject({ hostLink, guestLink });
  const changed = await change({ guestLink: { skipLobby: true } });
  expect(changed.json).toMatchObject({ hostLink, guestLink: { skipLobby: true }, joinUrl: json.joinUrl });
  expect((await readLinks(json.joinUrl))?.guest).toEqual({ skipLobby: true });
  await change({ guestLink: null, hostLink: null });
  expect(await readLinks(json.joinUrl)).toBeUndefined();
});

test('Another guest is not called as the last one was, unless that is said', async () => {
  const { json } = await api.book({ guest: { name: 'Grace' }, guestLink });
  const renew = (fields: object) => api.send('POST', `/calls/${json.id}/guest-link`, { json: fields });
  const same = await renew({});
  expect(same.json.guestLink).toEqual(guestLink);
  expect(await readLinks(json.joinUrl)).toBeUndefined();
  expect((await readLinks(same.json.joinUrl))?.guest).toEqual(guestLink);
  const other = await renew({ guest: { name: 'Eve' } });
  expect(other.json.guestLink).toEqual({ returnUrl: RETURN_URL });
  const named = await renew({ guest: { name: 'Eve' }, guestLink: { displayName: 'Eve' } });
  expect((await readLinks(named.json.joinUrl))?.guest).toEqual({ displayName: 'Eve' });
  expect((await renew({ guestLink: { returnUrl: 'https://elsewhere.example/' } })).status).toBe(400);
});

test('What is erased is gone from both documents', async () => {
  const { json } = await api.book({ hostLink, guestLink, startsAt: api.at(HOUR_MS) });
  await api.send('DELETE', `/calls/${json.id}?erase=true`);
  expect((await api.send('GET', `/calls/${json.id}`)).json).toMatchObject({
    hostLink: null,
    guestLink: null,
  });
  expect(await readLinks(json.joinUrl)).toBeUndefined();
});

describe('an address to go on to', () => {
  const booking = async (returnUrl: string, key = api.key) =>
    (await api.book({ guestLink: { returnUrl } }, { key })).json;

  test.each([
    ['https://booking.example', 'https://booking.example/'],
    ['HTTPS://BOOKING.example:443/a b', 'https://booking.example/a%20b'],
    ['http://localhost:3000/done?id=1#x', 'http://localhost:3000/done?id=1#x'],
  ])('is told as browsers write it: %s', async (text, href) => {
    expect((await booking(text)).guestLink).toEqual({ returnUrl: href });
  });

  test.each([
    ['https://elsewhere.example/', 'must be at an origin that this API key allows'],
    ['https://booking.example:8443/', 'must be at an origin that this API key allows'],
    ['https://booking.example.elsewhere.example/', 'must be at an origin that this API key allows'],
    ['http://localhost:3001/', 'must be at an origin that this API key allows'],
    ['http://booking.example/', 'must be an https address'],
    ['https://booking.example@elsewhere.example/', 'must be an https address'],
    ['javascript:alert(1)', 'must be an https address'],
    ['/canary', 'must be an https address'],
  ])('is refused anywhere else: %s', async (text, detail) => {
    const refusal = { pointer: '#/guestLink/returnUrl', detail: expect.stringContaining(detail) };
    expect(await booking(text)).toMatchObject({ status: 400, errors: [refusal] });
  });

  test('is one that this very key allows, in a batch as well', async () => {
    const other = await api.createKey();
    expect(await booking(RETURN_URL, other)).toMatchObject({
      errors: [{ detail: 'is not possible with this API key, which allows no origin' }],
    });
    const { json } = await api.book({}, { key: other });
    const path = `/calls/${json.id}`;
    const change = { hostLink: { returnUrl: RETURN_URL } };
    expect((await api.send('PATCH', path, { key: other, json: change })).json).toMatchObject({
      errors: [{ pointer: '#/hostLink/returnUrl' }],
    });
    expect((await api.send('PATCH', path, { json: change })).status).toBe(200);
    const call = { durationMinutes: 30, guestLink };
    const calls = [call, { ...call, guestLink: { returnUrl: 'https://elsewhere.example/' } }];
    const batch = await api.send('POST', '/calls/batch', { json: { calls } });
    expect(batch.json.results.map(({ status }: { status: number }) => status)).toEqual([201, 400]);
  });
});

test.each([
  [{ language: 'de' }, '#/guestLink/language', 'must be one of en'],
  [{ displayName: '' }, '#/guestLink/displayName', 'must have at least 1 character'],
  [{ displayName: '\u200b' }, '#/guestLink/displayName', 'must have something to be seen'],
  [{ displayName: 'x'.repeat(61) }, '#/guestLink/displayName', 'must have at most 60 characters'],
  [{ skipLobby: 'yes' }, '#/guestLink/skipLobby', 'must be of the type boolean'],
  [{ logo: 'x' }, '#/guestLink/logo', 'is not known here'],
])('What cannot be done is refused where it stands: %j', async (fields, pointer, detail) => {
  const answer = await api.book({ guestLink: fields });
  expect([answer.status, answer.json.errors]).toEqual([400, [{ pointer, detail }]]);
});
