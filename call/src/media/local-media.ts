/** This person's camera and microphone together: asked for in one question where that is possible, and told of as one. */
import { Cell, type Readable } from '../lib/cell.ts';
import { childLifetime, every } from '../lib/lifetime.ts';
import { answerOf } from './device-answer.ts';
import { constraintsFor, type DeviceChoices } from './device-choices.ts';
import {
  areAllowed,
  isOnlyOtherRefused,
  KnownPermissions,
  type PermissionStates,
} from './device-permissions.ts';
import {
  DEVICES,
  type Device,
  type DeviceState,
  type DeviceTracks,
  type DeviceWishes,
} from './device-state.ts';
import { isRefusal, type MediaErrorCode, mediaErrorCode } from './media-error.ts';
import { OwnDevice } from './own-device.ts';

/** Chromium ends the process that has the cameras once nobody has asked it anything for five seconds. */
const AT_HAND_MS = 3_000;

/** This person's own camera and microphone as they are now. */
export interface LocalMediaState {
  /** What the camera sees, without sound, to show the person themselves; null while there is no picture. */
  readonly stream: MediaStream | null;
  /** The camera looks away from the person, as the one at the back of a phone: nothing to mirror. */
  readonly facesAway?: boolean;
  readonly microphone: DeviceState;
  readonly camera: DeviceState;
}

type Devices = Pick<MediaDevices, 'getUserMedia'> &
  Partial<Pick<MediaDevices, 'enumerateDevices' | 'addEventListener'>>;

export interface LocalMediaOptions {
  /** Undefined: a browser inside another app, which has none for any page. */
  readonly devices: Devices | undefined;
  readonly permissions: PermissionStates | undefined;
  /** What the person wanted the last time. */
  readonly wishes: DeviceWishes;
  /** Which devices, and how. Default: the browser's choice. */
  readonly choices?: Readable<DeviceChoices>;
}

export class LocalMedia {
  readonly #options: LocalMediaOptions;
  readonly #lifetime = new AbortController();
  readonly #own: Readonly<Record<Device, OwnDevice>>;
  readonly #state: Cell<LocalMediaState>;
  readonly #tracks = new Cell<DeviceTracks>({ microphone: null, camera: null });
  readonly #wishes: Cell<DeviceWishes>;
  #known: KnownPermissions | undefined;
  #preparing: AbortController | undefined;
  /** The same as long as the camera's track is the same. */
  #picture: { readonly of: MediaStreamTrack; readonly stream: MediaStream } | undefined;

  constructor(options: LocalMediaOptions) {
    this.#options = options;
    this.#own = { microphone: this.#make('microphone'), camera: this.#make('camera') };
    this.#wishes = new Cell(options.wishes);
    this.#state = new Cell(this.#stateNow());
  }

  get state(): Readable<LocalMediaState> {
    return this.#state;
  }

  get tracks(): Readable<DeviceTracks> {
    return this.#tracks;
  }

  get wishes(): Readable<DeviceWishes> {
    return this.#wishes;
  }

