import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { flagsWithDevices } from './scripts/chromium-flags.ts';
import { deviceOptions } from './scripts/test-device.ts';
import { VitestOutcomeReporter } from './scripts/vitest-outcome-reporter.ts';

const { PARLEY_CHROMIUM, PARLEY_OUTCOME_FILE } = process.env;

/** Tests that share one running emulator suite, and so run one file after another. */
function emulatorProject(name: string, testTimeout: number, folder = name): TestProjectConfiguration {
  const include = [`emulator-tests/${folder}/**/*.test.ts`];
  return { test: { name, include, fileParallelism: false, testTimeout, hookTimeout: testTimeout } };
}

/** Whole calls that no other may disturb, since they count what happens, or look at everything there is. */
const CALLS_ALONE = ['looking', 'privacy', 'simultaneous'].map(
  (name) => `emulator-tests/calls/${name}.test.ts`,
);

/** Whole calls wait more than they work: for time to pass, for the other side. So two files at once take turns well. */
function callsProject(
  name: string,
  maxWorkers: number,
  include: string[],
  exclude: string[],
): TestProjectConfiguration {
  const sequence = { groupOrder: maxWorkers };
  return { test: { name, include, exclude, maxWorkers, sequence, testTimeout: 60_000, hookTimeout: 60_000 } };
}

export default defineConfig({
  test: {
    reporters: PARLEY_OUTCOME_FILE
      ? ['minimal', new VitestOutcomeReporter(PARLEY_OUTCOME_FILE)]
      : ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{protocol,invitation,web/src,functions,scripts,rules-mutation}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**', '**/*.browser.test.ts'],
          // They wait for nothing, but compute: up to 3 s alone (fast-check's and its URLs' tables of characters, time zones),
          // and ten times that where four others test on the same two cores.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['web/src/**/*.browser.test.ts'],
          // Two calls at once starve each other's encoders on a small machine.
          fileParallelism: false,
          testTimeout: 15_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              contextOptions: deviceOptions,
              launchOptions: {
                args: [...flagsWithDevices],
                ...(PARLEY_CHROMIUM ? { executablePath: PARLEY_CHROMIUM } : {}),
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      emulatorProject('rules', 15_000),
      emulatorProject('functions', 60_000),
      emulatorProject('api', 60_000),
      emulatorProject('deliveries', 60_000, 'webhooks'),
      emulatorProject('adapters', 15_000),
      callsProject('calls', 2, ['emulator-tests/calls/*.test.ts'], CALLS_ALONE),
      callsProject('calls-alone', 1, CALLS_ALONE, []),
      emulatorProject('join-bench', 60_000),
    ],
  },
});
