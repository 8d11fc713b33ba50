/** What one person brings into a call: their name, microphone, camera and screen, and how much of it the call may use. */
import { type Capability, cleanName } from '@parley/protocol';
import { Cell, type Readable } from './lib/cell.ts';
import { CameraPause } from './media/camera-pause.ts';
import type { DeviceChoices } from './media/device-choices.ts';
import { DeviceSelection } from './media/device-selection.ts';
import type { DeviceWishes } from './media/device-state.ts';
import { LocalMedia } from './media/local-media.ts';
import { MicrophoneMeter } from './media/microphone-meter.ts';
import { ownPresence } from './own-presence.ts';
import type { QualityFeature } from './quality/quality-feature.ts';
import type { DataUse } from './quality/sending-policy.ts';
import { ScreenShare } from './screen/screen-share.ts';
import type { CallSession } from './session/call-session.ts';

export interface OwnSideOptions {
  readonly name: string;
  readonly wishes: DeviceWishes;
  readonly deviceChoices: DeviceChoices;
  readonly dataUse: DataUse;
  /** What this page has, so that the other offers nothing else. */
  readonly can: readonly Capability[];
  readonly quality: QualityFeature;
  /** Ends with the call. */
  readonly signal: AbortSignal;
}

export class OwnSide {
  readonly name: Cell<string>;
  readonly dataUse: Cell<DataUse>;
  readonly media: LocalMedia;
  readonly meter: MicrophoneMeter;
  readonly devices: DeviceSelection;
  readonly screen: ScreenShare;
  readonly #options: OwnSideOptions;
  readonly #cameraPause: CameraPause;
  #session: Pick<CallSession, 'setTracks' | 'setPresence'> | undefined;

  constructor(options: OwnSideOptions) {
    const { name, wishes, deviceChoices, dataUse, quality, signal } = options;
    this.#options = options;
    this.name = new Cell(cleanName(name));
    this.dataUse = new Cell(dataUse);
    quality.setDataUse(dataUse);
    const choices = new Cell(deviceChoices);
    const isSoundAlone = dataUse === 'audio-only';
    this.media = new LocalMedia({
      devices: navigator.mediaDevices,
      permissions: navigator.permissions,
      wishes: isSoundAlone ? { ...wishes, camera: false } : wishes,
      choices,
    });
    this.#cameraPause = new CameraPause(this.media, isSoundAlone ? wishes : undefined);
    this.meter = new MicrophoneMeter({ tracks: this.media.tracks, wishes: this.media.wishes, choices });
    this.devices = new DeviceSelection({
      media: this.media,
      choices,
      devices: navigator.mediaDevices,
      hasSpeakers: 'setSinkId' in HTMLMediaElement.prototype,
      trySpeaker: (id) => new Audio().setSinkId(id),
      signal,
    });
    this.screen = new ScreenShare({ devices: navigator.mediaDevices });
    for (const { tracks } of [this.media, this.screen]) tracks.subscribe(() => this.#send(), signal);
    this.media.wishes.subscribe(({ camera }) => camera && this.#useMore(), signal);
    for (const cell of [this.media.state, this.screen.state, this.name, this.dataUse, quality.givenUp])
      (cell as Readable<unknown>).subscribe(() => this.#show(), signal);
  }

  /** Asks for the devices. */
  start(): void {
    void this.devices.start();
  }

  /** From now on it goes into this session. */
  bringInto(session: Pick<CallSession, 'setTracks' | 'setPresence'>): void {
    this.#session = session;
    this.#send();
    this.#show();
  }

  setDataUse(dataUse: DataUse): void {
    this.dataUse.set(dataUse);
    this.#options.quality.setDataUse(dataUse);
    this.#cameraPause.set(dataUse === 'audio-only');
  }

  /** The camera's light must not burn for a call that is over. */
  stop(): void {
    this.media.stop();
    this.screen.cancel();
  }

  /** Whoever wants to be seen does not want sound alone. */
  #useMore(): void {
    if (this.dataUse.value === 'audio-only') this.setDataUse('low');
  }

  #send(): void {
    this.#session?.setTracks({ ...this.media.tracks.value, ...this.screen.tracks.value });
  }

  #show(): void {
    const { quality, can } = this.#options;
    this.#session?.setPresence(
      ownPresence({
        name: this.name.value,
        media: this.media.state.value,
        dataUse: this.dataUse.value,
        givenUp: quality.givenUp.value,
        screen: this.screen.state.value,
        can,
      }),
    );
  }
}
