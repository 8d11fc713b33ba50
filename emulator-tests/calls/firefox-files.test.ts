/** Files between Chromium and Firefox, each way. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileTransfer } from '@parley/call';
import type { Browser as Chromium } from 'playwright-core';
import type { ElementHandle, Browser as Firefox } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { FirefoxPerson, hasFirefox, launchFirefox } from './firefox-person.ts';
import { PATIENCE_MS, Person, seeAndHearEachOther } from './person.ts';
import { accept, offer, openChat, save } from './sending-files.ts';

describe.skipIf(!hasFirefox)('Chromium and Firefox', () => {
  let chromium: Chromium;
  let firefox: Firefox;
  let folder: string;
  beforeAll(async () => {
    [chromium, firefox] = await Promise.all([launchChromium(), launchFirefox()]);
    folder = await mkdtemp(join(tmpdir(), 'parley-firefox-files-'));
  });
  afterAll(async () => {
    await Promise.all([chromium.close(), firefox.close()]);
    await rm(folder, { recursive: true });
  });

  it('send each other files that arrive as they are, on the disk, and one goes on when Firefox is loaded anew', async () => {
    const [inChromium, inFirefox] = await Promise.all([
      Person.create(chromium),
      FirefoxPerson.create(firefox),
    ]);
    const names = ['there.bin', 'back.bin', 'again.bin'] as const;
    const files = names.map((name) => join(folder, name));
    const [there, back, again] = files as [string, string, string];
    await Promise.all(files.map((file) => writeFile(file, randomBytes(12_000_003))));
    try {
      await inChromium.startCall();
      await inChromium.enter();
      await inFirefox.openLink(inChromium.page.url());
      await inFirefox.enter();
      await seeAndHearEachOther(inChromium, inFirefox);
      await Promise.all([openChat(inChromium), openChatIn(inFirefox)]);

      await offer(inChromium, there);
      await inFirefox.press('Accept');
      await expectArrived(inFirefox, 'there.bin', there);

      const field = await inFirefox.page.waitForSelector('>>> parley-file-list >>> input[type=file]');
      await (field as ElementHandle<HTMLInputElement>).uploadFile(back);
      await accept(inChromium, 'back.bin');
      expect(await hashOf(await save(inChromium, 'back.bin'))).toBe(await hashOf(back));

      await offer(inChromium, again);
      await inFirefox.press('Accept');
      await inFirefox.page.waitForSelector('>>> progress');
      await inFirefox.page.reload();
      await seeAndHearEachOther(inChromium, inFirefox);
      await openChatIn(inFirefox);
      await expectArrived(inFirefox, 'again.bin', again);

      expect(await inFirefox.page.evaluate(storedNames)).toContain('data');
      await seeAndHearEachOther(inChromium, inFirefox);
      inChromium.assertNoErrors();
      expect(inFirefox.violations).toEqual([]);
    } finally {
      await Promise.all([inChromium.context.close(), inFirefox.page.browserContext().close()]);
    }
  });
});

async function openChatIn({ page }: FirefoxPerson): Promise<void> {
  await page.locator('>>> button[aria-label^="Chat"]').click();
  await page.waitForSelector('>>> parley-file-list');
}

/** What its card would save. */
async function expectArrived({ page }: FirefoxPerson, name: string, file: string): Promise<void> {
  const arrived = () => page.$$eval('>>> parley-file-card', hashOfArrived, name);
  await expect.poll(arrived, { timeout: 3 * PATIENCE_MS }).toBe(await hashOf(file));
}

async function hashOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

/** Runs in the page. */
async function hashOfArrived(cards: Element[], name: string): Promise<string | undefined> {
  const transfers = cards.map((card) => (card as Element & { transfer: FileTransfer }).transfer);
  const file = transfers.find((transfer) => transfer.name === name)?.file;
  if (file === undefined) return undefined;
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Runs in the page: what lies there of files that came. */
async function storedNames(): Promise<string[]> {
  const root = await navigator.storage.getDirectory();
  const all = await root.getDirectoryHandle('parley-files', { create: true });
  const names: string[] = [];
  for await (const folder of all.values())
    for await (const name of (folder as FileSystemDirectoryHandle).keys()) names.push(name);
  return names;
}
