import type { MediaErrorCode, MediaProblem } from '../rtc/media-error.ts';

/** One's own camera and microphone, as the interface shows them. */
export interface LocalMediaView {
  /** Null: neither has been had yet. */
  readonly stream: MediaStream | null;
  readonly microphone: DeviceView;
  readonly camera: DeviceView;
}

export interface DeviceView {
  /** `off` is the person's own choice; `muted` and `unavailable` are not, and `problem` says why. */
  readonly status: 'asking' | 'on' | 'off' | 'muted' | 'unavailable';
  readonly problem?: MediaErrorCode;
  /** The name of what took the place of one that was lost. */
  readonly replacement?: string;
}

export type Device = MediaProblem['device'];
