/**
 * A test server (see `ServerTests`) that runs a project of vitest, or those of its files that have one of some texts in
 * their path: `node vitest-server.ts PROJECT [TEXT…]`. It keeps vitest and its transformed modules, runs one file after
 * another and stops at the first failure. Files that failed lately for rules changed at the same place come first, then
 * the quickest.
 */
import { createInterface } from 'node:readline';
import { createVitest, type TestSpecification, type Vitest } from 'vitest/node';
import type { TestHint, TestVerdict } from './rules-tests.ts';

interface FileRecord {
  readonly specification: TestSpecification;
  durationMs: number;
  /** For each place, how many mutants in it the file has killed. */
  readonly kills: Map<string, number>;
}

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

for await (const line of createInterface({ input: process.stdin })) {
  console.log(`rules-mutation ${JSON.stringify(await runTests(vitest, JSON.parse(line)))}`);
}
await vitest.close();

async function runTests(vitest: Vitest, hint: TestHint): Promise<TestVerdict> {
  if (files.length === 0) return { outcome: 'failed', failed: 'there are no test files' };
  const worth = ({ kills, durationMs }: FileRecord) =>
    (1 + 4 * (kills.get(hint.place) ?? 0)) / (100 + durationMs);
  files.sort((a, b) => worth(b) - worth(a));
  for (const file of files) {
    const startedAt = performance.now();
    const failed = await runFile(vitest, file.specification);
    if (failed !== undefined) {
      file.kills.set(hint.place, (file.kills.get(hint.place) ?? 0) + 1);
      return { outcome: 'failed', failed };
    }
    file.durationMs = performance.now() - startedAt;
  }
  return { outcome: 'passed' };
}

/** @returns the title of the first test that fails with its error's first line; undefined: all pass */
async function runFile(vitest: Vitest, specification: TestSpecification): Promise<string | undefined> {
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications([specification]);
  // All files that ever ran are among them, with what became of them then.
  for (const module of testModules.filter(({ moduleId }) => moduleId === specification.moduleId)) {
    for (const test of module.children.allTests('failed')) {
      const [reason = ''] = (test.result().errors?.[0]?.message ?? '').split('\n');
      return `${test.fullName} (${reason.slice(0, 200)})`;
    }
    if (module.state() === 'failed') return `${module.moduleId} fails outside of its tests`;
    const count = [...module.children.allTests()].length;
    if (count === 0) return `${module.moduleId} has no tests`;
  }
  return unhandledErrors.length > 0 ? `unhandled: ${unhandledErrors[0]}` : undefined;
}
