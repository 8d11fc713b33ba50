/** `npm run webhooks`, without npm. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clearFirestore } from '../functions/firestore-under-test.ts';
import { Receiver } from './receiver.ts';
import { WebhooksUnderTest } from './webhooks-under-test.ts';

const under = new WebhooksUnderTest('command');
let receiver: Receiver;

beforeAll(async () => {
  await clearFirestore();
  receiver = await Receiver.start();
});
afterAll(() => Promise.all([receiver.close(), under.close()]));

const root = join(import.meta.dirname, '../..');

/** @returns what it prints; rejects when it fails, with what it prints about that */
async function run(...args: readonly string[]): Promise<string> {
  const command = [join(root, 'scripts/webhooks.ts'), ...args];
  return (await promisify(execFile)(process.execPath, command, { cwd: root })).stdout;
}

test('The command lists what was sent, and sends it once more', async () => {
  const webhook = await under.listen(receiver.url);
  await under.book();
  const { id } = await receiver.message('call.scheduled');
  const deliveryId = id.replace('msg_', '');
  expect(await run('deliveries', webhook.id)).toMatch(new RegExp(`^${deliveryId}  .*call\\.scheduled`));
  expect(await run('replay', deliveryId)).toContain('sent once more');
  const [, again] = await receiver.messages('call.scheduled', 2);
  expect(again?.id).toBe(id);
});

test('The command says so when there is nothing to send, or nothing that it understands', async () => {
  const nobodys = 'AAAAAAAAAAAAAAAAAAAAAA';
  await expect(run('replay', nobodys)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no delivery'),
  });
  expect(await run('deliveries', nobodys)).toContain('Nothing was sent to it');
  for (const wrong of [[], ['replay'], ['replay', '../calls/x'], ['send', nobodys], ['--all']]) {
    await expect(run(...wrong)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('npm run webhooks -- replay'),
    });
  }
});
