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

/** As browsers do when one of several is unplugged: it is listed and given no more, and its tracks end. */
export function hideDevice(label: string): void {
  const { mediaDevices } = navigator;
  const { getUserMedia, enumerateDevices } = MediaDevices.prototype;
  mediaDevices.enumerateDevices = async () =>
    (await enumerateDevices.call(mediaDevices)).filter((device) => device.label !== label);
  mediaDevices.getUserMedia = async (constraints = {}) => {
    const stream = await getUserMedia.call(mediaDevices, constraints);
    if (!stream.getTracks().some((track) => track.label === label)) return stream;
    for (const track of stream.getTracks()) track.stop();
    // Another of its kind, which is what a wish for one that is gone gets.
    const [other] = (await mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
    return getUserMedia.call(mediaDevices, { video: { deviceId: { exact: other?.deviceId ?? '' } } });
  };
  const tracks = window.parleyTestConnections.flatMap((connection) =>
    connection.getSenders().flatMap(({ track }) => (track?.label === label ? [track] : [])),
  );
  for (const track of tracks) {
    track.stop();
    track.dispatchEvent(new Event('ended'));
  }
  mediaDevices.dispatchEvent(new Event('devicechange'));
}

/** It is plugged in again. */
export function showDevice(): void {
  Reflect.deleteProperty(navigator.mediaDevices, 'enumerateDevices');
  Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia');
  navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
}

/** Before the page: two of its cameras are a phone's, of which one looks at the person and the other away. */
export function lookBothWays(labels: Readonly<Record<'user' | 'environment', string>>): void {
  const { getUserMedia, enumerateDevices } = MediaDevices.prototype;
  const { getSettings } = MediaStreamTrack.prototype;
  MediaStreamTrack.prototype.getSettings = function () {
    const [facingMode] = Object.entries(labels).find(([, label]) => label === this.label) ?? [];
    return { ...getSettings.call(this), ...(facingMode === undefined ? {} : { facingMode }) };
  };
  MediaDevices.prototype.getUserMedia = async function (constraints = {}) {
    const { video } = constraints;
    if (typeof video !== 'object' || typeof video.facingMode !== 'object')
      return getUserMedia.call(this, constraints);
    const { facingMode, ...others } = video;
    const wanted = 'exact' in facingMode ? labels[facingMode.exact as 'user' | 'environment'] : undefined;
    const devices = await enumerateDevices.call(this);
    const deviceId = devices.find(({ label }) => label === wanted)?.deviceId ?? '';
    return getUserMedia.call(this, { ...constraints, video: { ...others, deviceId: { exact: deviceId } } });
  };
}
