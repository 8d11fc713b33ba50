/**
 * `npm run faults -- [--runs N] [--add] [NAME…]`: what becomes of a call under each fault, many times, as a table in docs/faults.md. NAME is what a
 * scenario's name begins with. Runs are kept for this machine's user, also when it is stopped: those of today take the place of earlier ones of the
 * same scenario, or with `--add` come on top, so that many can be gathered over days.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { whyNoLab } from '../network-lab/why-no-lab.ts';
import { createBrowserSources } from './browsers/browser-sources.ts';
import { chromium, findBrowser } from './browsers/find-browser.ts';
import { describeRuns, type FaultRun, faultTable, gathered } from './figures/fault-report.ts';
import { localCache, root, userCache } from './lib/paths.ts';
import { readArguments } from './lib/read-arguments.ts';
import { runScript } from './lib/run-script.ts';
import { ScriptError } from './lib/script-error.ts';
import { runToEnd } from './lib/started-process.ts';

const USAGE = 'npm run faults -- [--runs N] [--add] [NAME…]';
const BEGIN = '<!-- npm run faults writes what is between these lines -->';
const END = '<!-- until here -->';
const GIB = 2 ** 30;
const RUNS = join(userCache, 'faults.jsonl');

await runScript(async (signal) => {
  const { values, positionals } = readArguments(
    { runs: { type: 'string' }, add: { type: 'boolean' } },
    USAGE,
  );
  const missing = whyNoLab();
  if (missing !== undefined) throw new ScriptError(`There is no network lab here: it ${missing}.`);
  const found = await findBrowser(chromium, createBrowserSources(chromium, signal));
  const version = 'path' in found ? execFileSync(found.path, ['--version'], { encoding: 'utf8' }) : '';
  const browser = /\w+ \d+/.exec(version)?.[0] ?? 'Chromium';
  for (const folder of [localCache, userCache]) mkdirSync(folder, { recursive: true });
  const freshFile = join(localCache, 'faults.jsonl');
  rmSync(freshFile, { force: true });
  let stoppedAt = Number.POSITIVE_INFINITY;
  signal.addEventListener('abort', () => {
    stoppedAt = Date.now();
  });
  // One that was cut short by that says nothing of calls.
  const freshRuns = () => readRuns(freshFile).filter(({ at }) => Date.parse(at) < stoppedAt);
  let succeeded = false;
  try {
    succeeded = await runToEnd(process.execPath, [join(root, 'scripts/test.ts'), 'faults'], {
      signal,
      env: {
        ...process.env,
        PARLEY_FAULT_RUNS: values.runs ?? '5',
        PARLEY_FAULT_NAMES: positionals.join(','),
        PARLEY_FAULT_FILE: freshFile,
        PARLEY_FAULT_BUILD: presentBuild(),
      },
    });
  } finally {
    const fresh = freshRuns();
    const runs = gathered(readRuns(RUNS), fresh, values.add === true);
    if (fresh.length > 0) {
      writeFileSync(RUNS, runs.map((run) => `${JSON.stringify(run)}\n`).join(''));
      writeTable(runs, browser);
    }
  }
  if (freshRuns().length === 0) throw new ScriptError('Nothing was measured: the lines above say why.');
  return succeeded ? 0 : 1;
});

function presentBuild(): string {
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  const isChanged = git('status', '--porcelain', '--', '.', ':!docs') !== '';
  return git('rev-parse', '--short', 'HEAD') + (isChanged ? ' with changes' : '');
}

function readRuns(file: string): FaultRun[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line): FaultRun => JSON.parse(line));
}

function writeTable(runs: readonly FaultRun[], browser: string): void {
  const memory = Math.round(totalmem() / GIB);
  const machine = `${cpus().length} cores, ${memory} GiB, Linux, headless ${browser}`;
  const content = `${describeRuns(runs)}; ${machine}.\n\n${faultTable(runs)}`;
  const document = join(root, 'docs/faults.md');
  const text = readFileSync(document, 'utf8');
  const [before = '', after = ''] = [text.split(BEGIN)[0], text.split(END)[1]];
  writeFileSync(document, `${before}${BEGIN}\n\n${content}\n\n${END}${after}`);
  console.log(`\n${content}`);
}
