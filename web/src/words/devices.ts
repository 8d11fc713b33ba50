import type { Device, DeviceKind, DeviceState } from '@parley/call';

type Status = DeviceState['status'];

export function deviceName(kind: DeviceKind): string {
  const names: Readonly<Record<DeviceKind, string>> = {
    microphone: 'Microphone',
    camera: 'Camera',
    speaker: 'Speaker',
  };
  return names[kind];
}

/** What a press of its switch will do. */
export function switchLabel(device: Device, status: Status): string {
  const labels: Readonly<Record<Device, Readonly<Record<Status, string>>>> = {
    microphone: {
      on: 'Turn off microphone',
      muted: 'Turn off microphone, which your system has muted',
      off: 'Turn on microphone',
      unavailable: 'Try microphone again',
      asking: 'Waiting for microphone',
    },
    camera: {
      on: 'Turn off camera',
      muted: 'Turn off camera, which your system has muted',
      off: 'Turn on camera',
      unavailable: 'Try camera again',
      asking: 'Waiting for camera',
    },
  };
  return labels[device][status];
}

export const ownPictureWords = () => ({
  label: 'Your own picture',
});

/** Why there is nothing to see of oneself. */
export function ownPictureAbsence(status: Exclude<Status, 'on'>, size: 'compact' | 'large'): string {
  switch (status) {
    case 'off':
      return 'Your camera is off';
    case 'muted':
      return size === 'compact' ? 'Camera stopped by your system' : 'Your system has stopped the camera';
    case 'unavailable':
      // Why, and what to do about it, is said beside the picture.
      return 'No camera';
    case 'asking':
      return size === 'compact' ? 'Waiting for your camera' : 'Choose Allow if your browser asks.';
  }
}
