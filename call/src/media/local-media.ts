/**
 * This person's camera and microphone. What they wish and what a device does are two facts (device-state.ts): the wish
 * is never changed by a device, and no device is ever on without it. Each device has its own fate.
 */
import { Cell, type Readable } from '../lib/cell.ts';
import { childLifetime } from '../lib/lifetime.ts';
import { answerOf } from './device-answer.ts';
import { constraintsFor, type DeviceChoices } from './device-choices.ts';
import { exchangeDevice } from './device-exchange.ts';
import {
  areAllowed,
  isOnlyOtherRefused,
  KnownPermissions,
  onceAllowed,
  type PermissionStates,
  permissionOf,
} from './device-permissions.ts';
import {
  DEVICES,
  type Device,
  type DeviceFacts,
  type DeviceState,
  type DeviceTracks,
  type DeviceWishes,
  factsOf,
  stateOf,
} from './device-state.ts';
import { isRefusal, type MediaErrorCode, mediaErrorCode } from './media-error.ts';

/** This person's own camera and microphone as they are now. */
export interface LocalMediaState {
  /** What the camera sees, without sound, to show the person themselves; null while there is no picture. */
  readonly stream: MediaStream | null;
  /** The camera looks away from the person, as the one at the back of a phone: nothing to mirror. */
  readonly facesAway?: boolean;
  readonly microphone: DeviceState;
  readonly camera: DeviceState;
}

const KINDS: Record<Device, MediaDeviceKind> = { microphone: 'audioinput', camera: 'videoinput' };

