/**
 * `npm run files-bench`: how fast files go, beside a bare data channel by turns, as a ratio, since how fast either is depends on the machine
 * and the link. Between two pages of one Chromium, where the processor is what there is too little of; and in the network lab between two
 * homes, where the link is, and the ratio says how well it is kept full.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { build, preview } from 'vite';
import { NetworkLab } from '../network-lab/network-lab.ts';
import { whyNoLab } from '../network-lab/why-no-lab.ts';
import { createBrowserSources } from './browsers/browser-sources.ts';
import { flagsWithoutDevices } from './browsers/chromium-flags.ts';
import { chromium as chromiumKind, findBrowser } from './browsers/find-browser.ts';
import { type Contest, holdContest } from './files-bench/contest.ts';
import { root } from './lib/paths.ts';
import { readArguments } from './lib/read-arguments.ts';
import { runScript } from './lib/run-script.ts';
import { ScriptError } from './lib/script-error.ts';

const USAGE = 'npm run files-bench -- [--rounds N] [--megabytes N] [--kbps N] [--only pages|homes]';
const MB = 1_000_000;
/** What goes over the narrow link takes about so long. */
const NARROW_S = 5;
/** One way, between the two homes. */
const DELAY_MS = 20;

interface Stage {
  readonly executablePath: string;
  /** For profiles: a private one has its files in memory. */
  readonly folder: string;
  readonly port: number;
  readonly signal: AbortSignal;
}

await runScript(async (signal) => {
  const { values } = readArguments(
    {
      rounds: { type: 'string', default: '5' },
      megabytes: { type: 'string', default: '100' },
      kbps: { type: 'string', default: '20000' },
      only: { type: 'string', default: '' },
    },
    USAGE,
  );
  if (!['', 'pages', 'homes'].includes(values.only)) throw new ScriptError(USAGE);
  const found = await findBrowser(chromiumKind, createBrowserSources(chromiumKind, signal));
  if ('missing' in found) throw new ScriptError(found.missing);
  const folder = await mkdtemp(join(tmpdir(), 'parley-files-bench-'));
  const site = await servePage(join(folder, 'site'));
  const stage = { executablePath: found.path, folder, port: site.port, signal };
  const rounds = Number(values.rounds);
  try {
    if (values.only !== 'homes')
      await contestOfPages(stage, { rounds, sizeBytes: Number(values.megabytes) * MB });
    if (values.only !== 'pages') await contestOfHomes(stage, rounds, Number(values.kbps));
    return 0;
  } finally {
    await site.close();
    await rm(folder, { recursive: true, force: true });
  }
});

/** Built, as what people fetch is: a server for work in progress gives a worker its modules one by one. */
async function servePage(outDir: string) {
  const shared = { root: join(root, 'scripts/files-bench'), configFile: false, logLevel: 'error' } as const;
  await build({ ...shared, build: { outDir, emptyOutDir: true }, worker: { format: 'es' } });
  const server = await preview({ ...shared, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('It listens on a port');
  return { port: address.port, close: () => server.close() };
}

async function contestOfPages(stage: Stage, contest: Contest): Promise<void> {
  const context = await openBrowser(stage, stage.executablePath, 'both');
  try {
    const pages = [await openPage(context, stage), await openPage(context, stage)] as const;
    console.log(`Between two pages of one browser, ${contest.sizeBytes / MB} MB each:`);
    console.log(await holdContest(...pages, contest));
  } finally {
    await context.close();
  }
}

async function contestOfHomes(stage: Stage, rounds: number, kbps: number): Promise<void> {
  const missing = whyNoLab();
  if (missing !== undefined) return console.log(`No network lab: ${missing}`);
  const lab = await NetworkLab.open();
  const contexts: BrowserContext[] = [];
  try {
    for (const name of ['ada', 'bob']) {
      const home = await lab.addHome(name, [stage.port]);
      await home.connect({ nat: 'open', shape: { delayMs: DELAY_MS / 2, kbps } });
      const context = await openBrowser(stage, home.writeLauncher(stage.executablePath), name);
      // Else it hides its address behind a name that only its own network knows.
      await context.grantPermissions(['microphone']);
      contexts.push(context);
    }
    const [ada, bob] = await Promise.all(contexts.map((context) => openPage(context, stage)));
    if (ada === undefined || bob === undefined) throw new Error('There are two');
    const sizeBytes = Math.round((kbps / 8) * 1_000 * NARROW_S);
    console.log(
      `Between two homes, ${kbps / 1_000} Mbit/s each way, ${2 * DELAY_MS} ms there and back, ${sizeBytes / MB} MB each:`,
    );
    console.log(await holdContest(ada, bob, { rounds, sizeBytes }));
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
    await lab.close();
  }
}

async function openBrowser(
  { folder, signal }: Stage,
  executablePath: string,
  name: string,
): Promise<BrowserContext> {
  const options = { executablePath, args: [...flagsWithoutDevices] };
  const context = await chromium.launchPersistentContext(join(folder, name), options);
  signal.addEventListener('abort', () => void context.close());
  return context;
}

async function openPage(context: BrowserContext, { port }: Stage): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.waitForFunction(() => 'filesBench' in window);
  return page;
}
