import { join } from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { flagsWithDevices } from './scripts/browsers/chromium-flags.ts';
import { deviceOptions } from './scripts/browsers/test-device.ts';
import { keptModules } from './scripts/layers/kept-modules.ts';
import { VitestOutcomeReporter } from './scripts/layers/vitest-outcome-reporter.ts';

const { PARLEY_CHROMIUM, PARLEY_OUTCOME_FILE, PARLEY_SHOWS_FIGURES } = process.env;

/** As long as anything may take on a machine that does four other things. Vitest's own second is for a machine that waits for us. */
const patient = { poll: { timeout: 30_000 } };

/** Tests that share one running emulator suite, and so run one file after another. */
function emulatorProject(name: string, testTimeout: number, folder = name): TestProjectConfiguration {
  const include = [`emulator-tests/${folder}/**/*.test.ts`];
  return {
    test: { name, include, fileParallelism: false, testTimeout, hookTimeout: testTimeout, expect: patient },
  };
}

/** Whole calls wait more than they work, for time to pass and for the other side: of two people in one, half a core is used. */
const calls: TestProjectConfiguration = {
  test: {
    name: 'calls',
    include: ['emulator-tests/calls/*.test.ts'],
    globalSetup: ['emulator-tests/calls/erase-everything.ts', 'emulator-tests/calls/site-front.ts'],
    maxWorkers: 2,
    // Each step has its own, shorter patience.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    // Another browser has its part in it.
    expect: { poll: { timeout: 60_000 } },
  },
};

/** Real networks, real browsers, and one machine: one file at a time. */
const lab: TestProjectConfiguration = {
  test: {
    name: 'lab',
    include: ['network-lab/*.test.ts', 'emulator-tests/lab/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
};

export default defineConfig({
  test: {
    reporters: PARLEY_OUTCOME_FILE
      ? [
          ['minimal', { silent: PARLEY_SHOWS_FIGURES === undefined ? 'passed-only' : false }],
          new VitestOutcomeReporter(PARLEY_OUTCOME_FILE),
        ]
      : ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{protocol,invitation,call,web/src,web/prerender,functions,scripts,rules-mutation,bench}/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/dist/**', '**/*.browser.test.ts'],
          restoreMocks: true,
          unstubGlobals: true,
          // They wait for nothing, but compute: up to 3 s alone (fast-check's and its URLs' tables of characters, time zones),
          // and ten times that where four others test on the same two cores.
          testTimeout: 120_000,
          expect: patient,
        },
      },
      {
        // Only as a layer: whoever watches files changes them.
        plugins: PARLEY_OUTCOME_FILE ? [keptModules()] : [],
        test: {
          name: 'browser',
          include: ['{call,web}/src/**/*.browser.test.ts'],
          // They wait as much as they work, so that two at once take half as long.
          maxWorkers: 2,
          testTimeout: 120_000,
          expect: patient,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            expect: {
              toMatchScreenshot: {
                // One for all systems, since the fonts come along.
                resolveScreenshotPath: ({ root, testFileDirectory, screenshotDirectory, arg, ext }) =>
                  join(root, testFileDirectory, screenshotDirectory, `${arg}${ext}`),
              },
            },
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
      emulatorProject('rules', 120_000),
      emulatorProject('functions', 180_000),
      emulatorProject('api', 120_000),
      emulatorProject('deliveries', 180_000, 'webhooks'),
      emulatorProject('adapters', 60_000),
      calls,
      lab,
      emulatorProject('join-bench', 60_000),
      emulatorProject('faults', 120_000),
      emulatorProject('soak', 60_000),
      emulatorProject('large-files', 60_000),
    ],
  },
});
