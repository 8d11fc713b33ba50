/** What a person has chosen among their devices, and what browsers are asked for so that they get it. */
import type { Device } from './device-state.ts';

/** What is chosen: what one is heard and seen by, and what one hears by. */
export type DeviceKind = Device | 'speaker';

/** A device as it is remembered: its ID, which browsers change now and then, and its name, which they do not. */
export interface ChosenDevice {
  readonly id: string;
  readonly label: string;
}

/**
 * What is done to the sound of the microphone before it is sent.
 * `voice-isolation`: the browser's or the system's filter for nothing but the voice, where there is one.
 * `noise-suppression`: noise is taken away, and so are echoes.
 * `natural`: echoes are taken away, and nothing else.
 * `original`: nothing is taken away, as music wants it; whoever has no headphones on sends back what they hear.
 */
export type SoundMode = 'voice-isolation' | 'noise-suppression' | 'natural' | 'original';

export const DEFAULT_SOUND_MODE: SoundMode = 'noise-suppression';

/** All that a person has chosen; what is undefined is the browser's own choice. It outlives a page load, if the page keeps it. */
export interface DeviceChoices {
  readonly microphone?: ChosenDevice | undefined;
  readonly camera?: ChosenDevice | undefined;
  readonly speaker?: ChosenDevice | undefined;
  /** Default: `noise-suppression`. */
  readonly sound?: SoundMode | undefined;
  /** Whether the browser blurs what is behind them. Default: as the browser has it. */
  readonly isBackgroundBlurred?: boolean | undefined;
  /** Whether the muted microphone is listened to, here only, to notice that they speak. Default: it is. */
  readonly noticesMutedSpeech?: boolean | undefined;
}

/** https://w3c.github.io/mediacapture-extensions/: what TypeScript's library does not have yet. */
export interface ExtendedConstraints extends MediaTrackConstraints {
  voiceIsolation?: ConstrainBoolean;
  backgroundBlur?: ConstrainBoolean;
}

const PROCESSING: Readonly<Record<SoundMode, ExtendedConstraints>> = {
  'voice-isolation': {
    ...{ echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    voiceIsolation: true,
  },
  'noise-suppression': { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  natural: { echoCancellation: true, noiseSuppression: false, autoGainControl: true },
  original: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
};

const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };

/**
 * What to ask for. What was chosen some time ago is only wished for, since it may be gone: then there is another.
 * @param only this very device, or none
 */
export function constraintsFor(device: Device, choices: DeviceChoices, only?: string): MediaTrackConstraints {
  const wished = choices[device]?.id;
  const deviceId =
    only !== undefined ? { exact: only } : wished !== undefined ? { ideal: wished } : undefined;
  const which = deviceId === undefined ? {} : { deviceId };
  if (device === 'microphone') return { ...PROCESSING[choices.sound ?? DEFAULT_SOUND_MODE], ...which };
  const { isBackgroundBlurred } = choices;
  const looks: ExtendedConstraints =
    isBackgroundBlurred === undefined ? {} : { backgroundBlur: isBackgroundBlurred };
  // Whoever has chosen a camera may have chosen the one that looks the other way.
  return { ...PICTURE, ...looks, ...(deviceId === undefined ? { facingMode: 'user' } : which) };
}
