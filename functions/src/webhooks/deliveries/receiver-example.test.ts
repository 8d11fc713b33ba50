/** The receivers that docs/scheduling.md shows, as they stand there. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sendMessage } from './send-message.ts';
import { writeSecret } from './signature.ts';

const root = join(import.meta.dirname, '../../../..');
const docs = readFileSync(join(root, 'docs/scheduling.md'), 'utf8');
/** The first of the language that listens. */
function exampleIn(language: string): string {
  const blocks = Array.from(
    docs.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs')),
    ([, block = '']) => block,
  );
  return blocks.find((block) => block.includes('PARLEY_WEBHOOK_SECRET')) ?? '';
}

const secret = randomBytes(32);
const options = { secrets: [secret], isLocalAllowed: true };
const message = { id: 'msg_1', body: JSON.stringify({ type: 'call.started', data: { id: 'ä🙂' } }) };

describe.each([
  ['Node', process.execPath, ['--input-type=module', '--eval', exampleIn('js')]],
  ['Python', 'python3', ['-c', exampleIn('python')]],
])('The receiver in %s', (_, command, args) => {
  let receiver: ChildProcess;
  let url: string;
  let output = '';

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}/`;
    receiver = spawn(command, args, {
      cwd: join(root, 'functions'),
      env: {
        ...{ PATH: process.env.PATH, PYTHONIOENCODING: 'utf-8' },
        ...{ PORT: `${port}`, PARLEY_WEBHOOK_SECRET: writeSecret(secret) },
      },
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
    await vi.waitUntil(isListening, { timeout: 30_000 });
  });
  afterAll(async () => {
    receiver.kill();
    await once(receiver, 'exit');
  });

  test('takes what is signed, and tells it once', async () => {
    const sentAt = Date.now();
    for (const _ of [1, 2]) {
      expect(await sendMessage(url, message, { ...options, sentAt })).toEqual({
        kind: 'answered',
        status: 204,
      });
    }
    await expect.poll(() => output).toContain('\n');
    expect(output).toBe('call.started ä🙂\n');
  });

  test('takes a test message, which is of no call', async () => {
    const body = JSON.stringify({ type: 'webhook.test', data: { webhookId: 'x' } });
    const sent = await sendMessage(url, { id: 'msg_2', body }, { ...options, sentAt: Date.now() });
    expect(sent).toEqual({ kind: 'answered', status: 204 });
    await expect.poll(() => output).toContain('webhook.test');
  });

  test('takes what is signed with its secret and another', async () => {
    const both = { ...options, secrets: [randomBytes(32), secret], sentAt: Date.now() };
    expect(await sendMessage(url, message, both)).toEqual({ kind: 'answered', status: 204 });
  });

  test('refuses what is not signed at all, or by what is no signature', async () => {
    const headers = { 'webhook-id': 'msg_3', 'webhook-timestamp': `${Math.floor(Date.now() / 1000)}` };
    for (const more of [{}, headers, { ...headers, 'webhook-signature': 'v1,ä' }]) {
      expect((await fetch(url, { method: 'POST', headers: more, body: message.body })).status).toBe(400);
    }
  });

  test('refuses what is signed by somebody else, or long ago', async () => {
    const refused = { kind: 'answered', status: 400 };
    const sentAt = Date.now();
    const foreign = { ...options, sentAt, secrets: [randomBytes(32)] };
    expect(await sendMessage(url, message, foreign)).toEqual(refused);
    const old = { ...options, sentAt: sentAt - 10 * 60_000 };
    expect(await sendMessage(url, message, old)).toEqual(refused);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('A listening server has a port');
  return address.port;
}
