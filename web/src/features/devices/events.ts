/** Asks to switch the microphone: off when it is on, on when it is off, and to try again when it could not be had. */
export class MicrophoneToggleRequestedEvent extends Event {
  constructor() {
    super('microphone-toggle-requested', { bubbles: true, composed: true });
  }
}

/** Asks to switch the camera: off when it is on, on when it is off, and to try again when it could not be had. */
export class CameraToggleRequestedEvent extends Event {
  constructor() {
    super('camera-toggle-requested', { bubbles: true, composed: true });
  }
}

/** The person has read what there is to say of their devices. */
export class DeviceNoticesDismissedEvent extends Event {
  constructor() {
    super('device-notices-dismissed', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'microphone-toggle-requested': MicrophoneToggleRequestedEvent;
    'camera-toggle-requested': CameraToggleRequestedEvent;
    'device-notices-dismissed': DeviceNoticesDismissedEvent;
  }
}
