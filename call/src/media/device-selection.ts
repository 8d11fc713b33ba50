/** Which microphone, camera and speaker this person uses, of those that there are. */
import { Cell, type Readable } from '../lib/cell.ts';
import { abilitiesOf, type DeviceAbilities, NO_ABILITIES } from './device-abilities.ts';
import {
  type ChosenDevice,
  constraintsFor,
  DEFAULT_SOUND_MODE,
  type DeviceChoices,
  type DeviceKind,
  type ExtendedConstraints,
  type SoundMode,
} from './device-choices.ts';
import {
  DEVICE_KINDS,
  type DeviceList,
  findDevice,
  isWorthOffering,
  type ListedDevice,
  listDevices,
  mergePlugged,
  NO_DEVICES,
  type PluggedDevice,
  pluggedSince,
  sinkIdOf,
} from './device-list.ts';
import { DEVICES, type Device } from './device-state.ts';
import type { LocalMedia } from './local-media.ts';
import { isRefusal, type MediaErrorCode, mediaErrorCode } from './media-error.ts';
import { ProvenChoices } from './proven-choices.ts';

/** What was chosen could not be had: what was there before stays in use. */
export interface FailedChoice {
  readonly kind: DeviceKind;
  /** The name of what was chosen. */
  readonly label: string;
  readonly code: MediaErrorCode;
  /** It was this mode of its sound, of a microphone that is used already; undefined: it was another device. */
  readonly sound?: SoundMode;
}

/** https://w3c.github.io/mediacapture-output/: what TypeScript's library does not have yet. */
type ExtendedDevices = Partial<MediaDevices> & {
  readonly selectAudioOutput?: (options?: { deviceId?: string }) => Promise<MediaDeviceInfo>;
};

export interface DeviceSelectionOptions {
  readonly media: LocalMedia;
  readonly choices: Cell<DeviceChoices>;
  /** Undefined: a browser inside another app, which has none for any page. */
  readonly devices: ExtendedDevices | undefined;
  /** Whether sound can be played by anything but the system's default. */
  readonly hasSpeakers: boolean;
  /** Rejects where sound cannot be played by this one. Default: every one that is listed can. */
  readonly trySpeaker?: (id: string) => Promise<void>;
  readonly signal: AbortSignal;
}

export class DeviceSelection {
  readonly #options: DeviceSelectionOptions;
  readonly #list = new Cell<DeviceList>(NO_DEVICES);
  readonly #abilities = new Cell<DeviceAbilities>(NO_ABILITIES);
  readonly #speaker = new Cell('');
  readonly #plugged = new Cell<PluggedDevice | undefined>(undefined);
  readonly #failure = new Cell<FailedChoice | undefined>(undefined);
  readonly #choices: ProvenChoices;
  /** The speaker that was tried last; undefined: none. */
  #triedSpeaker: string | undefined;
  /** That one, where it plays nothing: sound comes from the system's default until it is chosen anew. */
  #refusingSpeaker: string | undefined;
  /** What was chosen some time ago is still being asked for. */
  #isStarting = false;
  /** The latest look; what an earlier one finds is no news. */
  #look = 0;