  /**
   * They may be asked for at any moment, and quickly then. Nothing is opened before: the browser is asked which there are, again and
   * again, where it would open the camera without a question, since it takes long to do so when it has let go of all of them.
   */
  prepare(): void {
    const known = new KnownPermissions(this.#options.permissions);
    this.#known = known;
    this.#preparing = childLifetime(this.#lifetime.signal);
    const look = () => {
      if (this.#own.camera.isWished && known.areAllowed(['camera']) === true)
        this.#options.devices?.enumerateDevices?.().catch(() => {});
    };
    every(AT_HAND_MS, look, this.#preparing.signal);
  }

  /** Asks for what is wished. Never rejects: what cannot be had is `unavailable`, with its reason. */
  async start(): Promise<void> {
    this.#preparing?.abort();
    this.#announce();
    const { signal } = this.#lifetime;
    this.#options.devices?.addEventListener?.('devicechange', () => this.#lookAround(), { signal });
    const wished = DEVICES.filter((device) => this.#own[device].isWished);
    // Together, so that people see one question. Once they have answered it apart, the microphone first: Chromium keeps
    // questions in a queue, in which a camera that never answers would hold back the microphone for ever.
    const areBothAllowed = async () => areAllowed(wished, this.#options.permissions);
    const isOneQuestion =
      wished.length === 2 && !(this.#known?.areAllowed(wished) ?? (await areBothAllowed()));
    if (signal.aborted) return;
    if (isOneQuestion) await this.#askTogether();
    else await Promise.all(wished.map((device) => this.#own[device].acquire()));
  }

  /** Switches a device on or off, asking for it again if it could not be had. */
  toggle(device: Device): Promise<void> {
    return this.#own[device].toggle();
  }

  /** Has the browser ask once more, in one question, for what it was asked for when its question was closed. */
  async askAgain(): Promise<void> {
    const closed = DEVICES.filter((device) => this.#own[device].problem === 'question-closed');
    for (const device of closed) this.#own[device].wishAgain();
    this.#announce();
    if (closed.length === DEVICES.length) await this.#askTogether();
    else await Promise.all(closed.map((device) => this.#own[device].acquire()));
  }

  /** Another takes a device's place; see {@link OwnDevice.exchange}. */
  exchange(device: Device, constraints: MediaTrackConstraints): Promise<MediaErrorCode | undefined> {
    return this.#own[device].exchange(constraints);
  }

  /** The person goes on without what cannot be had: it does not come on by itself later, nor after a reload. */
  goWithout(): void {
    for (const device of DEVICES) this.#own[device].goWithout();
  }

  /** Whatever it does just now; see {@link OwnDevice.switchOff}. */
  switchOff(device: Device): void {
    this.#own[device].switchOff();
  }

  stop(): void {
    this.#lifetime.abort();
    for (const device of DEVICES) this.#own[device].release();
    this.#tracks.set({ microphone: null, camera: null });
    this.#state.set(this.#stateNow());
  }

  #make(device: Device): OwnDevice {
    return new OwnDevice(device, {
      isWished: this.#options.wishes[device],
      ask: (constraints) => this.#getUserMedia(constraints),
      permissions: this.#options.permissions,
      choices: () => this.#choices,
      onWish: () => this.#noteWishes(),
      onChange: () => this.#announce(),
      signal: this.#lifetime.signal,
    });
  }

  async #askTogether(): Promise<void> {
    const { microphone, camera } = this.#own;
    const asked = this.#askForBoth();
    const { signal } = this.#lifetime;
    try {
      const answer = await answerOf(asked, DEVICES, this.#options.permissions, signal);
      if (answer === 'answered') return this.#announce();
    } catch (error) {
      // Asked together, the one that fails hides the one that works.
      for (const device of DEVICES) {
        if (signal.aborted) return;
        if (await this.#mayAskFor(device, error)) await this.#own[device].acquire();
        else this.#own[device].fail(mediaErrorCode(error));
      }
      return;
    }
    // Mostly it is the camera, which may be had late; so may the other, if it is not.
    asked.then(() => this.#announce()).catch(() => {});
    camera.fail('no-answer');
    await microphone.acquire();
    if (microphone.problem === 'no-answer') await camera.acquire();
  }

  async #askForBoth(): Promise<void> {
    const choices = this.#choices;
    const audio = constraintsFor('microphone', choices);
    const video = constraintsFor('camera', choices);
    const stream = await this.#getUserMedia({ audio, video });
    for (const track of stream.getTracks())
      this.#own[track.kind === 'audio' ? 'microphone' : 'camera'].adopt(track);
  }

  async #getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    const media = this.#options.devices;
    if (media === undefined) throw new DOMException('', 'NotSupportedError');
    return media.getUserMedia(constraints);
  }

  get #choices(): DeviceChoices {
    return this.#options.choices?.value ?? {};
  }

  /** Something was plugged in or out. */
  async #lookAround(): Promise<void> {
    // Chromium ends the track of what is gone only when it is asked what there is.
    const present = (await this.#options.devices?.enumerateDevices?.().catch(() => [])) ?? [];
    if (this.#lifetime.signal.aborted) return;
    for (const device of DEVICES) this.#own[device].lookAround(present);
    this.#announce();
  }

  /** After a refusal of both. */
  async #mayAskFor(device: Device, error: unknown): Promise<boolean> {
    if (!isRefusal(mediaErrorCode(error))) return true;
    return isOnlyOtherRefused(device, this.#options.permissions);
  }

  #noteWishes(): void {
    const { microphone, camera } = this.#own;
    this.#wishes.set({ microphone: microphone.isWished, camera: camera.isWished });
  }

  #announce(): void {
    if (this.#lifetime.signal.aborted) return;
    const { microphone, camera } = this.#own;
    const known = this.#tracks.value;
    // The same once more is no news: whoever hears of it looks which devices there are, which keeps the browser from opening one.
    if (microphone.track !== known.microphone || camera.track !== known.camera)
      this.#tracks.set({ microphone: microphone.track, camera: camera.track });
    this.#state.set(this.#stateNow());
  }

  #stateNow(): LocalMediaState {
    const { microphone, camera } = this.#own;
    const facesAway = camera.track?.getSettings().facingMode === 'environment';
    return {
      stream: this.#pictureOf(camera.track),
      ...(facesAway ? { facesAway } : {}),
      microphone: microphone.state,
      camera: camera.state,
    };
  }

  #pictureOf(track: MediaStreamTrack | null): MediaStream | null {
    if (track !== this.#picture?.of)
      this.#picture = track ? { of: track, stream: new MediaStream([track]) } : undefined;
    return this.#picture?.stream ?? null;
  }
}
