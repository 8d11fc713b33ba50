/** A browser that the tests drive, and all the ways to come by one. */
export interface BrowserKind {
  name: string;
  /** The environment variable by which a user names one. */
  variable: string;
  commands: readonly string[];
  /** Where installers put it without telling PATH. */
  usualPaths: readonly string[];
  debianPackage: string;
}

/** What the search asks of the machine. undefined means "not here" or "did not work". */
export interface BrowserSources {
  readonly named: string | undefined;
  findCommand(nameOrPath: string): string | undefined;
  /** Playwright's own copy, if there is such a thing for this browser and it is on disk. */
  findPlaywrightCopy(): string | undefined;
  /** Whether this is Debian and we may install packages. */
  canInstallPackages(): boolean;
  installPackage(name: string): Promise<boolean>;
  downloadPlaywrightCopy(): Promise<boolean>;
}

export type FoundBrowser = { path: string } | { missing: string };

/** Takes the first of: named by the user, on this machine, Playwright's, Debian's package, a download. */
export async function findBrowser(kind: BrowserKind, sources: BrowserSources): Promise<FoundBrowser> {
  if (sources.named) {
    const path = sources.findCommand(sources.named);
    return path
      ? { path }
      : { missing: `${kind.variable} is \`${sources.named}\`, but that is not an executable file.` };
  }
  const findHere = () => {
    const places = [...kind.commands, ...kind.usualPaths];
    return places.map(sources.findCommand).find((path) => path !== undefined);
  };
  const here = findHere() ?? sources.findPlaywrightCopy();
  if (here) return { path: here };

  const installed = sources.canInstallPackages() && (await sources.installPackage(kind.debianPackage));
  const downloaded = !installed && (await sources.downloadPlaywrightCopy());
  const path = installed ? findHere() : downloaded ? sources.findPlaywrightCopy() : undefined;
  if (path) return { path };
  return {
    missing: `${kind.name} is not here and could not be installed: install it, or name one by ${kind.variable}.`,
  };
}

export const chromium: BrowserKind = {
  name: 'Chromium',
  variable: 'PARLEY_CHROMIUM',
  commands: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
  usualPaths: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  debianPackage: 'chromium',
};

/** Chromium without its windows and all that belongs to them: the same engine, and a fifth to a third less work in a call. */
export const headlessShell: BrowserKind = {
  name: 'The headless shell of Chromium',
  variable: 'PARLEY_CHROMIUM_SHELL',
  commands: ['chromium-headless-shell', 'chrome-headless-shell'],
  usualPaths: [],
  debianPackage: 'chromium-headless-shell',
};

export const firefox: BrowserKind = {
  name: 'Firefox',
  variable: 'PARLEY_FIREFOX',
  commands: ['firefox-esr', 'firefox'],
  usualPaths: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  debianPackage: 'firefox-esr',
};
