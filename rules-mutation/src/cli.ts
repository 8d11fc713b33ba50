#!/usr/bin/env node
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CommandTests } from './command-tests.ts';
import { createMutants, type Mutant } from './create-mutants.ts';
import { Emulator } from './emulator.ts';
import { findEquivalent, parseEquivalents } from './equivalents.ts';
import { type Options, parseOptions, UsageError, usage } from './options.ts';
import { createReport, formatReport } from './report.ts';
import { type Bench, type MutantResult, runMutants, UselessTestsError } from './run-mutants.ts';
import { selectMutants } from './select-mutants.ts';
import { ServerTests } from './server-tests.ts';
import { RulesSyntaxError } from './syntax/rules-syntax-error.ts';

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort());

try {
  process.exitCode = await main(parseOptions(process.argv.slice(2)), stopping.signal);
} catch (error) {
  process.exitCode = stopping.signal.aborted ? 130 : 2;
  if (stopping.signal.aborted) console.error('Stopped.');
  else if (error instanceof UsageError) console.error(`${error.message}\n\n${usage}`);
  else if (error instanceof RulesSyntaxError) console.error(error.message);
  else if (error instanceof UselessTestsError) console.error(error.message);
  else console.error(error);
}

/** @returns the exit code: 0, or 1 when too much survived */
async function main(options: Options, signal: AbortSignal): Promise<number> {
  const original = readFileSync(options.rules, 'utf8');
  const all = createMutants(original, { unknownKey: options.unknownKey });
  const selected = selectMutants(all, options);
  if (options.list) {
    for (const { id, operator, line, column, place, before, after } of selected)
      console.log(`${id} ${line}:${column} ${operator} in ${place}: ${before} → ${after || '(removed)'}`);
    return 0;
  }
  const equivalents =
    options.equivalents === undefined ? [] : parseEquivalents(readFileSync(options.equivalents, 'utf8'));

  // Every test runs against what none is expected to notice, so that takes longest and tells least: last.
  const isListed = (mutant: Mutant) => findEquivalent(mutant, equivalents) !== undefined;
  const mutants = [...selected.filter((mutant) => !isListed(mutant)), ...selected.filter(isListed)];

  console.log(`${mutants.length} of ${all.length} mutants of ${options.rules}, ${options.jobs} at once`);
  const startedAt = performance.now();
  const createBenchHere = () => createBench(options);
  const onResult = (result: MutantResult, done: number) => showResult(result, done, mutants.length);
  const results = await runMutants({
    original,
    mutants,
    jobs: options.jobs,
    createBench: createBenchHere,
    signal,
    onResult,
  });
  const seconds = Math.round((performance.now() - startedAt) / 1000);

  const report = createReport(results, equivalents, mutants.length === all.length);
  console.log(`\n${formatReport(report, options.rules)}\n${seconds} s`);
  if (options.json !== undefined) {
    mkdirSync(dirname(resolve(options.json)), { recursive: true });
    const withoutSources = results.map(({ mutant: { source: _, ...mutant }, ...result }) => ({
      ...mutant,
      ...result,
    }));
    const { score, counts, operators, stale } = report;
    const content = {
      rules: options.rules,
      seconds,
      score,
      counts,
      operators,
      stale,
      mutants: withoutSources,
    };
    writeFileSync(options.json, `${JSON.stringify(content, null, 2)}\n`);
  }
  const hasUnlisted = options.equivalents !== undefined && report.survivors.length > 0;
  return report.score < options.threshold || hasUnlisted ? 1 : 0;
}

async function createBench({ emulator, rules, project, test, testServer }: Options): Promise<Bench> {
  const started = await Emulator.start({ command: emulator, rulesFile: rules, project });
  const env = { ...process.env, FIRESTORE_EMULATOR_HOST: started.host, GCLOUD_PROJECT: project };
  const tests =
    testServer === undefined ? new CommandTests(test ?? '', env) : new ServerTests(testServer, env);
  return { emulator: started, tests };
}

function showResult({ mutant, outcome }: MutantResult, done: number, total: number): void {
  if (outcome === 'survived') {
    const { line, operator, before, after } = mutant;
    console.log(`survived  line ${line}  ${operator}: ${before} → ${after || '(removed)'}`);
  }
  if (done % 10 === 0) console.log(`… ${done} of ${total}`);
}
