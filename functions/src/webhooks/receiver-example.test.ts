/** The receiver that docs/scheduling.md shows, as it stands there. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sendMessage } from './send-message.ts';
import { writeSecret } from './signature.ts';

const root = join(import.meta.dirname, '../../..');
const docs = readFileSync(join(root, 'docs/scheduling.md'), 'utf8');
const [, source = ''] = /```js\n(.*?)```/s.exec(docs) ?? [];

const secret = randomBytes(32);
const options = { secrets: [secret], isLocalAllowed: true };
const message = { id: 'msg_1', body: JSON.stringify({ type: 'call.started', data: { id: 'ä🙂' } }) };
let receiver: ChildProcess;
let url: string;
let output = '';

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}/`;
  receiver = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: join(root, 'functions'),
    env: { PORT: `${port}`, PARLEY_WEBHOOK_SECRET: writeSecret(secret) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  receiver.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const isListening = () =>
    fetch(url).then(
      () => true,
      () => false,
    );
  await vi.waitUntil(isListening, { timeout: 10_000 });
});
afterAll(async () => {
  receiver.kill();
  await once(receiver, 'exit');
});

test('It takes what is signed, and tells it once', async () => {
  const sentAt = Date.now();
  for (const _ of [1, 2]) {
    expect(await sendMessage(url, message, { ...options, sentAt })).toEqual({
      kind: 'answered',
      status: 204,
    });
  }
  await vi.waitUntil(() => output.includes('\n'));
  expect(output).toBe('call.started ä🙂\n');
});

test('It refuses what is signed by somebody else, or long ago', async () => {
  const refused = { kind: 'answered', status: 400 };
  const sentAt = Date.now();
  expect(await sendMessage(url, message, { ...options, sentAt, secrets: [randomBytes(32)] })).toEqual(
    refused,
  );
  expect(await sendMessage(url, message, { ...options, sentAt: sentAt - 10 * 60_000 })).toEqual(refused);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('A listening server has a port');
  return address.port;
}
