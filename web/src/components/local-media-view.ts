import type { MediaErrorCode, MediaProblem } from '../rtc/media-error.ts';

/** One's own camera and microphone, as the interface shows them. */
export interface LocalMediaView {
  /** Null: neither has been had yet. */
  readonly stream: MediaStream | null;
  readonly microphone: DeviceView;
  readonly camera: DeviceView;
}

export interface DeviceView {
  /** `off` is the person's own choice; `unavailable` is not, and `problem` says why. */
  readonly status: 'asking' | 'on' | 'off' | 'unavailable';
  readonly problem?: MediaErrorCode;
}

export type Device = MediaProblem['device'];
