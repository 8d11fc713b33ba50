import { expect, test } from 'vitest';
import { type BrowserSources, chromium, findBrowser, headlessShell } from './find-browser.ts';

/** A machine whose browsers are the paths in the set, and what it was asked to do. */
function createMachine(paths: Set<string>, has: Partial<BrowserSources> = {}) {
  const asked: string[] = [];
  const machine: BrowserSources = {
    named: undefined,
    findCommand: (name) => (paths.has(name) ? name : undefined),
    findPlaywrightCopy: () => (paths.has('playwright') ? 'playwright' : undefined),
    canInstallPackages: () => false,
    installPackage: async (name) => {
      asked.push(`package ${name}`);
      return false;
    },
    downloadPlaywrightCopy: async () => {
      asked.push('download');
      return false;
    },
    ...has,
  };
  return { machine, asked };
}

test('takes the browser that the user names', async () => {
  const { machine } = createMachine(new Set(['/opt/chrome', 'chromium']), { named: '/opt/chrome' });
  expect(await findBrowser(chromium, machine)).toEqual({ path: '/opt/chrome' });
});

test('says so when the named browser is not there, and looks no further', async () => {
  const { machine } = createMachine(new Set(['chromium']), { named: '/opt/chrome' });
  expect(await findBrowser(chromium, machine)).toEqual({
    missing: 'PARLEY_CHROMIUM is `/opt/chrome`, but that is not an executable file.',
  });
});

test("takes a browser of the machine before Playwright's own", async () => {
  const { machine, asked } = createMachine(new Set(['google-chrome', 'playwright']));
  expect(await findBrowser(chromium, machine)).toEqual({ path: 'google-chrome' });
  expect(asked).toEqual([]);
});

test("takes Playwright's own before it installs one", async () => {
  const { machine, asked } = createMachine(new Set(['playwright']), { canInstallPackages: () => true });
  expect(await findBrowser(chromium, machine)).toEqual({ path: 'playwright' });
  expect(asked).toEqual([]);
});

test("installs Debian's package where it may", async () => {
  const paths = new Set<string>();
  const { machine, asked } = createMachine(paths, {
    canInstallPackages: () => true,
    installPackage: async (name) => {
      paths.add(name);
      return true;
    },
  });
  expect(await findBrowser(chromium, machine)).toEqual({ path: 'chromium' });
  expect(asked).toEqual([]);
});

test('takes no other browser for the shell, which has a package of its own', async () => {
  const { machine, asked } = createMachine(new Set(['chromium', 'google-chrome']), {
    canInstallPackages: () => true,
  });
  expect(await findBrowser(headlessShell, machine)).toHaveProperty('missing');
  expect(asked[0]).toBe('package chromium-headless-shell');
});

test('downloads where there is no package to install', async () => {
  const paths = new Set<string>();
  const { machine } = createMachine(paths, {
    downloadPlaywrightCopy: async () => {
      paths.add('playwright');
      return true;
    },
  });
  expect(await findBrowser(chromium, machine)).toEqual({ path: 'playwright' });
});

test('says in one sentence what to do when nothing works', async () => {
  const { machine, asked } = createMachine(new Set(), { canInstallPackages: () => true });
  expect(await findBrowser(chromium, machine)).toEqual({
    missing: 'Chromium is not here and could not be installed: install it, or name one by PARLEY_CHROMIUM.',
  });
  expect(asked).toEqual(['package chromium', 'download']);
});
