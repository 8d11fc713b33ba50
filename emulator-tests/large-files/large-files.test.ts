/**
 * `npm run large-files`: files of 300 MB and 2 GiB between two browsers as people have them, byte-equal at the other side, while neither
 * page holds them in memory and both go on seeing and hearing each other.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type BrowserContext, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { flagsWithDevices } from '../../scripts/browsers/chromium-flags.ts';
import { haveCall, Person, seeAndHearEachOther } from '../calls/person.ts';
import { accept, cardOf, offer, openChat, save } from '../calls/sending-files.ts';

const MIB = 2 ** 20;
const SIZES_BYTES = (process.env.PARLEY_LARGE_FILES_MB ?? '300,2048')
  .split(',')
  .map((size) => Number(size) * MIB);
const PATIENCE_MS = 3_600_000;
/** What a page may hold more with a file under way than before it: windows, blocks, and what the browser has not collected yet. */
const MAX_GROWTH_BYTES = 200 * MIB;

let folder: string;
let people: readonly [Person, Person];
let contexts: BrowserContext[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-large-files-'));
  contexts = [];
  people = [await createPerson('ada'), await createPerson('bob')];
}, PATIENCE_MS);
afterAll(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  await rm(folder, { recursive: true });
});

/** With a profile on the disk: a private one has its files in memory. */
function createPerson(name: string): Promise<Person> {
  const executablePath = process.env.PARLEY_CHROMIUM ?? '';
  return Person.create({
    async newContext(options) {
      const launch = { executablePath, args: [...flagsWithDevices] };
      const context = await chromium.launchPersistentContext(join(folder, name), { ...options, ...launch });
      contexts.push(context);
      return context;
    },
  });
}

it.each(SIZES_BYTES)(
  'a file of %d bytes is the same at the other side, and in nobody’s memory',
  async (sizeBytes) => {
    const [host, guest] = people;
    const name = `${sizeBytes}.bin`;
    await writeRandom(join(folder, name), sizeBytes);
    await haveCall(host, guest);
    await Promise.all(people.map(openChat));
    const before = await Promise.all(people.map(heldBytes));
    const peak = [...before];
    const begunAt = performance.now();
    await offer(host, join(folder, name));
    await accept(guest, name);
    const button = cardOf(guest, name).getByRole('button', { name: 'Save' });
    await cardOf(guest, name).getByRole('progressbar').waitFor({ timeout: PATIENCE_MS });
    await seeAndHearEachOther(host, guest);
    await expect
      .poll(
        async () => {
          for (const [index, bytes] of (await Promise.all(people.map(heldBytes))).entries())
            peak[index] = Math.max(peak[index] ?? 0, bytes);
          return button.isVisible();
        },
        { timeout: PATIENCE_MS, interval: 500 },
      )
      .toBe(true);
    const seconds = (performance.now() - begunAt) / 1_000;
    const growth = peak.map((bytes, index) => bytes - (before[index] ?? 0));
    console.log(
      `${sizeBytes / MIB} MiB in ${seconds.toFixed(0)} s, ${(sizeBytes / 1e6 / seconds).toFixed(1)} MB/s; held more at the most: ${growth
        .map((bytes) => `${(bytes / MIB).toFixed(0)} MiB`)
        .join(' by the sender, ')} by the receiver`,
    );
    const [sent, arrived] = await Promise.all([
      hashOf(join(folder, name)),
      hashOf(await save(guest, name, PATIENCE_MS)),
    ]);
    expect(arrived).toBe(sent);
    for (const bytes of growth) expect(bytes).toBeLessThan(MAX_GROWTH_BYTES);
    for (const person of people) {
      person.assertNoErrors();
      await person.openLink('about:blank');
    }
  },
  PATIENCE_MS,
);

/** By scripts of the page, and by their buffers. */
async function heldBytes({ page }: Person): Promise<number> {
  const session = await page.context().newCDPSession(page);
  try {
    const {
      usedSize,
      embedderHeapUsedSize = 0,
      backingStorageSize = 0,
    } = (await session.send('Runtime.getHeapUsage')) as {
      usedSize: number;
      embedderHeapUsedSize?: number;
      backingStorageSize?: number;
    };
    return usedSize + embedderHeapUsedSize + backingStorageSize;
  } finally {
    await session.detach();
  }
}

async function writeRandom(file: string, sizeBytes: number): Promise<void> {
  const blocks = function* () {
    for (let at = 0; at < sizeBytes; at += MIB) yield randomBytes(Math.min(MIB, sizeBytes - at));
  };
  await pipeline(Readable.from(blocks()), createWriteStream(file));
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
