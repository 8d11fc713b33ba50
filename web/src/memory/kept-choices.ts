import type { ChosenDevice, DeviceChoices, DeviceMemory, SoundMode } from '@parley/call';

/** Which devices this browser's person has chosen, kept from one call to the next. */

const KEY = 'parley:chosen-devices';

const SOUND_MODES: readonly SoundMode[] = ['voice-isolation', 'noise-suppression', 'natural', 'original'];

/** What is not as it was written was not chosen. */
export function readChoices(memory: DeviceMemory): DeviceChoices {
  const kept = parse(memory.getItem(KEY));
  const device = (key: string): Partial<Record<string, ChosenDevice>> => {
    const { id, label } = (kept[key] ?? {}) as Partial<Record<string, unknown>>;
    return typeof id === 'string' && typeof label === 'string' ? { [key]: { id, label } } : {};
  };
  const flag = (key: string) => (typeof kept[key] === 'boolean' ? { [key]: kept[key] } : {});
  const sound = SOUND_MODES.find((mode) => mode === kept.sound);
  return {
    ...{ ...device('microphone'), ...device('camera'), ...device('speaker') },
    ...{ ...flag('isBackgroundBlurred'), ...flag('noticesMutedSpeech') },
    ...(sound === undefined ? {} : { sound }),
  };
}

export function keepChoices(memory: DeviceMemory, choices: DeviceChoices): void {
  memory.setItem(KEY, JSON.stringify(choices));
}

function parse(text: string | null): Partial<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Partial<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
