import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** What a callable function answers to a browser without a token of App Check. */
async function statusWithoutToken(setting: string | undefined): Promise<number> {
  vi.stubEnv('ENFORCE_APP_CHECK', setting);
  await import('./app-check.ts');
  const { onCall } = await import('firebase-functions/v2/https');
  const callable = onCall(() => 'done');
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const body = JSON.parse(text);
    const header = (name: string) => request.headers[name.toLowerCase()];
    // As much of Express as the SDK uses.
    const answer = Object.assign(response, {
      status: (code: number) => Object.assign(response, { statusCode: code }),
      send: (value: unknown) => response.end(JSON.stringify(value)),
    });
    callable(Object.assign(request, { body, header }) as never, answer as never);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"data":null}',
  });
  server.close();
  return response.status;
}

describe('a callable function', () => {
  it.each([
    [undefined, 200],
    ['false', 200],
    ['true', 401],
  ])('with ENFORCE_APP_CHECK=%s answers a browser without a token: %i', async (setting, status) => {
    expect(await statusWithoutToken(setting)).toBe(status);
  });
});
