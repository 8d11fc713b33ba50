/**
 * A test server (see `ServerTests`) that runs a project of vitest, or those of its files that have one of some texts in
 * their path: `node vitest-server.ts PROJECT [TEXT…]`. It keeps vitest and its transformed modules, runs one file after
 * another and stops at the first failure. Tests that lately failed for rules changed at the same place come first, by
 * themselves; then whole files, those that noticed most there and the quickest before the others.
 */
import { createInterface } from 'node:readline';
import {
  createVitest,
  type TestSpecification,
  type TestSpecificationOptions,
  type Vitest,
} from 'vitest/node';
import type { TestHint, TestVerdict } from './rules-tests.ts';

interface FileRecord {
  readonly specification: TestSpecification;
  durationMs: number;
  /** For each place, how many mutants in it the file has killed. */
  readonly kills: Map<string, number>;
}

interface Failure {
  readonly testId?: string;
  /** The title of the test with its error's first line. */
  readonly words: string;
}

/** A test, by the module that it is in. */
interface Killer {
  readonly file: FileRecord;
  readonly testId: string;
}

/** More of them would take longer than the file in which the next killer is found. */
const MAX_KILLERS = 12;

const [project, ...filters] = process.argv.slice(2);
const vitest = await createVitest({
  watch: false,
  bail: 1,
  reporters: [],
  ...(project !== undefined && { project: [project] }),
});
await vitest.standalone();
const files: FileRecord[] = (await vitest.globTestSpecifications(filters)).map((specification) => ({
  specification,
  durationMs: 0,
  kills: new Map(),
}));
/** For each place, the latest first. */
const killers = new Map<string, readonly Killer[]>();

for await (const line of createInterface({ input: process.stdin })) {
  console.log(`rules-mutation ${JSON.stringify(await runTests(vitest, JSON.parse(line)))}`);
}
await vitest.close();

async function runTests(vitest: Vitest, { place }: TestHint): Promise<TestVerdict> {
  if (files.length === 0) return { outcome: 'failed', failed: 'there are no test files' };
  const worth = ({ kills, durationMs }: FileRecord) => (1 + 4 * (kills.get(place) ?? 0)) / (100 + durationMs);
  const known = killers.get(place) ?? [];
  for (const file of new Set(known.map(({ file }) => file))) {
    const testIds = known.filter((killer) => killer.file === file).map(({ testId }) => testId);
    const failure = await runFile(vitest, file, { testIds });
    if (failure !== undefined) return note(place, file, failure);
  }
  for (const file of files.toSorted((a, b) => worth(b) - worth(a))) {
    const startedAt = performance.now();
    const failure = await runFile(vitest, file);
    if (failure !== undefined) return note(place, file, failure);
    file.durationMs = performance.now() - startedAt;
  }
  return { outcome: 'passed' };
}

function note(place: string, file: FileRecord, { testId, words }: Failure): TestVerdict {
  file.kills.set(place, (file.kills.get(place) ?? 0) + 1);
  if (testId !== undefined) {
    const others = (killers.get(place) ?? []).filter((killer) => killer.testId !== testId);
    killers.set(place, [{ file, testId }, ...others].slice(0, MAX_KILLERS));
  }
  return { outcome: 'failed', failed: words };
}

/** @returns undefined: all pass */
async function runFile(
  vitest: Vitest,
  { specification: { project, moduleId } }: FileRecord,
  some?: TestSpecificationOptions,
): Promise<Failure | undefined> {
  const specification = project.createSpecification(moduleId, some);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications([specification]);
  // All files that ever ran are among them, with what became of them then.
  for (const module of testModules.filter((module) => module.moduleId === moduleId)) {
    for (const test of module.children.allTests('failed')) {
      const [reason = ''] = (test.result().errors?.[0]?.message ?? '').split('\n');
      return { testId: test.id, words: `${test.fullName} (${reason.slice(0, 200)})` };
    }
    if (module.state() === 'failed') return { words: `${moduleId} fails outside of its tests` };
    const count = [...module.children.allTests()].length;
    if (count === 0) return { words: `${moduleId} has no tests` };
  }
  return unhandledErrors.length > 0 ? { words: `unhandled: ${unhandledErrors[0]}` } : undefined;
}
