import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium as playwrightChromium } from 'playwright-core';
import { findCommand, isExecutableFile } from '../lib/commands.ts';
import { localCache, root } from '../lib/paths.ts';
import { showProgress } from '../lib/progress.ts';
import { runToEnd } from '../lib/started-process.ts';
import { type BrowserKind, type BrowserSources, chromium } from './find-browser.ts';

/** The real machine, for `findBrowser`. */
export function createBrowserSources(kind: BrowserKind, signal: AbortSignal): BrowserSources {
  const options = { signal, logFile: join(localCache, `install-${kind.debianPackage}.log`) };
  // Playwright drives only its own patched Firefox, and puppeteer only a real one.
  const hasPlaywrightCopy = kind === chromium;
  return {
    named: process.env[kind.variable],
    findCommand,
    findPlaywrightCopy: () => {
      const path = hasPlaywrightCopy ? playwrightChromium.executablePath() : '';
      return isExecutableFile(path) ? path : undefined;
    },
    canInstallPackages: () =>
      process.getuid?.() === 0 && existsSync('/etc/debian_version') && findCommand('apt-get') !== undefined,
    installPackage: async (name) => {
      const progress = showProgress(`Installing Debian's package ${name}`);
      // Package lists on a fresh machine are empty or too old to download by.
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      const updated = await runToEnd('apt-get', ['update'], { ...options, env });
      const installed = updated && (await runToEnd('apt-get', ['install', '-y', name], { ...options, env }));
      progress.end(
        installed ? `Installed ${name}` : `${name} could not be installed, see ${options.logFile}`,
      );
      return installed;
    },
    downloadPlaywrightCopy: async () => {
      if (!hasPlaywrightCopy) return false;
      const progress = showProgress("Downloading Playwright's Chromium");
      const cli = join(root, 'node_modules/playwright-core/cli.js');
      const downloaded = await runToEnd(process.execPath, [cli, 'install', 'chromium'], options);
      progress.end(
        downloaded ? "Downloaded Playwright's Chromium" : `The download failed, see ${options.logFile}`,
      );
      return downloaded;
    },
  };
}
