/** What one device is wished to do, what it does, and what follows from the two. */
import type { MediaErrorCode } from './media-error.ts';

export type Device = 'microphone' | 'camera';

export type DeviceState =
  /** The browser is asking the person, or the device is starting. */
  | { readonly status: 'asking' }
  | {
      readonly status: 'on';
      /** The name of what took the place of one that was lost; undefined: it is the one that was asked for. */
      readonly replacement?: string;
    }
  /** As the person wishes. */
  | { readonly status: 'off' }
  /** Wished, and there, but the system or a switch on the device lets nothing through. */
  | { readonly status: 'muted'; readonly problem: 'muted-by-system' }
  | { readonly status: 'unavailable'; readonly problem: MediaErrorCode };

/** What a person wants of their devices. It outlives every track and page load. */
export type DeviceWishes = Readonly<Record<Device, boolean>>;

export interface DeviceFacts {
  isWished: boolean;
  /** Kept by a microphone that is off, for instant unmuting. */
  track: MediaStreamTrack | null;
  isAsking: boolean;
  /** Why it could not be had the last time that it was asked for. */
  problem: MediaErrorCode | undefined;
  /** Its device went away, and nothing has taken its place yet. */
  lostDeviceId: string | undefined;
  replacement: string | undefined;
}

export function factsOf(isWished: boolean): DeviceFacts {
  return {
    isWished,
    track: null,
    isAsking: false,
    problem: undefined,
    lostDeviceId: undefined,
    replacement: undefined,
  };
}

export function stateOf({ isWished, track, isAsking, problem, replacement }: DeviceFacts): DeviceState {
  if (isWished && track !== null) {
    if (track.muted) return { status: 'muted', problem: 'muted-by-system' };
    return replacement === undefined ? { status: 'on' } : { status: 'on', replacement };
  }
  if (isAsking) return { status: 'asking' };
  // Whoever joined without a device wishes it no more, and still may want to know why it was not there.
  if (problem !== undefined) return { status: 'unavailable', problem };
  return { status: isWished ? 'asking' : 'off' };
}
