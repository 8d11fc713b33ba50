/** Request lines that no client writes, to the API's function itself, as it runs deployed. */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DeployedFunction } from './deployed-function.ts';

let api: DeployedFunction;
beforeAll(async () => {
  api = await DeployedFunction.start('api', { PARLEY_SECRET: randomBytes(32).toString('base64url') });
});
afterAll(() => api.stop());

/** @returns the whole answer, headers and all */
function ask(method: string, target: string): Promise<string> {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  socket.write(`${method} ${target} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`);
  return text(socket);
}

test.each([
  '//canary:password@x/api/v1/calls',
  '//canary:password@x:99999/api/v1/calls',
  '//[canary/api/v1/calls',
  '///api/v1/calls?canary',
  '/api/v1/%zz%00canary',
  '/api/v1/%ff%fecanary',
  '/api/v1/../../canary',
  '/api/v1/calls%2Fcanary',
  '/api/v1/__canary__',
])('%s is answered by a problem document, and is in no log', async (target) => {
  const answer = await ask('GET', target);
  expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  expect(answer).toMatch(/^content-type: application\/problem\+json\r$/im);
  expect(api.output).not.toContain('canary');
});

test.each(['/api/v1/calls', 'http://canary:password@x/api/v1/calls', '/api/v1/calls?canary=%zz'])(
  '%s leads to the calls, for which it takes a key',
  async (target) => {
    expect(await ask('GET', target)).toMatch(/^HTTP\/1\.1 401 /);
    expect(api.output).not.toContain('canary');
  },
);

test('a method without an address is one that there is not', async () => {
  expect(await ask('OPTIONS', '*')).toMatch(/^HTTP\/1\.1 (404|204) /);
});
