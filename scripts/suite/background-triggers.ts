import { type EmulatorAddresses, urlOf } from '../firebase/emulator-ports.ts';
import { ScriptError } from '../lib/script-error.ts';

/**
 * Does the work while no write of a document starts a function: thousands of writes that are about something else would
 * keep the functions busy for minutes, and whoever waits for a function then would wait for those first.
 * https://firebase.google.com/docs/emulator-suite/connect_functions#interactions_with_other_services
 */
export async function withoutBackgroundTriggers<Result>(
  { hub }: EmulatorAddresses,
  work: () => Promise<Result>,
): Promise<Result> {
  const ask = async (what: 'disableBackgroundTriggers' | 'enableBackgroundTriggers') => {
    const response = await fetch(`${urlOf(hub)}/functions/${what}`, { method: 'PUT' });
    if (!response.ok) throw new ScriptError(`The emulators answered ${response.status} to ${what}.`);
  };
  await ask('disableBackgroundTriggers');
  try {
    return await work();
  } finally {
    await ask('enableBackgroundTriggers');
  }
}
