/** What other teams start from: the client, the example program, the example for the shell. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ParleyClient, ParleyError } from '../../client/src/parley-client.ts';
import { ApiKeyRegister } from '../../functions/src/keys/api-key-register.ts';
import { readEvent } from '../../invitation/src/testing/read-calendar-file.ts';
import { connectFirestore } from '../functions/firestore-under-test.ts';
import { MailSink, readMail } from './mail-sink.ts';

const ORIGIN = process.env.PARLEY_ORIGIN ?? 'http://localhost:5000';
const EXAMPLES = join(import.meta.dirname, '../../client/examples');
const execute = promisify(execFile);
const { firestore, close } = connectFirestore('api-clients');
let apiKey: string;
let parley: ParleyClient;
beforeAll(async () => {
  const chosen = { name: 'Test', team: 'clients', requestsPerMinute: 1_000, validUntil: null };
  apiKey = (await new ApiKeyRegister(firestore).create({ ...chosen, scopes: ['read', 'write'] })).text;
  parley = new ParleyClient({ origin: ORIGIN, apiKey });
});
afterAll(close);

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

describe('the client', () => {
  test('books, finds, moves and cancels a call', async () => {
    const externalId = crypto.randomUUID();
    const call = await parley.createCall({ startsAt: inAnHour(), durationMinutes: 30, externalId });
    expect((await parley.listCalls({ externalId, limit: 1 })).calls).toEqual([call]);
    const moved = await parley.updateCall(call.id, { title: 'Moved' }, { ifMatch: `"${call.revision}"` });
    expect(await parley.getCall(call.id)).toEqual(moved);
    expect(await parley.getInvitation(call.id, { for: 'host' })).toContain('SUMMARY:Moved');
    const rotated = await parley.rotateHostKey(call.id, { idempotencyKey: externalId });
    expect(rotated.hostUrl).not.toBe(call.hostUrl);
    await parley.cancelCall(call.id);
    expect((await parley.getCall(call.id)).status).toBe('cancelled');
  });

  test('says what the API refuses, field by field', async () => {
    const refused = await parley.createCall({ startsAt: 'soon', durationMinutes: 0 }).catch((error) => error);
    expect(refused).toBeInstanceOf(ParleyError);
    expect([
      refused.status,
      refused.problem.errors.map(({ pointer }: { pointer: string }) => pointer),
    ]).toEqual([400, ['#/startsAt', '#/durationMinutes']]);
  });

  test('says so when its key is none', async () => {
    const stranger = new ParleyClient({ origin: ORIGIN, apiKey: 'parley_nothing' });
    await expect(stranger.listCalls()).rejects.toThrow('A valid API key is required');
  });
});

describe('an example', () => {
  const env = () => ({ ...process.env, PARLEY_ORIGIN: ORIGIN, PARLEY_API_KEY: apiKey });
  const link = `${ORIGIN}/call#[0-9a-z-]{23}`;

  test('in TypeScript books a call for two and prints their links', async () => {
    const { stdout } = await execute(process.execPath, [join(EXAMPLES, 'book-a-call.ts')], { env: env() });
    expect(stdout).toMatch(
      new RegExp(`^Ada, the host: +${link}\\.[0-9a-z]{32}\nGrace, the guest: ${link}\n$`),
    );
  });

  test('in Python, made of the API’s own document, books and mails an invitation that calendars take', async () => {
    await expectInvitation('python3', join(EXAMPLES, 'mail-an-invitation.py'));
  });

  test('in Python says when a request that was too many may be repeated, and of another refusal nothing', async () => {
    const { text } = await new ApiKeyRegister(firestore).create({
      ...{ name: 'Test', team: 'clients', requestsPerMinute: 1, validUntil: null, scopes: ['read'] },
    });
    const program = [
      'import os, parley',
      'def refusal(ask):',
      '    try: ask()',
      '    except parley.ParleyError as error: return (error.status, error.retry_after)',
      'api = parley.Parley(os.environ["PARLEY_ORIGIN"], os.environ["PARLEY_API_KEY"])',
      'print(refusal(lambda: api.getCall(id="A" * 22)))',
      // Two, since another minute may have begun.
      'print(next(filter(lambda one: one[0] == 429, (refusal(lambda: api.getCall(id="A" * 22)) for _ in range(2)))))',
    ];
    const variables = { PARLEY_API_KEY: text, PYTHONPATH: EXAMPLES };
    const { stdout } = await execute('python3', ['-c', program.join('\n')], {
      env: { ...env(), ...variables },
    });
    expect(stdout).toMatch(/^\(404, None\)\n\(429, [1-9]\d?\)\n$/);
  });

  test('with nodemailer does, too', async () => {
    await expectInvitation(process.execPath, join(EXAMPLES, 'mail-an-invitation.mjs'));
  });

  async function expectInvitation(command: string, file: string): Promise<void> {
    const sink = await MailSink.start();
    const { stdout } = await execute(command, [file], { env: { ...env(), SMTP_URL: sink.url } });
    const [mail] = sink.mails;
    await sink.close();
    const [, id = ''] = /^Invited grace@example\.com to (\S{22})\n$/.exec(stdout) ?? [];
    const { joinUrl } = await parley.getCall(id);
    expect(mail?.to).toEqual(['<grace@example.com>']);
    const read = await readMail(mail?.text ?? '');
    expect(read.headers).toMatchObject({
      subject: 'Consultation für Grace',
      from: 'ada@example.com',
      to: 'grace@example.com',
    });
    // Not every mail server takes anything else in a head.
    expect(mail?.text).toMatch(/^\p{ASCII}+$/u);
    expect(read.headers['message-id']).toMatch(/^<[^@\s]+@example\.com>$/);
    expect(Math.abs(Date.parse(read.headers.date ?? '') - Date.now())).toBeLessThan(60_000);
    expect(read.parts.map(({ type }) => type)).toEqual(['text/plain', 'text/calendar']);
    const [text, calendar] = read.parts;
    expect(text?.content).toContain(joinUrl);
    expect(calendar?.method).toBe('REQUEST');
    expect(readEvent(calendar?.content ?? '')).toMatchObject({ method: 'REQUEST', url: joinUrl });
  }

  test('in docs/scheduling.md does what is written there', async () => {
    const tomorrow = new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 10);
    const text = readFileSync(join(import.meta.dirname, '../../docs/scheduling.md'), 'utf8');
    // What is said of webhooks takes a receiver, which other tests have.
    const [page = ''] = text.split('\n## Webhooks');
    const blocks = Array.from(page.matchAll(/```sh\n(.*?)```/gs), ([, block = '']) => block);
    const commands = blocks
      .filter((block) => block.startsWith('curl '))
      .map((block) => block.replace(/2027-01-1[56]/g, tomorrow));
    expect(commands.length).toBeGreaterThan(5);
    const { id } = await parley.createCall({ startsAt: inAnHour(), durationMinutes: 30 });
    const folder = mkdtempSync(join(tmpdir(), 'parley-docs-'));
    const program = ['set -eu', 'curl() { command curl -sS --fail-with-body "$@"; echo; }', ...commands];
    const variables = { API: `${ORIGIN}/api/v1`, ID: id };
    const options = { cwd: folder, env: { ...env(), ...variables } };
    const { stdout } = await execute('sh', ['-c', program.join('\n')], options);
    expect(readFileSync(join(folder, 'invitation.ics'), 'utf8')).toMatch(/^BEGIN:VCALENDAR/);
    rmSync(folder, { recursive: true });
    expect(stdout).toContain('"externalId":"order-4711"');
    expect(await parley.getCall(id)).toMatchObject({
      status: 'cancelled',
      startsAt: `${tomorrow}T08:30:00.000Z`,
    });
  });

  test('for the shell books, moves, invites and cancels', async () => {
    const { stdout } = await execute('sh', [join(EXAMPLES, 'book-a-call.sh')], { env: env() });
    const lines = [
      `Host link:  ${link}\\.[0-9a-z]{32}`,
      `Guest link: ${link}`,
      'Moved to:   [0-9T:.-]+Z',
      'Invitation: SEQUENCE:1',
      'Cancelled:  cancelled',
    ];
    expect(stdout).toMatch(new RegExp(`^${lines.join('\n')}\n$`));
  });
});
