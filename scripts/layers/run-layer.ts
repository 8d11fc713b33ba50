import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { localCache, root } from '../lib/paths.ts';
import { runToEnd } from '../lib/started-process.ts';
import type { LayerReport } from './layer-report.ts';
import type { Layer } from './layers.ts';
import type { VitestOutcome } from './vitest-outcome-reporter.ts';

interface RunOptions {
  signal: AbortSignal;
  env: NodeJS.ProcessEnv;
  /** What stands after the layer's name on the command line, for vitest or the check. */
  extraArgs: readonly string[];
  /** What it prints, as it comes. undefined: to our own terminal. */
  onOutput?: (text: string) => void;
}

/** Runs one layer, which shows its failures in full, and says what became of it. */
export async function runLayer(layer: Layer, options: RunOptions): Promise<LayerReport> {
  const startedAt = performance.now();
  const result = layer.commands ? await runCommands(layer, options) : await runVitest(layer, options);
  return { layer: layer.name, seconds: (performance.now() - startedAt) / 1000, ...result };
}

async function runCommands({ name, commands = [] }: Layer, { signal, env, extraArgs, onOutput }: RunOptions) {
  const startedAt = performance.now();
  let passed = true;
  for (const [command, ...args] of commands) {
    let output = '';
    const succeeded = await runToEnd(join(root, 'node_modules/.bin', command), [...args, ...extraArgs], {
      signal,
      env: { ...env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
      logFile: join(localCache, `${name}.log`),
      onOutput: (text) => {
        output += text;
      },
    });
    if (!succeeded) (onOutput ?? ((text) => process.stdout.write(text)))(output);
    passed &&= succeeded;
  }
  const state = passed ? ('passed' as const) : ('failed' as const);
  return { tests: [{ title: name, state, durationMs: performance.now() - startedAt }] };
}

async function runVitest({ name, isOnDemand }: Layer, { signal, env, extraArgs, onOutput }: RunOptions) {
  const outcomeFile = join(localCache, `${name}.outcome.json`);
  mkdirSync(localCache, { recursive: true });
  rmSync(outcomeFile, { force: true });
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', `${name}*`, ...extraArgs];
  const succeeded = await runToEnd(process.execPath, args, {
    signal,
    env: {
      ...env,
      PARLEY_OUTCOME_FILE: outcomeFile,
      // What it measures it prints.
      ...(isOnDemand && { PARLEY_SHOWS_FIGURES: '1' }),
      // Through a pipe of ours it would not know of our terminal.
      ...(onOutput && process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
    },
    ...(onOutput ? { onOutput, logFile: join(localCache, `${name}.log`) } : {}),
  });
  if (!existsSync(outcomeFile)) return { tests: [], failure: 'vitest crashed before it finished' };
  return judgeVitest(succeeded, JSON.parse(readFileSync(outcomeFile, 'utf8')));
}

/** The layer's verdict: vitest's exit code alone would let a layer without tests pass. */
export function judgeVitest(
  succeeded: boolean,
  { tests, errors }: VitestOutcome,
): Pick<LayerReport, 'tests' | 'failure'> {
  if (errors.length > 0) return { tests, failure: errors.join('; ') };
  if (tests.every(({ state }) => state === 'skipped')) return { tests, failure: 'no test ran' };
  if (!succeeded && tests.every(({ state }) => state !== 'failed'))
    return { tests, failure: 'vitest failed outside of the tests' };
  return { tests };
}
