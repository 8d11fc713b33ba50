/**
 * `npm run files-bench`: how fast files go between two pages of one Chromium, beside a bare data channel by turns, as a ratio, since how
 * fast either is depends on the machine.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { createServer } from 'vite';
import { createBrowserSources } from './browser-sources.ts';
import { flagsWithoutDevices } from './chromium-flags.ts';
import { chromium as chromiumKind, findBrowser } from './find-browser.ts';
import { root } from './paths.ts';
import { readArguments } from './read-arguments.ts';
import { runScript } from './run-script.ts';
import { ScriptError } from './script-error.ts';

const USAGE = 'npm run files-bench -- [--rounds N] [--megabytes N]';
const MB = 1_000_000;
/** Of the bare channel, up to the largest that browsers take from each other: whichever is fastest is what files are held against. */
const BARE_MESSAGE_BYTES = [64 * 1024, 128 * 1024, 256 * 1024] as const;
/** What files should have of the bare channel's throughput. */
const WANTED = 0.85;

await runScript(async (signal) => {
  const { values } = readArguments(
    {
      rounds: { type: 'string', default: '5' },
      megabytes: { type: 'string', default: '100' },
    },
    USAGE,
  );
  const found = await findBrowser(chromiumKind, createBrowserSources(chromiumKind, signal));
  if ('missing' in found) throw new ScriptError(found.missing);
  const profile = await mkdtemp(join(tmpdir(), 'parley-files-bench-'));
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'warn',
    cacheDir: join(root, 'node_modules/.vite/files-bench'),
    // Only what the page asks for, and no reload in the middle.
    server: { host: '127.0.0.1', port: 0, hmr: false },
    optimizeDeps: { noDiscovery: true },
  });
  await server.listen();
  const [origin = ''] = server.resolvedUrls?.local ?? [];
  // With a profile of its own, since a private one has its files in memory.
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: found.path,
    args: [...flagsWithoutDevices],
  });
  signal.addEventListener('abort', () => void context.close());
  try {
    const [ada, bob] = await connect(context, `${origin}scripts/files-bench/index.html`);
    await compare(ada, bob, Number(values.rounds), Number(values.megabytes) * MB);
    return 0;
  } finally {
    await context.close();
    await server.close();
    await rm(profile, { recursive: true, force: true });
  }
});

async function connect(context: BrowserContext, address: string): Promise<[Page, Page]> {
  const [ada, bob] = [await context.newPage(), await context.newPage()];
  for (const page of [ada, bob]) {
    page.on('pageerror', (error) => console.error(error));
    await page.goto(address);
    await page.waitForFunction(() => 'filesBench' in window);
  }
  for (const kind of ['link', 'bare'] as const) {
    const offer = await ada.evaluate((which) => window.filesBench[which].offer(), kind);
    const given = { kind, sdp: offer };
    const answer = await bob.evaluate(({ kind: which, sdp }) => window.filesBench[which].answer(sdp), given);
    await ada.evaluate(({ kind: which, sdp }) => window.filesBench[which].take(sdp), { kind, sdp: answer });
  }
  for (const page of [ada, bob]) await page.evaluate(() => window.filesBench.meet());
  for (const page of [ada, bob]) await page.waitForFunction(() => window.filesBench.isOpen());
  return [ada, bob];
}

/** By turns, so that what else the machine does meets all alike. */
async function compare(ada: Page, bob: Page, rounds: number, sizeBytes: number): Promise<void> {
  await ada.evaluate((size) => window.filesBench.createSource(size), sizeBytes);
  const bare = new Map<number, number[]>(BARE_MESSAGE_BYTES.map((messageBytes) => [messageBytes, []]));
  const files: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const [messageBytes, speeds] of bare) speeds.push(await sendBare(ada, bob, sizeBytes, messageBytes));
    files.push(sizeBytes / (await sendFile(ada, bob)) / 1_000);
    const told = [...bare].map(
      ([messageBytes, speeds]) => `${messageBytes / 1024} KiB ${speeds.at(-1)?.toFixed(1)}`,
    );
    console.log(
      `${round + 1}: bare channel by messages of ${told.join(', ')}; file ${files.at(-1)?.toFixed(1)} MB/s`,
    );
  }
  const medians = [...bare.values()].map(median);
  const best = Math.max(...medians);
  const told = medians.map(
    (speed, index) => `${(BARE_MESSAGE_BYTES[index] ?? 0) / 1024} KiB ${speed.toFixed(1)}`,
  );
  console.log(
    `medians: bare channel ${told.join(', ')}; file ${median(files).toFixed(1)} MB/s: ${((100 * median(files)) / best).toFixed(0)} % of the fastest (wanted: ${100 * WANTED} %)`,
  );
}

/** In megabytes per second. */
async function sendBare(ada: Page, bob: Page, sizeBytes: number, messageBytes: number): Promise<number> {
  const counting = bob.evaluate((size) => window.filesBench.countBare(size), sizeBytes);
  await ada.evaluate((given) => window.filesBench.sendBare(given.sizeBytes, given.messageBytes), {
    sizeBytes,
    messageBytes,
  });
  return sizeBytes / (await counting) / 1_000;
}

async function sendFile(ada: Page, bob: Page): Promise<number> {
  const receiving = bob.evaluate(() => window.filesBench.receive());
  await ada.evaluate(() => window.filesBench.offer());
  return receiving;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}
