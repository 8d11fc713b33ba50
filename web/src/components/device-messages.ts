import { MEDIA_MESSAGES, type Message, replacementMessage } from '../app/messages.ts';
import type { Device, LocalMediaView } from './local-media-view.ts';

export const DEVICES: readonly Device[] = ['microphone', 'camera'];

/** What there is to say of one's own devices: nothing, one thing, or two. */
export function deviceMessages(
  media: LocalMediaView,
  devices: readonly Device[] = DEVICES,
): readonly Message[] {
  const problems = devices.map((device) => problemOf(media, device));
  const [one, other] = problems;
  // One cause, one sentence: both are asked for together and mostly refused together.
  if (one !== undefined && one === other) return [MEDIA_MESSAGES.both[one]];
  return devices.flatMap((device, index) => {
    const problem = problems[index];
    const { replacement } = media[device];
    if (problem !== undefined) return [MEDIA_MESSAGES[device][problem]];
    return replacement === undefined ? [] : [replacementMessage(device, replacement)];
  });
}

function problemOf(media: LocalMediaView, device: Device) {
  const { status, problem } = media[device];
  return status === 'unavailable' ? (problem ?? 'unknown') : problem;
}