  constructor(options: DeviceSelectionOptions) {
    this.#options = options;
    this.#choices = new ProvenChoices(options.choices);
    const { media, devices, signal } = options;
    devices?.addEventListener?.('devicechange', () => void this.#refresh(true), { signal });
    // Once something is allowed, browsers tell of everything.
    media.tracks.subscribe(() => void this.#refresh(false), signal);
  }

  /** What there is to choose from. Empty until the browser has allowed something. */
  get list(): Readable<DeviceList> {
    return this.#list;
  }

  /** What the person has chosen, for the page to remember. */
  get choices(): Readable<DeviceChoices> {
    return this.#choices.all;
  }

  get abilities(): Readable<DeviceAbilities> {
    return this.#abilities;
  }

  /** Where sound is to be played, for `setSinkId`; empty: by the system's default, also while the chosen one is away. */
  get speaker(): Readable<string> {
    return this.#speaker;
  }

  /** Something was plugged in that the person may want to use; undefined: nothing, or they have answered. */
  get plugged(): Readable<PluggedDevice | undefined> {
    return this.#plugged;
  }

  /** The last choice, if it could not be had. */
  get failure(): Readable<FailedChoice | undefined> {
    return this.#failure;
  }

  /** Asks for what is wished, and has what was chosen some time ago, by its name if its ID has changed. */
  async start(): Promise<void> {
    this.#isStarting = true;
    await this.#options.media.start();
    await this.#refresh(false);
    for (const device of DEVICES) {
      const wanted = findDevice(this.choices.value[device], this.#list.value[device]);
      if (wanted === undefined || wanted.id === this.#inUse(device)) continue;
      // What nobody wishes for is not asked for because its ID is another now.
      if (!this.#options.media.wishes.value[device]) this.#choices.settle({ [device]: chosenOf(wanted) });
      else await this.choose(device, wanted.id);
    }
    this.#isStarting = false;
    await this.#refresh(false);
  }

  /** The ID; undefined: of none, and none was chosen. */
  #inUse(device: Device): string | undefined {
    const track = this.#options.media.tracks.value[device];
    return track?.getSettings().deviceId ?? this.choices.value[device]?.id;
  }

  /** What the list marks: no other meanwhile than the one that is being asked for. */
  #marked(device: Device, devices: readonly ListedDevice[]): string | undefined {
    const wanted = this.#isStarting ? findDevice(this.choices.value[device], devices) : undefined;
    return wanted?.id ?? this.#inUse(device);
  }

  /**
   * Has this one from now on, without a gap: it is had before the other is let go of. One that is off stays off, and is
   * this one when it is switched on. If it cannot be had, the other stays and `failure` says why.
   * @param id as in `list`
   */
  async choose(kind: DeviceKind, id: string): Promise<void> {
    const chosen = this.#list.value[kind].find((device) => device.id === id);
    if (chosen === undefined) return;
    this.#failure.set(undefined);
    const code = await this.#choices.try(kind, chosenOf(chosen), () => this.#tryOut(kind, id));
    if (code !== undefined) this.#failure.set({ kind, label: chosen.label, code });
    await this.#refresh(false);
  }

  /** @returns why it cannot be had; undefined: it can */
  async #tryOut(kind: DeviceKind, id: string): Promise<MediaErrorCode | undefined> {
    const { media, choices, trySpeaker } = this.#options;
    if (kind !== 'speaker') return media.exchange(kind, constraintsFor(kind, choices.value, id));
    this.#triedSpeaker = id;
    this.#refusingSpeaker = undefined;
    try {
      await trySpeaker?.(id);
      return undefined;
    } catch (error) {
      return mediaErrorCode(error);
    }
  }

  /** One that was chosen some time ago, or has come back, may play nothing any more. It stays remembered. */
  async #proveSpeaker({ id, label }: ChosenDevice): Promise<void> {
    const code = await this.#tryOut('speaker', id);
    if (code === undefined || this.#triedSpeaker !== id || this.#options.signal.aborted) return;
    this.#refusingSpeaker = id;
    this.#failure.set({ kind: 'speaker', label, code });
    await this.#refresh(false);
  }

  /** Has the browser ask once more for what it was asked for when its question was closed: `question-closed`. */
  async askAgain(): Promise<void> {
    await this.#options.media.askAgain();
  }

  /** Uses what was plugged in, all of it. */
  async usePlugged(): Promise<void> {
    const plugged = this.#plugged.value;
    this.#plugged.set(undefined);
    await Promise.all((plugged?.devices ?? []).map(({ kind, id }) => this.choose(kind, id)));
  }

  /** The person has read it, and goes on as they are. */
  dismiss(): void {
    this.#plugged.set(undefined);
    this.#failure.set(undefined);
  }

  /**
   * What is done to the sound of the microphone. Its sound goes on meanwhile, and stays as it is if it cannot be had so:
   * `failure` says why then.
   */
  async setSound(sound: SoundMode): Promise<void> {
    this.#failure.set(undefined);
    const { media } = this.#options;
    const { microphone } = media.tracks.value;
    // Where there is none it holds for the next one; nobody has asked to be heard.
    if (microphone === null) this.#choices.amend({ sound });
    else {
      const { deviceId } = microphone.getSettings();
      const code = await this.#choices.try('sound', sound, () =>
        media.exchange('microphone', constraintsFor('microphone', this.choices.value, deviceId)),
      );
      if (code !== undefined) this.#failure.set({ kind: 'microphone', label: microphone.label, code, sound });
    }
    await this.#refresh(false);
  }

  /** Only where {@link DeviceAbilities} says that it can be. */
  async setBackgroundBlur(isBackgroundBlurred: boolean): Promise<void> {
    this.#choices.amend({ isBackgroundBlurred });
    const { camera } = this.#options.media.tracks.value;
    const alone: ExtendedConstraints = { backgroundBlur: isBackgroundBlurred };
    // Chromium refuses it together with a picture's size, which it keeps when it is asked for this alone; others would forget that.
    await camera
      ?.applyConstraints(constraintsFor('camera', this.choices.value))
      .catch(() => camera.applyConstraints(alone))
      // Where a switch of the system decides; what it is shows in the abilities.
      .catch(() => {});
    await this.#refresh(false);
  }

  /** Whether the muted microphone is listened to, here only, to notice that the person speaks. */
  setNoticesMutedSpeech(noticesMutedSpeech: boolean): void {
    this.#choices.amend({ noticesMutedSpeech });
  }

  /** The camera that looks the other way. */
  async flipCamera(): Promise<void> {
    const { media } = this.#options;
    const isAway = media.tracks.value.camera?.getSettings().facingMode === 'environment';
    const facingMode = { exact: isAway ? 'user' : 'environment' };
    const { camera: _, ...others } = this.choices.value;
    const code = await media.exchange('camera', { ...constraintsFor('camera', others), facingMode });
    const { camera } = media.tracks.value;
    if (code !== undefined) this.#failure.set({ kind: 'camera', label: '', code });
    else if (camera !== null) this.#choices.settle({ camera: chosenAs(camera) });
    await this.#refresh(false);
  }

  /** Opens the browser's own list of speakers, after a press of the person, and uses what they pick. */
  async askForSpeaker(): Promise<void> {
    try {
      const picked = await this.#options.devices?.selectAudioOutput?.();
      if (picked === undefined) return;
      this.#choices.settle({ speaker: { id: picked.deviceId, label: picked.label } });
      await this.#refresh(false);
    } catch (error) {
      // Whoever closes the list has said no.
      const code = mediaErrorCode(error);
      if (!isRefusal(code)) this.#failure.set({ kind: 'speaker', label: '', code });
    }
  }

  async #refresh(isNews: boolean): Promise<void> {
    const { devices, hasSpeakers, media, signal } = this.#options;
    this.#look += 1;
    const [look, before] = [this.#look, this.#list.value];
    const infos = (await devices?.enumerateDevices?.().catch(() => [])) ?? [];
    if (signal.aborted) return;
    const usable = infos.filter(({ kind }) => hasSpeakers || kind !== 'audiooutput');
    const there = listDevices(usable, { microphone: undefined, camera: undefined, speaker: '' });
    const chosen = {
      microphone: this.#marked('microphone', there.microphone),
      camera: this.#marked('camera', there.camera),
    };
    const { speaker: speakers } = there;
    const wanted = findDevice(this.choices.value.speaker, speakers);
    const speaker = wanted?.id === this.#refusingSpeaker ? undefined : wanted;
    const list = listDevices(usable, { ...chosen, speaker: sinkIdOf(speaker) });
    const plugged = mergePlugged(this.#plugged.value, isNews ? pluggedSince(before, list) : undefined);
    // An earlier look may end later, and saw less.
    if (look !== this.#look) return this.#offer(plugged, this.#list.value);
    this.#list.set(isSame(list, this.#list.value) ? this.#list.value : list);
    this.#speaker.set(sinkIdOf(speaker));
    const canAskForSpeaker = hasSpeakers && devices?.selectAudioOutput !== undefined;
    this.#abilities.set(abilitiesOf(media.tracks.value, list, canAskForSpeaker));
    this.#offer(plugged, list);
    if (speaker !== undefined && sinkIdOf(speaker) !== '' && speaker.id !== this.#triedSpeaker)
      void this.#proveSpeaker(speaker);
  }

  #offer(plugged: PluggedDevice | undefined, list: DeviceList): void {
    this.#plugged.set(plugged !== undefined && isWorthOffering(plugged, list) ? plugged : undefined);
  }
}

function chosenOf({ id, label }: ChosenDevice): ChosenDevice {
  return { id, label };
}

function chosenAs(track: MediaStreamTrack): ChosenDevice {
  return { id: track.getSettings().deviceId ?? '', label: track.label };
}

function isSame(one: DeviceList, other: DeviceList): boolean {
  return DEVICE_KINDS.every((kind) => JSON.stringify(one[kind]) === JSON.stringify(other[kind]));
}

/** What a menu marks: the mode that holds when the person has chosen none. */
export function soundModeOf({ sound }: DeviceChoices): SoundMode {
  return sound ?? DEFAULT_SOUND_MODE;
}

/** What a page may do with the devices and see of them, for whoever makes some that are no real ones. */
export type DeviceHandle = Pick<DeviceSelection, keyof DeviceSelection>;
