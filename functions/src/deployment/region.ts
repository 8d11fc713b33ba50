/** Where Firebase's functions are unless somebody says otherwise, and where the emulators' always are. */
const DEFAULT_REGION = 'us-central1';

/**
 * Where all functions run, and the queue of webhooks: `PARLEY_REGION` in functions/.env, the only place where it is chosen.
 * Hosting's rewrites name none, so the deployment finds the function wherever it is.
 */
export function regionOf(env: Readonly<Record<string, string | undefined>>): string {
  if (env.FUNCTIONS_EMULATOR === 'true') return DEFAULT_REGION;
  return env.PARLEY_REGION || DEFAULT_REGION;
}

export const REGION = regionOf(process.env);
