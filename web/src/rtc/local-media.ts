/**
 * This person's camera and microphone. Each is asked for together with the other at first, so that people see one
 * question, and by itself when that fails, so that a missing camera does not cost the microphone.
 */
import type { OutgoingTracks } from '../call/link.ts';
import { type MediaErrorCode, mediaErrorCode } from './media-error.ts';

export type Device = 'microphone' | 'camera';

export type DeviceState =
  /** The browser is asking the person, or the device is starting. */
  | { readonly status: 'asking' }
  | { readonly status: 'on' }
  | { readonly status: 'off' }
  | { readonly status: 'unavailable'; readonly problem: MediaErrorCode };

export interface LocalMediaState {
  /** What the camera sees; null while there is no picture. */
  readonly stream: MediaStream | null;
  readonly microphone: DeviceState;
  readonly camera: DeviceState;
}

const CONSTRAINTS: Record<Device, MediaTrackConstraints> = {
  microphone: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  camera: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 }, facingMode: 'user' },
};

/** What `MediaDevices` and `Permissions` are used for. */
type Devices = Pick<MediaDevices, 'getUserMedia'>;
type PermissionStates = Pick<Permissions, 'query'>;
type Listener = (state: LocalMediaState, tracks: OutgoingTracks) => void;

export class LocalMedia {
  readonly #devices: Devices;
  readonly #permissions: PermissionStates;
  readonly #onChange: Listener;
  readonly #lifetime = new AbortController();
  readonly #tracks: Record<Device, MediaStreamTrack | null> = { microphone: null, camera: null };
  readonly #states: Record<Device, DeviceState> = {
    microphone: { status: 'asking' },
    camera: { status: 'asking' },
  };
  #picture: MediaStream | null = null;

  constructor(devices: Devices, permissions: PermissionStates, onChange: Listener) {
    this.#devices = devices;
    this.#permissions = permissions;
    this.#onChange = onChange;
  }

  /** Asks for both. Never rejects: what cannot be had is `unavailable`, with its reason. */
  async start(): Promise<void> {
    try {
      this.#adopt(
        await this.#devices.getUserMedia({ audio: CONSTRAINTS.microphone, video: CONSTRAINTS.camera }),
      );
    } catch (error) {
      // Asked together, the one that fails hides the one that works.
      for (const device of ['microphone', 'camera'] as const) {
        if (await this.#mayAskFor(device, error)) await this.#acquire(device);
        else this.#fail(device, error);
      }
    }
    this.#announce();
  }

  /** Switches a device on or off, asking for it again if it could not be had. */
  async toggle(device: Device): Promise<void> {
    const { status } = this.#states[device];
    if (status === 'asking') return;
    if (status === 'on') this.#switchOff(device);
    else if (device === 'microphone' && this.#tracks.microphone !== null) this.#switchMicrophoneOn();
    else await this.#acquire(device);
  }

  stop(): void {
    this.#lifetime.abort();
    for (const device of ['microphone', 'camera'] as const) this.#release(device);
  }

  /** After a refusal of both: whether this one was not what the person, or their settings, refused. */
  async #mayAskFor(device: Device, error: unknown): Promise<boolean> {
    if (mediaErrorCode(error) !== 'permission-denied') return true;
    const other = device === 'microphone' ? 'camera' : 'microphone';
    return (await this.#isRefused(other)) && !(await this.#isRefused(device));
  }

  async #isRefused(device: Device): Promise<boolean> {
    try {
      return (await this.#permissions.query({ name: device })).state === 'denied';
    } catch {
      // A browser that does not know this permission by name.
      return false;
    }
  }

  async #acquire(device: Device): Promise<void> {
    // The page has moved on: asking now would light the camera for nobody.
    if (this.#lifetime.signal.aborted) return;
    this.#states[device] = { status: 'asking' };
    this.#announce();
    try {
      const constraint = CONSTRAINTS[device];
      this.#adopt(
        await this.#devices.getUserMedia(device === 'camera' ? { video: constraint } : { audio: constraint }),
      );
    } catch (error) {
      this.#fail(device, error);
    }
    this.#announce();
  }

  #adopt(stream: MediaStream): void {
    for (const track of stream.getTracks()) {
      // Granted after the page had moved on.
      if (this.#lifetime.signal.aborted) {
        track.stop();
        continue;
      }
      const device = track.kind === 'audio' ? 'microphone' : 'camera';
      this.#release(device);
      this.#tracks[device] = track;
      this.#states[device] = { status: 'on' };
      if (device === 'camera') this.#picture = new MediaStream([track]);
      track.addEventListener('ended', () => this.#lose(device, track), { signal: this.#lifetime.signal });
    }
  }

  /** Unplugged, or taken away by the browser or the system. */
  #lose(device: Device, track: MediaStreamTrack): void {
    if (this.#tracks[device] !== track) return;
    this.#release(device);
    this.#states[device] = { status: 'unavailable', problem: 'not-found' };
    this.#announce();
  }

  /** A muted microphone is kept, so that unmuting is instant; a camera is let go, so that its light goes out. */
  #switchOff(device: Device): void {
    if (device === 'camera') this.#release('camera');
    else if (this.#tracks.microphone !== null) this.#tracks.microphone.enabled = false;
    this.#states[device] = { status: 'off' };
    this.#announce();
  }

  #switchMicrophoneOn(): void {
    if (this.#tracks.microphone !== null) this.#tracks.microphone.enabled = true;
    this.#states.microphone = { status: 'on' };
    this.#announce();
  }

  #release(device: Device): void {
    this.#tracks[device]?.stop();
    this.#tracks[device] = null;
    if (device === 'camera') this.#picture = null;
  }

  #fail(device: Device, error: unknown): void {
    this.#states[device] = { status: 'unavailable', problem: mediaErrorCode(error) };
  }

  #announce(): void {
    if (this.#lifetime.signal.aborted) return;
    const { microphone, camera } = this.#states;
    this.#onChange({ stream: this.#picture, microphone, camera }, { ...this.#tracks });
  }
}
