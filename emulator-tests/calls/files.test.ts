/** Files from one to the other: nothing before a yes, and then every byte as it was. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { cutConnections } from './cut-connections.ts';
import { haveCall, PATIENCE_MS, Person, seeAndHearEachOther } from './person.ts';
import { accept, cardOf, offer as choose, openChat, save } from './sending-files.ts';

let browser: Browser;
let host: Person;
let guest: Person;
let folder: string;

beforeAll(async () => {
  browser = await launchChromium();
  folder = await mkdtemp(join(tmpdir(), 'parley-files-'));
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  [host, guest] = await Promise.all([Person.create(browser), Person.create(browser)]);
  await haveCall(host, guest);
  await Promise.all([host, guest].map(openChat));
});
afterEach(async () => {
  host.assertNoErrors();
  guest.assertNoErrors();
  await Promise.all([host.context.close(), guest.context.close()]);
});

/** What is large and handed over in memory takes a busy machine longer than its way to the other. */
async function offer(person: Person, name: string, buffer: Buffer): Promise<void> {
  if (buffer.length < 1_000_000) return choose(person, { name, buffer });
  await writeFile(join(folder, name), buffer);
  await choose(person, join(folder, name));
}

async function saved(person: Person, name: string): Promise<Buffer> {
  return readFile(await save(person, name));
}

/** How many files of calls lie in this person's browser. */
function storedCount({ page }: Person): Promise<number> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const all = await root.getDirectoryHandle('parley-files', { create: true });
    let count = 0;
    for await (const _ of all.keys()) count += 1;
    return count;
  });
}

it('Files of 0 bytes, 1 byte and 5 MB arrive as they are, and large ones both ways at once, while the two go on seeing and hearing each other', async () => {
  const files = [
    ['nothing.txt', Buffer.alloc(0)],
    ['one.bin', Buffer.from([7])],
    ['five.bin', randomBytes(5_000_000)],
  ] as const;
  for (const [name, buffer] of files) {
    await offer(host, name, buffer);
    await accept(guest, name);
  }
  const large = randomBytes(48_000_000);
  const isFlowing = async () =>
    (await cardOf(guest, 'there.bin').getByRole('progressbar').isVisible()) &&
    (await cardOf(host, 'back.bin').getByRole('progressbar').isVisible());
  await offer(host, 'there.bin', large);
  await offer(guest, 'back.bin', large);
  await Promise.all([accept(guest, 'there.bin'), accept(host, 'back.bin')]);
  await expect.poll(isFlowing, { timeout: 3 * PATIENCE_MS }).toBe(true);
  // More frames and more sound have come to both before the files have; how many beside how many is seen where the way is scarce and
  // not the machine: large-files/files-beside-talk.test.ts.
  await seeAndHearEachOther(host, guest);
  expect(await isFlowing()).toBe(true);
  for (const [name, buffer] of [...files, ['there.bin', large] as const])
    expect(Buffer.compare(await saved(guest, name), buffer)).toBe(0);
  expect(Buffer.compare(await saved(host, 'back.bin'), large)).toBe(0);
  for (const [name] of files) await cardOf(host, name).getByText('Delivered').first().waitFor();
  await seeAndHearEachOther(host, guest);
}, 180_000);

it('What is declined does not come, and what can run is told; a picture is seen before it is accepted', async () => {
  await offer(host, '../setup\u202e.exe', Buffer.alloc(10));
  await cardOf(guest, 'setup.exe')
    .getByText(/can run programs/)
    .waitFor();
  await cardOf(guest, 'setup.exe').getByRole('button', { name: 'Decline' }).click();
  await cardOf(host, 'setup.exe').getByText('They declined it').waitFor();
  await offer(host, 'holiday.txt', await host.page.screenshot({ type: 'png' }));
  await cardOf(guest, 'holiday.txt')
    .getByText(/^Picture/)
    .waitFor();
  await cardOf(guest, 'holiday.txt')
    .getByRole('img', { name: /What it looks like/ })
    .waitFor();
}, 180_000);

it('A file goes on where it was when the page of whoever gets it is loaded anew, and then of whoever sends it, and nothing of it is left behind', async () => {
  const file = randomBytes(40_000_000);
  await offer(host, 'half.bin', file);
  await accept(guest, 'half.bin');
  const press = (person: Person, name: string) =>
    cardOf(person, 'half.bin').getByRole('button', { name }).click();
  await cardOf(guest, 'half.bin').getByRole('progressbar').waitFor();
  await press(host, 'Pause');
  await guest.page.reload();
  await seeAndHearEachOther(host, guest);
  await openChat(guest);
  await cardOf(guest, 'half.bin').getByText('Paused by Grace').waitFor();
  await press(host, 'Go on');
  await press(guest, 'Pause');
  await host.page.reload();
  await seeAndHearEachOther(host, guest);
  await openChat(host);
  // It is too large to be kept, and what a field has chosen no page finds again.
  const again = cardOf(host, 'half.bin');
  await again.getByRole('button', { name: 'Choose the file again' }).waitFor();
  const field = again.locator('input[type=file]');
  await field.setInputFiles({ name: 'half.bin', mimeType: '', buffer: file.subarray(0, 9) });
  await again.getByText('That is another file').waitFor();
  await field.setInputFiles(join(folder, 'half.bin'));
  await again.getByText('Paused by Ada').waitFor();
  await press(guest, 'Go on');
  expect(Buffer.compare(await saved(guest, 'half.bin'), file)).toBe(0);
  expect([await storedCount(host), await storedCount(guest)]).toEqual([0, 1]);
  await guest.page.getByRole('button', { name: 'Close the chat' }).click();
  await guest.leave();
  await guest.page.goto('/');
  await expect.poll(() => storedCount(guest), { timeout: PATIENCE_MS }).toBe(0);
}, 180_000);

it('A connection that is cut in the middle costs nothing of the file', async () => {
  const file = randomBytes(30_000_000);
  await offer(host, 'cut.bin', file);
  await accept(guest, 'cut.bin');
  await cardOf(guest, 'cut.bin')
    .getByText(/ of 30/)
    .waitFor();
  const forgive = await cutConnections(host);
  expect(Buffer.compare(await saved(guest, 'cut.bin'), file)).toBe(0);
  forgive();
}, 180_000);
