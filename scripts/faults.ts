/**
 * `npm run faults -- [--runs N] [--add] [NAME…]`: what becomes of a call under each fault, many times, as a table in docs/faults.md. NAME is what a
 * scenario's name begins with; `--add` keeps the runs of before.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { whyNoLab } from '../network-lab/why-no-lab.ts';
import { createBrowserSources } from './browser-sources.ts';
import { type FaultRun, faultTable } from './fault-report.ts';
import { chromium, findBrowser } from './find-browser.ts';
import { localCache, root } from './paths.ts';
import { readArguments } from './read-arguments.ts';
import { runScript } from './run-script.ts';
import { ScriptError } from './script-error.ts';
import { runToEnd } from './started-process.ts';

const USAGE = 'npm run faults -- [--runs N] [--add] [NAME…]';
const BEGIN = '<!-- npm run faults writes what is between these lines -->';
const END = '<!-- until here -->';
const GIB = 2 ** 30;

await runScript(async (signal) => {
  const { values, positionals } = readArguments(
    { runs: { type: 'string' }, add: { type: 'boolean' } },
    USAGE,
  );
  const missing = whyNoLab();
  if (missing !== undefined) throw new ScriptError(`There is no network lab here: it ${missing}.`);
  const file = join(localCache, 'faults.jsonl');
  mkdirSync(localCache, { recursive: true });
  if (values.add !== true) rmSync(file, { force: true });
  const succeeded = await runToEnd(process.execPath, [join(root, 'scripts/test.ts'), 'faults'], {
    signal,
    env: {
      ...process.env,
      PARLEY_FAULT_RUNS: values.runs ?? '5',
      PARLEY_FAULT_NAMES: positionals.join(','),
      PARLEY_FAULT_FILE: file,
    },
  });
  if (!existsSync(file)) throw new ScriptError('Nothing was measured: the lines above say why.');
  const runs = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line): FaultRun => JSON.parse(line));
  const table = faultTable(runs);
  const found = await findBrowser(chromium, createBrowserSources(chromium, signal));
  const version = 'path' in found ? execFileSync(found.path, ['--version'], { encoding: 'utf8' }) : '';
  const browser = /\w+ \d+/.exec(version)?.[0] ?? 'Chromium';
  const memory = Math.round(totalmem() / GIB);
  const day = runs.at(-1)?.at.slice(0, 10);
  const machine = `${day}, ${cpus().length} cores, ${memory} GiB, Linux, headless ${browser}.`;
  const document = join(root, 'docs/faults.md');
  const text = readFileSync(document, 'utf8');
  const [before = '', after = ''] = [text.split(BEGIN)[0], text.split(END)[1]];
  writeFileSync(document, `${before}${BEGIN}\n\n${machine}\n\n${table}\n\n${END}${after}`);
  console.log(`\n${machine}\n\n${table}`);
  return succeeded ? 0 : 1;
});
