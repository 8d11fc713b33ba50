/**
 * `npm run files-bench`: how fast files go between two pages of one Chromium, beside a bare data channel by turns, as a ratio, since how
 * fast either is depends on the machine. `-- --large`: one of 2 GiB, and how much memory the two pages take meanwhile.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
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

const USAGE = 'npm run files-bench -- [--rounds N] [--megabytes N] [--large]';
const MB = 1_000_000;
const LARGE_MB = 2 ** 31 / MB;
/** Of the bare channel, up to the largest that browsers take from each other: whichever is fastest is what files are held against. */
const BARE_MESSAGE_BYTES = [64 * 1024, 128 * 1024, 256 * 1024] as const;
const WATCHED_EVERY_MS = 500;
const PARTS_BYTES = 50 * MB;
/** What files should have of the bare channel's throughput. */
const WANTED = 0.85;

await runScript(async (signal) => {
  const { values } = readArguments(
    {
      rounds: { type: 'string', default: '5' },
      megabytes: { type: 'string' },
      large: { type: 'boolean', default: false },
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
    const { megabytes } = values;
    if (values.large) await sendLarge(context, ada, bob, Number(megabytes ?? LARGE_MB) * MB);
    else await compare(ada, bob, Number(values.rounds), Number(megabytes ?? 100) * MB);
    await tellParts(ada);
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

/** One after the other in one page, while nothing else of the bench is done. */
async function tellParts(page: Page): Promise<void> {
  const parts = await page.evaluate((size) => window.filesBench.timeParts(size), PARTS_BYTES);
  const told = Object.entries(parts).map(([part, ms]) => `${part} ${ms.toFixed(1)}`);
  console.log(`Alone, in milliseconds for each megabyte: ${told.join(', ')}.`);
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

/** The same at the other end, and by how much the pages grow on the way. */
async function sendLarge(context: BrowserContext, ada: Page, bob: Page, sizeBytes: number): Promise<void> {
  await ada.evaluate((size) => window.filesBench.createSource(size), sizeBytes);
  const before = await residentBytes(context);
  const most = new Map(before);
  const stop = new AbortController();
  const watching = (async () => {
    while (!stop.signal.aborted) {
      for (const [id, bytes] of await residentBytes(context))
        most.set(id, Math.max(most.get(id) ?? 0, bytes));
      await new Promise((resolve) => setTimeout(resolve, WATCHED_EVERY_MS));
    }
  })();
  const ms = await sendFile(ada, bob).finally(() => stop.abort());
  await watching;
  const sent = await ada.evaluate(() => window.filesBench.sumOfSource());
  if (sent !== (await bob.evaluate(() => window.filesBench.sumOfReceived())))
    throw new ScriptError('What arrived is not what was sent.');
  console.log(
    `${(sizeBytes / MB).toFixed(0)} MB, the same at the other end: ${(sizeBytes / ms / 1_000).toFixed(1)} MB/s`,
  );
  const grown = [...most].map(([id, bytes]) => ((bytes - (before.get(id) ?? 0)) / MB).toFixed(0));
  console.log(`The processes of the pages took at the most ${grown.join(' and ')} MB more than before.`);
  for (const page of [ada, bob]) await page.evaluate(() => window.filesBench.close());
}

/** Of each page's process, by its ID, as Linux tells. */
async function residentBytes(context: BrowserContext): Promise<Map<number, number>> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (session === undefined) throw new ScriptError('The browser does not tell its processes.');
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  return new Map(
    await Promise.all(
      pages.map(async ({ id }) => {
        const status = await readFile(`/proc/${id}/status`, 'utf8');
        return [id, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1_024] as const;
      }),
    ),
  );
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}
