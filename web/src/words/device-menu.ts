import type { DeviceKind, FailedChoice, ListedDevice, PluggedDevice, SoundMode } from '@parley/call';
import type { Message } from '../ui/notice.ts';
import { deviceName } from './devices.ts';

export const deviceMenuWords = () => ({
  all: 'Microphone, camera, speaker',
  sound: 'Your sound',
  testSpeaker: 'Play a test sound',
  otherSpeaker: 'Another speaker…',
  noticeMutedSpeech: 'Tell me when I speak while muted',
  picture: 'Your picture',
  blur: 'Blur the background',
  flip: 'Flip the camera',
  use: 'Use it',
  notNow: 'Not now',
  understood: 'OK',
  askAgain: 'Ask again',
  dismiss: 'Dismiss',
});

/** Of a menu for these kinds. */
export function deviceMenuLabel(kinds: readonly DeviceKind[]): string {
  if (kinds.length > 2) return deviceMenuWords().all;
  if (kinds.length > 1)
    return kinds.includes('camera') ? 'Choose microphone and camera' : 'Choose microphone and speaker';
  const labels: Readonly<Record<DeviceKind, string>> = {
    microphone: 'Choose microphone',
    camera: 'Choose camera',
    speaker: 'Choose speaker',
  };
  return labels[kinds[0] ?? 'microphone'];
}

/** What a menu's button says that shows what is in use. */
export function deviceChipLabel(kind: DeviceKind, inUse: string): string {
  return `${deviceName(kind)}: ${inUse}`;
}

/** A device as it is called here. @param index its place among those of its kind */
export function deviceLabel(
  kind: DeviceKind,
  { id, label }: Pick<ListedDevice, 'id' | 'label'>,
  index: number,
): string {
  if (id === '') return 'System default';
  // Chromium adds the numbers of vendor and product, which say nothing to people.
  return label.replace(/ \([0-9a-f]{4}:[0-9a-f]{4}\)$/, '') || `${deviceName(kind)} ${index + 1}`;
}

export function soundModeLabel(mode: SoundMode): string {
  const labels: Readonly<Record<SoundMode, string>> = {
    'voice-isolation': 'Only my voice',
    'noise-suppression': 'Less noise',
    natural: 'The room as it sounds',
    original: 'Original sound, for music',
  };
  return labels[mode];
}

/** What it costs, in a few words. */
export function soundModeNote(mode: SoundMode): string | undefined {
  return mode === 'original' ? 'Put headphones on, or they hear themselves.' : undefined;
}

export function pluggedMessage({ label }: PluggedDevice): Message {
  return { title: `“${label}” was plugged in`, help: 'You go on with what you have unless you use it.' };
}

/** What was chosen could not be had. */
export function failedChoiceMessage({ kind, label, code, sound }: FailedChoice): Message {
  if (sound !== undefined)
    return {
      title: `Your sound could not become “${soundModeLabel(sound)}”`,
      help: 'They hear you as before.',
    };
  const title = label === '' ? otherDidNotStart(kind) : `“${label}” did not start`;
  const former = kind === 'camera' ? 'They see you as before.' : 'They hear you as before.';
  const stays = kind === 'speaker' ? 'You hear them as before.' : former;
  switch (code) {
    case 'in-use':
      return { title, help: `Another program may be using it. ${stays}` };
    case 'not-found':
    case 'disconnected':
      return { title, help: `It is not there any more. ${stays}` };
    case 'no-answer':
      return { title, help: `It does not answer. ${stays}` };
    default:
      return { title, help: stays };
  }
}

/** Of one that has no name of its own. */
function otherDidNotStart(kind: DeviceKind): string {
  const sentences: Readonly<Record<DeviceKind, string>> = {
    microphone: 'The other microphone did not start',
    camera: 'The other camera did not start',
    speaker: 'The other speaker did not start',
  };
  return sentences[kind];
}

/** To have another than the one that does not work. */
export function useOther(label: string): string {
  return `Use “${label}”`;
}
