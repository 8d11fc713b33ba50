import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { root } from '../lib/paths.ts';
import type { TestOutcome } from './layer-report.ts';

export interface VitestOutcome {
  tests: TestOutcome[];
  /** What broke outside of any test: a file that does not load, a hook, an unhandled rejection. */
  errors: string[];
}

/** Writes what became of every test to a file. Vitest's own JSON leaves out why a test was skipped. */
export class VitestOutcomeReporter implements Reporter {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly { message: string }[]): void {
    const outcome: VitestOutcome = {
      tests: modules.flatMap((module) => [...module.children.allTests()].map(describeTest)),
      errors: [...modules.flatMap(findErrors), ...unhandledErrors.map(({ message }) => message)],
    };
    writeFileSync(this.#file, JSON.stringify(outcome));
  }
}

function describeTest(test: TestCase): TestOutcome {
  const result = test.result();
  return {
    title: `${relative(root, test.module.moduleId)}: ${test.fullName}`,
    // A test that never ended must not pass for one that was skipped.
    state: result.state === 'pending' ? 'failed' : result.state,
    durationMs: test.diagnostic()?.duration ?? 0,
    ...(result.state === 'skipped' && result.note ? { reason: result.note } : {}),
  };
}

function findErrors(module: TestModule): string[] {
  const place = relative(root, module.moduleId);
  const suites = [...module.children.allSuites()];
  const errors = [module, ...suites].flatMap((task) => task.errors());
  return errors.map(({ message }) => `${place}: ${message}`);
}
