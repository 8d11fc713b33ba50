import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes the secret with which the local functions derive links and seal bookings, unless there is one. The functions
 * emulator reads it from where git and deployments do not look. Without it, what is in the emulator cannot be read.
 * @param functionsFolder in which it is kept
 */
export function ensureServerSecret(functionsFolder: string): void {
  const file = join(functionsFolder, '.secret.local');
  if (existsSync(file)) return;
  const secret = randomBytes(32).toString('base64url');
  writeFileSync(file, `PARLEY_SECRET=${secret}\n`, { mode: 0o600 });
}
