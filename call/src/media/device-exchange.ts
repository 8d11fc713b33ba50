/** One device in the place of another of its kind, without a gap. */
import { childLifetime } from '../lib/lifetime.ts';
import { answerOf } from './device-answer.ts';
import type { PermissionStates } from './device-permissions.ts';
import type { Device, DeviceFacts } from './device-state.ts';
import { type MediaErrorCode, mediaErrorCode } from './media-error.ts';

export interface DeviceExchangeOptions {
  readonly device: Device;
  readonly facts: Pick<DeviceFacts, 'track' | 'exchangeCount'>;
  readonly ask: (constraints: MediaStreamConstraints) => Promise<MediaStream>;
  /** Puts it in the place of what is there, and tells whoever sends it. */
  readonly hold: (track: MediaStreamTrack) => void;
  /** What was there had to be let go of, and does not come back. */
  readonly lose: (code: MediaErrorCode) => void;
  readonly permissions: PermissionStates | undefined;
  readonly signal: AbortSignal;
}

/**
 * It is had before the other is let go of, so that nothing of the person is missing in between; if it cannot be had, the
 * other stays.
 * @param again asks for this one again, where it had to be let go of first
 * @returns why it could not be had; undefined: it was, or is not wanted any more
 */
export async function exchangeDevice(
  options: DeviceExchangeOptions,
  constraints: MediaTrackConstraints,
  again: (id: string | undefined) => MediaTrackConstraints,
): Promise<MediaErrorCode | undefined> {
  const { facts } = options;
  const former = facts.track;
  facts.exchangeCount += 1;
  const code = await take(options, constraints);
  const { deviceId, facingMode } = former?.getSettings() ?? {};
  // Phones open one camera at a time, and are the ones whose cameras say which way they look.
  if (code !== 'in-use' || facingMode === undefined || facts.track !== former) return code;
  former?.stop();
  const secondCode = await take(options, constraints);
  if (secondCode === undefined || facts.track !== former) return secondCode;
  const thirdCode = await take(options, again(deviceId));
  if (thirdCode !== undefined && facts.track === former) options.lose(thirdCode);
  return secondCode;
}

/** The last who asks is given it; what comes too late is let go of. */
async function take(
  { device, facts, ask, hold, permissions, signal }: DeviceExchangeOptions,
  constraints: MediaTrackConstraints,
): Promise<MediaErrorCode | undefined> {
  const { exchangeCount } = facts;
  const taking = childLifetime(signal);
  const isWanted = () =>
    !taking.signal.aborted && facts.exchangeCount === exchangeCount && facts.track !== null;
  const asked = ask({ [device === 'microphone' ? 'audio' : 'video']: constraints });
  const taken = asked.then((stream) => {
    for (const track of stream.getTracks()) {
      const former = facts.track;
      if (!isWanted()) track.stop();
      else hold(track);
      // After it was told, so that whoever sends it never has nothing to send.
      if (facts.track === track) former?.stop();
    }
  });
  try {
    const answer = await answerOf(taken, [device], permissions, taking.signal);
    return answer === 'overdue' && isWanted() ? 'no-answer' : undefined;
  } catch (error) {
    return isWanted() ? mediaErrorCode(error) : undefined;
  } finally {
    taking.abort();
  }
}
