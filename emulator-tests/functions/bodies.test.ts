/** What bodies cost a function before it is called, on the server that runs it when it is deployed. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { CALLS, createHostKey } from '@parley/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiKeyRegister } from '../../functions/src/keys/api-key-register.ts';
import { bookedCall, HOUR_MS } from './booked-call.ts';
import { DeployedFunction } from './deployed-function.ts';
import { clearFirestore, connectFirestore } from './firestore-under-test.ts';
import { newDocId } from './seed-calls.ts';
import { unsignedToken } from './unsigned-token.ts';

/** 300 kB that would be 300 MB. */
const BOMB = gzipSync(Buffer.alloc(300_000_000, '0'), { level: 9 });
/** What the runtime needs for its own work while it refuses; the bomb, inflated, is more than 600. */
const TOLERATED_MEGABYTES = 60;

const { firestore, close } = connectFirestore('bodies');
let apiKey: string;
beforeAll(async () => {
  await clearFirestore();
  const chosen = { name: 'Test', team: 'bodies', requestsPerMinute: 1_000, validUntil: null };
  apiKey = (await new ApiKeyRegister(firestore).create({ ...chosen, scopes: ['read', 'write'] })).text;
});
afterAll(close);

const hostKey = createHostKey();
async function giveCall(): Promise<string> {
  const docId = newDocId();
  await firestore.doc(`${CALLS}/${docId}`).create(await bookedCall(hostKey, Date.now()));
  return docId;
}

/** Each function with what it accepts. */
const functions = [
  {
    target: 'api',
    path: '/api/v1/calls',
    status: 201,
    authorization: () => `Bearer ${apiKey}`,
    body: async () => ({ startsAt: new Date(Date.now() + HOUR_MS).toISOString(), durationMinutes: 30 }),
  },
  {
    target: 'claimHost',
    path: '/',
    status: 200,
    authorization: () => `Bearer ${unsignedToken('second-host')}`,
    body: async () => ({ data: { docId: await giveCall(), hostKey } }),
  },
  {
    target: 'issueRelays',
    path: '/',
    status: 200,
    authorization: () => `Bearer ${unsignedToken('somebody')}`,
    body: async () => ({ data: { docId: await giveCall() } }),
  },
];

describe.each(functions)('$target', ({ target, path, status, authorization, body }) => {
  let deployed: DeployedFunction;
  beforeAll(async () => {
    deployed = await DeployedFunction.start(target, {
      PARLEY_SECRET: randomBytes(32).toString('base64url'),
      // As the emulator does it: tokens that nobody has signed.
      FIREBASE_DEBUG_MODE: 'true',
      FIREBASE_DEBUG_FEATURES: '{"skipTokenVerification":true}',
    });
    // What is loaded with the first request is not what a body costs.
    expect((await send(JSON.stringify(await body()))).status).toBe(status);
  });
  afterAll(() => deployed.stop());

  function send(sent: BodyInit, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(deployed.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: authorization(), ...headers },
      body: sent,
      ...(sent instanceof ReadableStream ? { duplex: 'half' } : {}),
    } as RequestInit);
  }

  /** The answer comes while most of the body is still to be sent, which fetch may take for a failure. */
  async function sendUntilAnswered(sent: Buffer, headers: OutgoingHttpHeaders): Promise<Response> {
    const json = { 'Content-Type': 'application/json', Authorization: authorization() };
    const request = httpRequest(deployed.url + path, { method: 'POST', headers: { ...json, ...headers } });
    request.write(sent);
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    const received = new Response(await text(answer), {
      status: answer.statusCode ?? 0,
      headers: { 'Content-Type': `${answer.headers['content-type']}` },
    });
    request.on('error', () => undefined).destroy();
    return received;
  }

  async function expectRefusal(answer: Response, expected: number, problem: string): Promise<void> {
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([
      expected,
      'application/problem+json',
    ]);
    expect(await answer.json()).toMatchObject({ type: `/api/v1/reference#${problem}`, status: expected });
  }

  test('inflates nothing: 300 kB that would be 300 MB are refused, and cost no memory', async () => {
    const before = await deployed.peakMegabytes();
    await expectRefusal(await send(BOMB, { 'Content-Encoding': 'gzip' }), 415, 'encoded-body');
    expect((await deployed.peakMegabytes()) - before).toBeLessThan(TOLERATED_MEGABYTES);
    // Nor without a key or a user, nor for another method.
    const [encoding, nobody] = [{ 'Content-Encoding': 'gzip' }, { Authorization: '' }];
    const answers = await Promise.all([
      send(BOMB, { ...encoding, ...nobody }),
      send(BOMB, { ...encoding, 'Content-Type': 'text/plain' }),
      fetch(deployed.url + path, { method: 'PUT', headers: encoding, body: BOMB }),
    ]);
    for (const answer of answers) expect(answer.status).toBeOneOf([400, 401, 405, 415]);
    expect((await deployed.peakMegabytes()) - before).toBeLessThan(TOLERATED_MEGABYTES);
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('takes the same as text and not as %s, however short', async (encoding, compress) => {
    const sent = JSON.stringify(await body());
    await expectRefusal(await send(compress(sent), { 'Content-Encoding': encoding }), 415, 'encoded-body');
    expect((await send(sent, { 'Content-Encoding': 'identity' })).status).toBe(status);
  });

  test('reads no more than 16 KB, whether or not it is told how long the body is', async () => {
    const before = await deployed.peakMegabytes();
    const long = Buffer.alloc(100_000_000, ' ');
    for (const headers of [{ 'Content-Length': long.length }, { 'Transfer-Encoding': 'chunked' }]) {
      await expectRefusal(await sendUntilAnswered(long, headers), 413, 'body-too-large');
    }
    expect((await deployed.peakMegabytes()) - before).toBeLessThan(TOLERATED_MEGABYTES);

    const short = JSON.stringify(await body());
    await expectRefusal(await send(short.padEnd(16_385)), 413, 'body-too-large');
    expect((await send(short.padEnd(16_384))).status).toBe(status);
    const again = JSON.stringify(await body());
    expect((await send(new Blob([again]).stream())).status).toBe(status);
  });

  test('says in its own words what is no JSON, and logs none of it', async () => {
    const answer = await send('{"canary":');
    expect(answer.status).toBe(400);
    expect(answer.headers.get('Content-Type')).toMatch(/^application\/(problem\+)?json/);
    expect(deployed.output).not.toContain('canary');
  });
});
