/** How much of a source is sent at most, and what yields to what when there is not room for everything. */
import type { MediaSource } from '@parley/protocol';

/** What is absent is not limited. */
export interface SendingLimit {
  readonly maxBitsPerSecond?: number;
  /** In lines: a picture that has more is made smaller before it is sent. */
  readonly maxHeight?: number;
  readonly maxFramesPerSecond?: number;
  /** Nothing of it is sent, though its track stays. */
  readonly isPaused?: boolean;
}

export type SendingLimits = Readonly<Partial<Record<MediaSource, SendingLimit>>>;

export const NO_LIMITS: SendingLimits = {};

type Encoding = RTCRtpEncodingParameters & {
  // Not in TypeScript's library yet: https://www.w3.org/TR/webrtc-priority/#rtc-priority-type
  priority?: RTCPriorityType;
};

/** The voice before the screen, and the screen before the face, wherever the browser shares out what the network carries. */
const PRIORITIES: Readonly<Record<MediaSource, RTCPriorityType>> = {
  microphone: 'high',
  'screen-sound': 'medium',
  screen: 'medium',
  camera: 'low',
};

/** A screen must stay legible; of a face neither its sharpness nor its movement matters more. */
const PREFERENCES: Readonly<Partial<Record<MediaSource, RTCDegradationPreference>>> = {
  screen: 'maintain-resolution',
  camera: 'balanced',
};

/**
 * Has a sender keep to a limit.
 * @param leastScale pictures are at least so much less high and wide than their track's
 *
 * Rejects when the sender was stopped, or changed by somebody else meanwhile.
 * https://www.w3.org/TR/webrtc/#dom-rtcrtpsender-setparameters
 */
export async function limitSender(
  sender: RTCRtpSender,
  source: MediaSource,
  limit: SendingLimit = {},
  leastScale = 1,
): Promise<void> {
  const parameters: RTCRtpSendParameters & { degradationPreference?: RTCDegradationPreference } =
    sender.getParameters();
  const [encoding] = parameters.encodings as Encoding[];
  // Firefox has none before there is an answer.
  if (encoding === undefined) return;
  const { height } = sender.track?.getSettings() ?? {};
  const { maxBitsPerSecond, maxHeight, maxFramesPerSecond, isPaused = false } = limit;
  encoding.active = !isPaused;
  encoding.priority = PRIORITIES[source];
  // Marks packets (RFC 8837) where the network heeds that. Only the voice's: what overtakes must not be the picture.
  if (source === 'microphone') encoding.networkPriority = 'high';
  put(encoding, 'maxBitrate', maxBitsPerSecond);
  put(encoding, 'maxFramerate', maxFramesPerSecond);
  if (sender.track?.kind === 'video') {
    const isTooHigh = height !== undefined && maxHeight !== undefined && height > maxHeight;
    encoding.scaleResolutionDownBy = Math.max(isTooHigh ? height / maxHeight : 1, leastScale);
  }
  const preference = PREFERENCES[source];
  if (preference !== undefined) parameters.degradationPreference = preference;
  await sender.setParameters(parameters);
}

function put<K extends 'maxBitrate' | 'maxFramerate'>(encoding: Encoding, key: K, value: number | undefined) {
  if (value === undefined) delete encoding[key];
  else encoding[key] = value;
}
