/** The pages of the last release, built of its own sources with today's tools: browsers keep them open for days. */

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../lib/paths.ts';

/** To be moved to each release's commit; pages of this one and of today's sources have to meet in one call. */
const PREVIOUS_RELEASE = '1ed79f6';

const run = promisify(execFile);

/** A folder with the built pages, or why they cannot be had. */
export type PreviousRelease = { readonly dist: string } | { readonly missing: string };

/** @param commit of this repository; by default that of the last release */
export async function buildPreviousRelease(commit = PREVIOUS_RELEASE): Promise<PreviousRelease> {
  const folder = join(root, '.cache', 'previous-release', commit);
  const dist = join(folder, 'web', 'dist');
  if (existsSync(dist)) return { dist };
  try {
    await run('git', ['-C', root, 'cat-file', '-e', `${commit}^{commit}`]);
  } catch {
    return {
      missing: `The last release's commit ${commit} is not in this copy of the repository: get it with its history.`,
    };
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'node_modules', '@parley'), { recursive: true });
  const archive = join(folder, 'sources.tar');
  await run('git', ['-C', root, 'archive', '--output', archive, commit]);
  await run('tar', ['-xf', archive, '-C', folder]);
  // Its own workspaces; whatever else it imports is found further up, in today's node_modules.
  for (const workspace of ['protocol', 'invitation', 'call'])
    symlinkSync(join('..', '..', workspace), join(folder, 'node_modules', '@parley', workspace), 'dir');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const built = `${dist}.building`;
  const env = { ...process.env, NODE_ENV: 'production' };
  const args = [vite, 'build', '--outDir', built, '--emptyOutDir'];
  await run(process.execPath, args, { cwd: join(folder, 'web'), env });
  renameSync(built, dist);
  return { dist };
}
