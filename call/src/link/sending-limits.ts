/** How much of a source is sent at most, and what yields to what when there is not room for everything. */
import { type MediaSource, SECTIONS } from '@parley/protocol';

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
  networkPriority?: RTCPriorityType;
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

const PICTURES: ReadonlySet<MediaSource> = new Set(
  SECTIONS.flatMap((section) => (section.kind === 'video' ? [section.source] : [])),
);

/** What senders were told last: each telling has the browser set its encoder up anew, even of what is so already. */
export class SenderLimits {
  readonly #told = new WeakMap<RTCRtpSender, string>();

  /**
   * Has a sender keep to a limit.
   * @param leastScale pictures are at least so much less high and wide than their track's
   *
   * Rejects when the sender was stopped, or changed by somebody else meanwhile.
   * https://www.w3.org/TR/webrtc/#dom-rtcrtpsender-setparameters
   */
  async set(
    sender: RTCRtpSender,
    source: MediaSource,
    limit: SendingLimit = {},
    leastScale = 1,
  ): Promise<void> {
    const { height } = sender.track?.getSettings() ?? {};
    const wanted = wantedEncoding(source, limit, height, leastScale);
    const told = JSON.stringify(wanted);
    if (this.#told.get(sender) === told) return;
    const parameters: RTCRtpSendParameters & { degradationPreference?: RTCDegradationPreference } =
      sender.getParameters();
    const [encoding] = parameters.encodings;
    // Firefox has none before there is an answer.
    if (encoding === undefined) return;
    for (const key of ['maxBitrate', 'maxFramerate'] as const) delete encoding[key];
    Object.assign(encoding, wanted);
    const preference = PREFERENCES[source];
    if (preference !== undefined) parameters.degradationPreference = preference;
    this.#told.delete(sender);
    await sender.setParameters(parameters);
    this.#told.set(sender, told);
  }

  /** Somebody else has changed a sender: it is told all of it again. */
  forget(sender: RTCRtpSender): void {
    this.#told.delete(sender);
  }
}

function wantedEncoding(
  source: MediaSource,
  { maxBitsPerSecond, maxHeight, maxFramesPerSecond, isPaused = false }: SendingLimit,
  height: number | undefined,
  leastScale: number,
): Encoding {
  const isTooHigh = height !== undefined && maxHeight !== undefined && height > maxHeight;
  return {
    active: !isPaused,
    priority: PRIORITIES[source],
    // Marks packets (RFC 8837) where the network heeds that. Only the voice's: what overtakes must not be the picture.
    ...(source === 'microphone' && { networkPriority: 'high' }),
    ...(maxBitsPerSecond !== undefined && { maxBitrate: maxBitsPerSecond }),
    ...(maxFramesPerSecond !== undefined && { maxFramerate: maxFramesPerSecond }),
    ...(PICTURES.has(source) && {
      scaleResolutionDownBy: Math.max(isTooHigh ? height / maxHeight : 1, leastScale),
    }),
  };
}
