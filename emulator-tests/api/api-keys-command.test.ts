/** `npm run api-keys`, as an operator runs it. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, test } from 'vitest';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { ApiUnderTest } from './api-under-test.ts';

const SCRIPT = join(import.meta.dirname, '../../scripts/api-keys.ts');
/** Each starts Node anew several times, which takes a busy machine ten seconds and more. */
const TIMEOUT_MS = 240_000;
const execute = promisify(execFile);
beforeEach(clearFirestore);

async function run(...args: readonly string[]): Promise<string> {
  return (await execute(process.execPath, [SCRIPT, ...args])).stdout;
}

function keyIn(output: string): string {
  const [key = ''] = /parley_\w+/.exec(output) ?? [];
  return key;
}

describe('the command', () => {
  test('makes a key, lists it without its secret, rotates and revokes it', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const api = new ApiUnderTest('api-keys-command');
    const status = async (key: string) => (await api.send('GET', '/calls', { key })).status;
    const first = keyIn(
      await run('create', '--team', 'sales', '--name', 'CRM', '--scopes', 'read', '--days', '90'),
    );
    const id = first.slice(7, 17);
    expect(await status(first)).toBe(200);
    const listed = await run('list', '--team', 'sales');
    expect(listed).toMatch(
      new RegExp(`^${id}  sales  "CRM"  read, 300/min, made .*, last used .*, valid until .*\\n$`),
    );
    expect(listed).not.toContain('parley_');

    const rotated = await run('rotate', id, '--grace-hours', '0');
    expect(rotated).toContain(`The old one, ${id}, goes on working for 0 hours.`);
    api.clockAheadMs = 60_000;
    expect([await status(first), await status(keyIn(rotated))]).toEqual([401, 200]);

    await run('revoke', keyIn(rotated).slice(7, 17));
    api.clockAheadMs = 120_000;
    expect(await status(keyIn(rotated))).toBe(401);
    expect(await run('list')).toContain('REVOKED');
    await api.close();
  });

  test('says what a key’s calls may do with links, and a new key goes on with that', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const api = new ApiUnderTest('api-keys-command-returns');
    const returnUrl = 'https://booking.example/thanks';
    const book = async (key: string, guestLink: object = { returnUrl }) =>
      (await api.book({ guestLink }, { key })).status;
    const first = keyIn(await run('create', '--team', 'sales', '--name', 'CRM'));
    const id = first.slice(7, 17);
    expect(await book(first)).toBe(400);
    const said = await run('return-to', id, 'https://booking.example, http://localhost:3000/');
    expect(said).toContain('to https://booking.example, http://localhost:3000 alone');
    api.clockAheadMs = 60_000;
    expect(await book(first)).toBe(201);
    expect(await book(keyIn(await run('rotate', id)))).toBe(201);
    expect(await run('list')).toContain(
      'returns to https://booking.example, returns to http://localhost:3000',
    );
    expect(await run('return-to', id)).toContain('nowhere any more');
    api.clockAheadMs = 120_000;
    expect(await book(first)).toBe(400);
    const chosen = ['create', '--team', 'sales', '--name', 'x', '--return-to', 'https://booking.example'];
    const second = keyIn(await run(...chosen, '--skip-lobby'));
    expect(await book(second, { returnUrl, skipLobby: true })).toBe(201);
    expect(await run('skip-lobby', second.slice(7, 17), 'no')).toContain('may not skip the lobby');
    api.clockAheadMs = 180_000;
    expect(await book(second, { returnUrl })).toBe(201);
    expect(await book(second, { skipLobby: true })).toBe(400);
    await api.close();
  });

  test('says how it is used, and connects to nothing for it', { timeout: TIMEOUT_MS }, async () => {
    expect(await run('create', '--help')).toMatch(/^npm run api-keys -- create --team TEAM/);
  });

  test.each([
    [['return-to', 'nothing', 'https://booking.example'], 'There is no API key nothing'],
    [['return-to', 'nothing', 'https://booking.example/path'], 'https://booking.example/path is no origin'],
    [['return-to', 'nothing', 'http://booking.example'], 'http://booking.example is no origin'],
    [['return-to', 'nothing', 'https://*.booking.example'], 'https://*.booking.example is no origin'],
    [['create', '--team', 'Sales!', '--name', 'x'], '--team must be'],
    [
      ['create', '--team', 'sales', '--name', 'x', '--scopes', 'admin'],
      '--scopes must be some of read,write',
    ],
    [['create', '--team', 'sales', '--name', 'x', '--days', '0'], '--days must be a whole number from 1'],
    [
      ['create', '--team', 'sales', '--name', 'x', '--per-minute', '1000001'],
      '--per-minute must be a whole number from 1 to 100000',
    ],
    [['revoke', 'nothing'], 'There is no API key nothing'],
    [['rotate'], 'npm run api-keys -- create'],
    [['skip-lobby', 'nothing', 'yes'], 'There is no API key nothing'],
    [['skip-lobby', 'nothing', 'perhaps'], 'npm run api-keys -- create'],
    [['--colour'], 'npm run api-keys -- create'],
  ])('refuses %j in one sentence', async (args, words) => {
    const failure = await run(...args).catch((error) => error);
    expect([failure.code, failure.stderr]).toEqual([1, expect.stringContaining(words)]);
    expect(failure.stderr).not.toMatch(/^\s+at /m);
  });
});
