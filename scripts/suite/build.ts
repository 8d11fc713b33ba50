import { createHash, type Hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { localCache, root } from '../lib/paths.ts';
import { showProgress } from '../lib/progress.ts';
import { ScriptError } from '../lib/script-error.ts';
import { runToEnd } from '../lib/started-process.ts';

const builtFiles = { web: 'web/dist/index.html', functions: 'functions/dist/index.js' };

export type BuiltWorkspace = keyof typeof builtFiles;

/**
 * Runs `npm run build` of a workspace unless what it was last built from has not changed.
 * @throws {ScriptError} with the build's own last lines if it fails.
 */
export async function buildIfChanged(workspace: BuiltWorkspace, signal: AbortSignal): Promise<void> {
  const stampFile = join(localCache, `build-${workspace}.stamp`);
  // The reference of the API is set in the site's colours.
  const sources = ['protocol', 'invitation', 'call', 'design', 'tsconfig.json', 'package-lock.json'];
  const stamp = hashFiles(root, [workspace, ...sources]);
  const isBuilt = existsSync(join(root, builtFiles[workspace]));
  if (isBuilt && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;

  const progress = showProgress(`Building ${workspace}`);
  let output = '';
  const built = await runToEnd('npm', ['run', 'build', '-w', workspace, '--silent'], {
    signal,
    logFile: join(localCache, `build-${workspace}.log`),
    onOutput: (text) => {
      output += text;
    },
  });
  progress.end(built ? `Built ${workspace}` : `Building ${workspace} failed`);
  if (!built)
    throw new ScriptError(
      `${output.trim()}\n\nThe ${workspace} workspace does not build: the lines above say why.`,
    );
  mkdirSync(localCache, { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** One hash over the names and contents of these files and folders, without what builds and installs put there. */
export function hashFiles(folder: string, sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const source of sources) addToHash(hash, join(folder, source));
  return hash.digest('hex');
}

function addToHash(hash: Hash, path: string): void {
  if (!statSync(path).isDirectory()) {
    hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (name !== 'node_modules' && name !== 'dist') addToHash(hash, join(path, name));
  }
}
