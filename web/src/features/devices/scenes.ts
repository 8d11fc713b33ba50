import type { DeviceState, LocalMediaState, MediaErrorCode } from '@parley/call';
import { MEDIA_ON } from '../../testing/call-scenes.ts';
import type { DeviceScene } from '../../testing/fake-devices.ts';
import type { BrowserKind } from '../../words/permission-repair.ts';

/** Those in which something that was refused is given back in a way of their own. */
export const BROWSERS: readonly BrowserKind[] = [
  ...(['chromium', 'chromium-android', 'edge', 'firefox', 'firefox-android'] as const),
  ...(['safari', 'safari-ios', 'other-ios', 'unknown'] as const),
];

/** Every kind of state that a device is in. */
export const DEVICE_STATES: Readonly<Record<DeviceState['status'], DeviceState>> = {
  asking: { status: 'asking' },
  on: { status: 'on' },
  off: { status: 'off' },
  muted: { status: 'muted', problem: 'muted-by-system' },
  unavailable: { status: 'unavailable', problem: 'permission-denied' },
};

interface DeviceNews {
  readonly media?: LocalMediaState;
  readonly devices?: DeviceScene;
}

const unavailable = (problem: MediaErrorCode): DeviceState => ({ status: 'unavailable', problem });

/** Every kind of what there is to say of devices, by name. */
export const DEVICE_NEWS: Readonly<Record<string, DeviceNews>> = {
  'both refused': {
    media: {
      ...MEDIA_ON,
      microphone: unavailable('permission-denied'),
      camera: unavailable('permission-denied'),
    },
  },
  'a question that was closed': { media: { ...MEDIA_ON, camera: unavailable('question-closed') } },
  'a camera that another program has': { media: { ...MEDIA_ON, camera: unavailable('in-use') } },
  'a camera that went away': { media: { ...MEDIA_ON, camera: unavailable('disconnected') } },
  'a microphone that the system mutes, and no camera': {
    media: { ...MEDIA_ON, microphone: DEVICE_STATES.muted, camera: unavailable('not-found') },
  },
  'a headset in place of another microphone': {
    media: { ...MEDIA_ON, microphone: { status: 'on', replacement: 'Headset' } },
  },
  'a webcam that did not start': {
    devices: { failure: { kind: 'camera', label: 'Webcam', code: 'in-use' } },
  },
  'a sound that could not be had': {
    devices: { failure: { kind: 'microphone', label: 'Headset', code: 'in-use', sound: 'original' } },
  },
  'a headset that was plugged in': {
    devices: {
      plugged: {
        ...{ label: 'Headset', groupId: '' },
        devices: [
          { kind: 'microphone', id: 'headset' },
          { kind: 'speaker', id: 'headset' },
        ],
      },
    },
  },
};
