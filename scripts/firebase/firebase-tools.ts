import { join } from 'node:path';
import { root } from '../lib/paths.ts';

/** The command of the pinned firebase-tools, without a detour through npx or a shell. */
export const firebaseTools = [
  process.execPath,
  join(root, 'node_modules/firebase-tools/lib/bin/firebase.js'),
] as const;
