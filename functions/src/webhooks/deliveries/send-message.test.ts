import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { lookUpPublic } from '../addresses/public-address.ts';
import { sendMessage } from './send-message.ts';
import { signatureHeaders } from './signature.ts';

const message = { id: 'msg_1', body: '{"title":"ä🙂"}' };
const secrets = [Buffer.from('0123456789abcdef0123456789abcdef')];
const sentAt = Date.UTC(2026, 10, 21);
const local = { secrets, sentAt, isLocalAllowed: true };
const strict = { secrets, sentAt, isLocalAllowed: false };

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

/** @returns its address */
async function receive(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?a=b`;
}

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return body;
}

describe('a message', () => {
  test('arrives with its signature', async () => {
    const received = Promise.withResolvers<{ request: IncomingMessage; body: string }>();
    const address = await receive(async (request, response) => {
      received.resolve({ request, body: await read(request) });
      response.writeHead(204).end();
    });
    expect(await sendMessage(address, message, local)).toEqual({ kind: 'answered', status: 204 });
    const { request, body } = await received.promise;
    expect(body).toBe(message.body);
    expect(request).toMatchObject({ method: 'POST', url: '/hook?a=b' });
    expect(request.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Parley-Webhooks/1',
      ...signatureHeaders(message, sentAt, secrets),
    });
    expect(request.headers).not.toHaveProperty('authorization');
    expect(request.headers).not.toHaveProperty('cookie');
  });

  test('follows nobody elsewhere', async () => {
    const elsewhere = vi.fn<RequestListener>((_, response) => void response.end());
    const target = await receive(elsewhere);
    for (const status of [301, 302, 303, 307, 308]) {
      const address = await receive(
        (_, response) => void response.writeHead(status, { location: target }).end(),
      );
      expect(await sendMessage(address, message, local)).toEqual({ kind: 'answered', status });
    }
    expect(elsewhere).not.toHaveBeenCalled();
  });

  test('does not wait for an answer for ever, nor for the end of one that never ends', async () => {
    const silent = await receive(() => undefined);
    expect(await sendMessage(silent, message, { ...local, timeoutMs: 100 })).toEqual({ kind: 'timed-out' });
    const closed = Promise.withResolvers<void>();
    const endless = await receive((_, response) => {
      response.on('close', closed.resolve).writeHead(200).write('x'.repeat(1_000));
    });
    expect(await sendMessage(endless, message, local)).toEqual({ kind: 'answered', status: 200 });
    // We hang up instead of reading on.
    await closed.promise;
  });

  test('may find nobody, or somebody who speaks something else', async () => {
    const address = await receive(() => undefined);
    servers[0]?.close();
    expect(await sendMessage(address, message, local)).toEqual({ kind: 'unreachable' });
    const rude = await receive((request) => void request.socket.end('What?\r\n\r\n'));
    expect(await sendMessage(rude, message, local)).toEqual({ kind: 'unreachable' });
    const secure = (await receive(() => undefined)).replace('http:', 'https:');
    expect(await sendMessage(secure, message, local)).toEqual({ kind: 'unreachable' });
  });
});

describe('a name', () => {
  const blocked = { kind: 'blocked', code: 'not-public' };

  test.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1'])(
    'that leads to %s is not followed',
    async (address) => {
      const resolve = async () => [{ address, family: address.includes(':') ? 6 : 4 }];
      expect(await sendMessage('https://hook.example/', message, { ...strict, resolve })).toEqual(blocked);
    },
  );

  test('that leads to this machine beside the internet is not followed', async () => {
    const resolve = async () => [
      { address: '8.8.8.8', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    expect(await sendMessage('https://hook.example/', message, { ...strict, resolve })).toEqual(blocked);
  });

  test('that may change its mind is asked once for each attempt, and the connection goes where that led', async () => {
    // Public at first, and this machine from then on: what an attacker's name server says.
    const addresses = [{ address: '8.8.8.8', family: 4 }];
    const resolve = vi
      .fn()
      .mockResolvedValueOnce(addresses)
      .mockResolvedValue([{ address: '127.0.0.1', family: 4 }]);
    const given = new Promise((done) => {
      lookUpPublic(resolve)('hook.example', { all: true }, (_, found) => done(found));
    });
    expect(await given).toEqual(addresses);
    expect(resolve).toHaveBeenCalledTimes(1);
    expect(await sendMessage('https://hook.example/', message, { ...strict, resolve })).toEqual(blocked);
    expect(resolve).toHaveBeenCalledTimes(2);
  });

  test('gives a connection that wants one address the first', async () => {
    const resolve = async () => [{ address: '2606:4700::1111', family: 6 }];
    const given = new Promise((done) => {
      lookUpPublic(resolve)('hook.example', {}, (_, address, family) => done({ address, family }));
    });
    expect(await given).toEqual({ address: '2606:4700::1111', family: 6 });
  });

  test('that nobody knows is said to be unknown', async () => {
    const resolve = async () => Promise.reject(new Error('ENOTFOUND'));
    expect(await sendMessage('https://hook.example/', message, { ...strict, resolve })).toEqual({
      kind: 'blocked',
      code: 'not-found',
    });
  });

  test('is not even asked for where an address stands that is none of the internet', async () => {
    const resolve = vi.fn();
    expect(await sendMessage('https://127.0.0.1/', message, { ...strict, resolve })).toEqual(blocked);
    expect(resolve).not.toHaveBeenCalled();
  });
});
