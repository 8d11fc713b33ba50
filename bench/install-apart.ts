/** What one command alone needs is installed by it, in a folder of its own. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { localCache } from '../scripts/lib/paths.ts';
import { showProgress } from '../scripts/lib/progress.ts';
import { runToEnd } from '../scripts/lib/started-process.ts';

export interface PackagesApart {
  /** With a package.json and its lock file. */
  readonly folder: string;
  /** One of its packages, which is there when all are. */
  readonly package: string;
  /** For people, as in “Installing …”. */
  readonly what: string;
  /** Of what npm says. */
  readonly logName: string;
}

/** @returns whether the packages are there; if not, it was said where npm says why */
export async function installApart(
  { folder, package: name, what, logName }: PackagesApart,
  signal: AbortSignal,
): Promise<boolean> {
  const has = () => existsSync(join(folder, 'node_modules', name, 'package.json'));
  if (has()) return true;
  const progress = showProgress(`Installing ${what}`);
  const logFile = join(localCache, logName);
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder];
  const isThere = (await runToEnd('npm', args, { signal, logFile })) && has();
  progress.end(isThere ? `Installed ${what}` : `${what} could not be installed, see ${logFile}`);
  return isThere;
}
