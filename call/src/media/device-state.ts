/** What one device is wished to do, what it does, and what follows from the two. */
import type { MediaErrorCode } from './media-error.ts';

/** What a person is heard and seen by. The screen is none: it is never asked for by itself. */
export type Device = 'microphone' | 'camera';

/** What one device does. `Call.toggle` changes it, and so do the browser's question, the system and a plug that is pulled. */
export type DeviceState =
  /** The browser is asking the person, or the device is starting. */
  | { readonly status: 'asking' }
  | {
      readonly status: 'on';
      /** The name of what took the place of one that was lost; undefined: it is the one that was asked for. */
      readonly replacement?: string;
    }
  /** As the person wishes: nothing of it is sent. */
  | { readonly status: 'off' }
  /** Wished, and there, but the system or a switch on the device lets nothing through. */
  | { readonly status: 'muted'; readonly problem: 'muted-by-system' }
  /** It could not be had, and is not asked for again before it is toggled or plugged in. */
  | { readonly status: 'unavailable'; readonly problem: MediaErrorCode };

/** All of them, in the order in which they are told of. */
export const DEVICES: readonly Device[] = ['microphone', 'camera'];

/** What they give just now; null: nothing. */
export type DeviceTracks = Readonly<Record<Device, MediaStreamTrack | null>>;

/** What a person wants of their devices; true: to be heard, to be seen. It outlives every track and page load. */
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
  /** Counts the wishes to have another in its place, of which only the last one holds. */
  exchangeCount: number;
  /** For whoever waits for the person to allow it after all; undefined: nobody does. */
  awaiting: AbortController | undefined;
}

export function factsOf(isWished: boolean): DeviceFacts {
  return {
    isWished,
    track: null,
    isAsking: false,
    problem: undefined,
    lostDeviceId: undefined,
    replacement: undefined,
    exchangeCount: 0,
    awaiting: undefined,
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
