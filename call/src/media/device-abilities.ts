/** What the devices in use can do, as their browser says it. Pure. */
import type { SoundMode } from './device-choices.ts';
import type { DeviceList } from './device-list.ts';
import type { DeviceTracks } from './device-state.ts';

/** What can be done with the devices that are in use, beside having others. */
export interface DeviceAbilities {
  /** Those that the microphone has. */
  readonly soundModes: readonly SoundMode[];
  /** Whether what is behind the person is blurred, by the browser or the system; undefined: neither can. */
  readonly isBackgroundBlurred?: boolean;
  /** There is a camera that looks the other way, as on phones. */
  readonly canFlip: boolean;
  /** The browser has a list of its own for speakers, and tells the page of what is picked from it. */
  readonly canAskForSpeaker: boolean;
}

/** https://w3c.github.io/mediacapture-extensions/: what TypeScript's library does not have yet. */
type ExtendedCapabilities = MediaTrackCapabilities & {
  readonly voiceIsolation?: readonly boolean[];
  readonly backgroundBlur?: readonly boolean[];
};
const SOUND_MODES: readonly SoundMode[] = ['noise-suppression', 'natural', 'original'];
export const NO_ABILITIES: DeviceAbilities = { soundModes: [], canFlip: false, canAskForSpeaker: false };

/** @param canAskForSpeaker see {@link DeviceAbilities} */
export function abilitiesOf(
  { microphone, camera }: DeviceTracks,
  list: DeviceList,
  canAskForSpeaker: boolean,
): DeviceAbilities {
  const ofMicrophone: ExtendedCapabilities = microphone?.getCapabilities?.() ?? {};
  const ofCamera: ExtendedCapabilities = camera?.getCapabilities?.() ?? {};
  const { backgroundBlur } = (camera?.getSettings() ?? {}) as { backgroundBlur?: boolean };
  const canBlur = ofCamera.backgroundBlur?.includes(true) === true;
  const looks = camera?.getSettings().facingMode ?? ofCamera.facingMode?.[0];
  return {
    soundModes: ofMicrophone.voiceIsolation?.includes(true)
      ? ['voice-isolation', ...SOUND_MODES]
      : SOUND_MODES,
    ...(canBlur ? { isBackgroundBlurred: backgroundBlur === true } : {}),
    canFlip: looks !== undefined && list.camera.length > 1,
    canAskForSpeaker,
  };
}