/** What takes a lost one's place and is lost within this time is not worth another try. */
const SHORT_LIFE_MS = 3_000;

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
  readonly #facts: Record<Device, DeviceFacts>;
  readonly #state: Cell<LocalMediaState>;
  readonly #tracks = new Cell<DeviceTracks>({ microphone: null, camera: null });
  readonly #wishes: Cell<DeviceWishes>;
  #known: KnownPermissions | undefined;
  /** Of the camera; the same as long as the camera's track is the same. */
  #picture: MediaStream | null = null;

  constructor(options: LocalMediaOptions) {
    this.#options = options;
    const { microphone, camera } = options.wishes;
    this.#facts = { microphone: factsOf(microphone), camera: factsOf(camera) };
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

  /** They may be asked for at any moment, and quickly then. */
  prepare(): void {
    this.#known = new KnownPermissions(this.#options.permissions);
  }

  /** Asks for what is wished. Never rejects: what cannot be had is `unavailable`, with its reason. */
  async start(): Promise<void> {
    this.#announce();
    const { signal } = this.#lifetime;
    this.#options.devices?.addEventListener?.('devicechange', () => this.#lookAround(), { signal });
    const wished = DEVICES.filter((device) => this.#facts[device].isWished);
    // Together, so that people see one question. Once they have answered it apart, the microphone first: Chromium keeps
    // questions in a queue, in which a camera that never answers would hold back the microphone for ever.
    const areBothAllowed = async () => areAllowed(wished, this.#options.permissions);
    const isOneQuestion =
      wished.length === 2 && !(this.#known?.areAllowed(wished) ?? (await areBothAllowed()));
    if (signal.aborted) return;
    if (isOneQuestion) await this.#askTogether();
    else await Promise.all(wished.map((device) => this.#acquire(device)));
  }

  /** Switches a device on or off, asking for it again if it could not be had. */
  async toggle(device: Device): Promise<void> {
    const facts = this.#facts[device];
    if (stateOf(facts).status === 'asking') return;
    if (facts.isWished && facts.track !== null) return this.switchOff(device);
    this.#wish(device, true);
    if (facts.track === null) return this.#acquire(device);
    facts.track.enabled = true;
    this.#announce();
  }

  /** Has the browser ask once more, in one question, for what it was asked for when its question was closed. */
  async askAgain(): Promise<void> {
    const closed = DEVICES.filter((device) => this.#facts[device].problem === 'question-closed');
    for (const device of closed) {
      this.#facts[device].problem = undefined;
      this.#wish(device, true);
    }
    this.#announce();
    if (closed.length === DEVICES.length) await this.#askTogether();
    else await Promise.all(closed.map((device) => this.#acquire(device)));
  }

  /**
   * Has another of its kind, or the same with other processing, take the place of what is there; see `exchangeDevice`. One
   * that is off is not asked for; one that could not be had is wished for again.
   * @returns why it could not be had; undefined: it was, or is not wanted any more
   */
  async exchange(device: Device, constraints: MediaTrackConstraints): Promise<MediaErrorCode | undefined> {
    const facts = this.#facts[device];
    if (facts.track === null) {
      if (facts.problem === undefined || facts.isAsking) return undefined;
      this.#wish(device, true);
      await this.#acquire(device);
      return facts.problem;
    }
    const hold = (track: MediaStreamTrack) => {
      track.enabled = facts.isWished;
      this.#hold(device, track, false);
      this.#announce();
    };
    const ask = (asked: MediaStreamConstraints) => this.#getUserMedia(asked);
    const { signal } = this.#lifetime;
    const { permissions } = this.#options;
    const lose = (code: MediaErrorCode) => {
      this.#release(device);
      this.#fail(device, code);
    };
    const choices = this.#options.choices?.value ?? {};
    return exchangeDevice({ device, facts, ask, hold, lose, permissions, signal }, constraints, (id) =>
      constraintsFor(device, choices, id),
    );
  }

  /** The person goes on without what cannot be had: it does not come on by itself later, nor after a reload. */
  goWithout(): void {
    for (const device of DEVICES) {
      const { isWished, problem } = this.#facts[device];
      if (isWished && problem !== undefined) this.#wish(device, false);
    }
  }

  /**
   * Whatever it does just now: it is wished no more. A muted microphone is kept, so that unmuting is instant; a camera is let go,
   * so that its light goes out.
   */
  switchOff(device: Device): void {
    const facts = this.#facts[device];
    if (device === 'camera') this.#release(device);
    else if (facts.track !== null) facts.track.enabled = false;
    facts.replacement = undefined;
    facts.lostDeviceId = undefined;
    this.#wish(device, false);
    this.#announce();
  }

  stop(): void {
    this.#lifetime.abort();
    for (const device of DEVICES) this.#release(device);
    this.#tracks.set({ microphone: null, camera: null });
    this.#state.set(this.#stateNow());
  }

  async #askTogether(): Promise<void> {
    const asked = this.#ask(DEVICES);
    const { signal } = this.#lifetime;
    try {
      const answer = await answerOf(asked, DEVICES, this.#options.permissions, signal);
      if (answer === 'answered') return this.#announce();
    } catch (error) {
      // Asked together, the one that fails hides the one that works.
      for (const device of DEVICES) {
        if (signal.aborted) return;
        if (await this.#mayAskFor(device, error)) await this.#acquire(device);
        else this.#fail(device, mediaErrorCode(error));
      }
      return;
    }
    // Mostly it is the camera, which may be had late; so may the other, if it is not.
    asked.then(() => this.#announce()).catch(() => {});
    this.#fail('camera', 'no-answer');
    await this.#acquire('microphone');
    if (this.#facts.microphone.problem === 'no-answer') await this.#acquire('camera');
  }

  async #acquire(device: Device): Promise<void> {
    const { signal } = this.#lifetime;
    // The page has moved on: asking now would light the camera for nobody.
    if (signal.aborted) return;
    const facts = this.#facts[device];
    facts.isAsking = true;
    facts.problem = undefined;
    this.#announce();
    const asked = this.#ask([device]);
    try {
      const answer = await answerOf(asked, [device], this.#options.permissions, signal);
      if (answer === 'overdue') {
        facts.problem = 'no-answer';
        asked
          .then(() => this.#announce())
          .catch((error) => {
            if (facts.problem === 'no-answer') this.#fail(device, mediaErrorCode(error));
          });
      }
    } catch (error) {
      if (!signal.aborted) this.#fail(device, mediaErrorCode(error));
    }
    facts.isAsking = false;
    this.#announce();
  }

  /** Whenever the answer comes, it is taken if it is still wished, and let go of otherwise. */
  async #ask(devices: readonly Device[]): Promise<void> {
    const choices = this.#options.choices?.value ?? {};
    const has = (device: Device) => (devices.includes(device) ? constraintsFor(device, choices) : false);
    this.#adopt(await this.#getUserMedia({ audio: has('microphone'), video: has('camera') }));
  }

  async #getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    const media = this.#options.devices;
    if (media === undefined) throw new DOMException('', 'NotSupportedError');
    return media.getUserMedia(constraints);
  }

  #adopt(stream: MediaStream): void {
    const { signal } = this.#lifetime;
    for (const track of stream.getTracks()) {
      const device = track.kind === 'audio' ? 'microphone' : 'camera';
      const facts = this.#facts[device];
      if (!signal.aborted && facts.problem === 'no-answer') facts.problem = undefined;
      if (signal.aborted || !facts.isWished || facts.track !== null) {
        track.stop();
        continue;
      }
      const { lostDeviceId } = facts;
      const isAnother = lostDeviceId !== undefined && lostDeviceId !== track.getSettings().deviceId;
      this.#hold(device, track, lostDeviceId !== undefined);
      facts.replacement = isAnother ? track.label : undefined;
    }
  }

  #hold(device: Device, track: MediaStreamTrack, isSubstitute: boolean): void {
    const facts = this.#facts[device];
    facts.track = track;
    facts.problem = facts.replacement = facts.lostDeviceId = undefined;
    if (device === 'camera') this.#picture = new MediaStream([track]);
    this.#watch(device, track, isSubstitute);
  }

  async #watch(device: Device, track: MediaStreamTrack, isSubstitute: boolean): Promise<void> {
    const { signal } = this.#lifetime;
    const since = performance.now();
    for (const type of ['mute', 'unmute']) track.addEventListener(type, () => this.#announce(), { signal });
    // A status changes with the permission, so its first state has to be kept.
    let wasGranted = false;
    track.addEventListener(
      'ended',
      () => this.#lose(device, track, isSubstitute && performance.now() - since < SHORT_LIFE_MS, wasGranted),
      { signal },
    );
    wasGranted = (await permissionOf(device, this.#options.permissions))?.state === 'granted';
  }

  /** Unplugged, or taken away by the browser or the system. */
  async #lose(
    device: Device,
    track: MediaStreamTrack,
    isFutile: boolean,
    wasGranted: boolean,
  ): Promise<void> {
    const facts = this.#facts[device];
    if (facts.track !== track) return;
    const { deviceId } = track.getSettings();
    this.#release(device);
    facts.replacement = undefined;
    // Off it stays; whoever switches it on again will be told.
    if (!facts.isWished) return this.#announce();
    facts.isAsking = true;
    facts.lostDeviceId = deviceId ?? '';
    this.#announce();
    const permission = (await permissionOf(device, this.#options.permissions))?.state;
    facts.isAsking = false;
    if (this.#lifetime.signal.aborted) return;
    const isWithdrawn = permission === 'denied' || (wasGranted && permission === 'prompt');
    if (isWithdrawn) this.#fail(device, 'permission-denied');
    else if (isFutile) this.#fail(device, 'disconnected');
    // Another of its kind, if there is one.
    else await this.#acquire(device);
  }

  /** Something was plugged in or out. */
  async #lookAround(): Promise<void> {
    // Chromium ends the track of what is gone only when it is asked what there is.
    const present = (await this.#options.devices?.enumerateDevices?.().catch(() => [])) ?? [];
    if (this.#lifetime.signal.aborted) return;
    for (const device of DEVICES) {
      const facts = this.#facts[device];
      const isMissing = facts.problem === 'not-found' || facts.problem === 'disconnected';
      if (!isMissing || facts.isAsking || !present.some(({ kind }) => kind === KINDS[device])) continue;
      if (facts.isWished) void this.#acquire(device);
      else facts.problem = undefined;
    }
    this.#announce();
  }

  #wish(device: Device, isWished: boolean): void {
    this.#facts[device].isWished = isWished;
    const { microphone, camera } = this.#facts;
    this.#wishes.set({ microphone: microphone.isWished, camera: camera.isWished });
  }

  #release(device: Device): void {
    this.#facts[device].track?.stop();
    this.#facts[device].track = null;
    if (device === 'camera') this.#picture = null;
  }

  #fail(device: Device, code: MediaErrorCode): void {
    const facts = this.#facts[device];
    facts.problem = code === 'not-found' && facts.lostDeviceId !== undefined ? 'disconnected' : code;
    this.#announce();
    if (!isRefusal(code)) return;
    facts.awaiting?.abort();
    facts.awaiting = childLifetime(this.#lifetime.signal);
    const acquire = () => {
      const { isWished, problem } = facts;
      if (isWished && isRefusal(problem)) void this.#acquire(device);
    };
    void onceAllowed(device, this.#options.permissions, acquire, facts.awaiting.signal);
  }

  /** After a refusal of both. */
  async #mayAskFor(device: Device, error: unknown): Promise<boolean> {
    if (!isRefusal(mediaErrorCode(error))) return true;
    return isOnlyOtherRefused(device, this.#options.permissions);
  }

  #announce(): void {
    if (this.#lifetime.signal.aborted) return;
    const { microphone, camera } = this.#facts;
    this.#tracks.set({ microphone: microphone.track, camera: camera.track });
    this.#state.set(this.#stateNow());
  }

  #stateNow(): LocalMediaState {
    const { microphone, camera } = this.#facts;
    const facesAway = camera.track?.getSettings().facingMode === 'environment';
    return {
      stream: this.#picture,
      ...(facesAway ? { facesAway } : {}),
      microphone: stateOf(microphone),
      camera: stateOf(camera),
    };
  }
}
