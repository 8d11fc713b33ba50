import { homedir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** Logs, reports and stamps of this checkout; gone with node_modules. */
export const localCache = join(root, 'node_modules', '.cache', 'parley');

/** What is slow to install and survives `npm ci`, shared by every checkout of this user. */
export const userCache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'parley');
