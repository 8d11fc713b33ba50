import { CallPreferences } from '../../memory/preference.ts';
import { emptyMemory } from '../../memory/scenes.ts';

/** What somebody has chosen of keys and sounds, by name; made anew each time. */
export const KEYS: Readonly<Record<string, () => CallPreferences>> = {
  'keys and sounds': () => new CallPreferences(emptyMemory()),
  'keys and sounds that are off': () => {
    const preferences = new CallPreferences(emptyMemory());
    preferences.singleKeys.set(false);
    preferences.sounds.set(false);
    return preferences;
  },
};
