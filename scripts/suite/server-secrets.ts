import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** With which functions derive links and seal bookings, and with which they issue credentials for a relay of one's own. */
const names = ['PARLEY_SECRET', 'RELAY_SECRET'] as const;

export type ServerSecrets = Readonly<Record<(typeof names)[number], string>>;

/**
 * Makes the local functions' secrets, as far as there are none. The functions emulator reads them from where git and
 * deployments do not look. Without them, what is in the emulator cannot be read.
 * @param functionsFolder in which they are kept
 */
export function ensureServerSecrets(functionsFolder: string): ServerSecrets {
  const file = join(functionsFolder, '.secret.local');
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const known = parseEnv(kept);
  const missing = names.filter((name) => !known[name]);
  const made = missing.map((name) => `${name}=${randomBytes(32).toString('base64url')}\n`).join('');
  const all = kept === '' || kept.endsWith('\n') ? kept + made : `${kept}\n${made}`;
  if (missing.length > 0) writeFileSync(file, all, { mode: 0o600 });
  return parseEnv(all) as ServerSecrets;
}
