/** A camera and a microphone that a test breaks. Runs in the page, before it. */

type DeviceKind = 'audio' | 'video';

declare global {
  interface Window {
    brokenDevices: {
      /** Kinds that are not there, and kinds that never answer. */
      readonly missing: Set<DeviceKind>;
      readonly silent: Set<DeviceKind>;
      /** What the page has been given. */
      readonly tracks: MediaStreamTrack[];
    };
  }
}

export function breakDevices(): void {
  const devices: Window['brokenDevices'] = { missing: new Set(), silent: new Set(), tracks: [] };
  window.brokenDevices = devices;
  const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  const isAsked = (kind: DeviceKind, constraints: MediaStreamConstraints) => Boolean(constraints[kind]);
  navigator.mediaDevices.getUserMedia = async (constraints = {}) => {
    for (const kind of devices.silent) if (isAsked(kind, constraints)) return new Promise(() => {});
    for (const kind of devices.missing)
      if (isAsked(kind, constraints)) throw new DOMException('Requested device not found', 'NotFoundError');
    const stream = await getUserMedia(constraints);
    devices.tracks.push(...stream.getTracks());
    return stream;
  };
}

/** As browsers do when the only device of its kind is unplugged. */
export function unplug(kind: DeviceKind): void {
  window.brokenDevices.missing.add(kind);
  for (const track of window.brokenDevices.tracks) {
    if (track.kind !== kind || track.readyState === 'ended') continue;
    track.stop();
    track.dispatchEvent(new Event('ended'));
  }
}

export function plugIn(kind: DeviceKind): void {
  window.brokenDevices.missing.delete(kind);
  navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
}

/** As browsers do when the system, a key or a switch on the device mutes it. */
export function muteBySystem({ kind, isMuted }: { kind: DeviceKind; isMuted: boolean }): void {
  for (const track of window.brokenDevices.tracks) {
    if (track.kind !== kind || track.readyState === 'ended') continue;
    Object.defineProperty(track, 'muted', { value: isMuted, configurable: true });
    track.dispatchEvent(new Event(isMuted ? 'mute' : 'unmute'));
  }
}
