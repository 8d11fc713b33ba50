/** Devices that are what the test says, and note what they are asked for. */
import {
  Cell,
  type DeviceAbilities,
  type DeviceChoices,
  type DeviceHandle,
  type DeviceKind,
  type DeviceList,
  type FailedChoice,
  type PluggedDevice,
} from '@parley/call';

export interface DeviceScene {
  readonly list?: DeviceList;
  readonly abilities?: Partial<DeviceAbilities>;
  readonly choices?: DeviceChoices;
  readonly plugged?: PluggedDevice;
  readonly failure?: FailedChoice;
}

const listed = (...labels: readonly string[]) =>
  labels.map((label, index) => ({ id: label.toLowerCase(), label, groupId: '', isChosen: index === 0 }));

/** A laptop with a headset. */
const DEVICE_LIST: DeviceList = {
  microphone: listed('Built-in microphone', 'Headset'),
  camera: listed('Built-in camera', 'Webcam'),
  speaker: [{ id: '', label: '', groupId: '', isChosen: true }, ...listed('Headset')].map(
    (device, index) => ({
      ...device,
      isChosen: index === 0,
    }),
  ),
};

const ABILITIES: DeviceAbilities = {
  soundModes: ['noise-suppression', 'natural', 'original'],
  canFlip: false,
  canAskForSpeaker: false,
};

export class FakeDevices implements DeviceHandle {
  readonly list: Cell<DeviceList>;
  readonly choices: Cell<DeviceChoices>;
  readonly abilities: Cell<DeviceAbilities>;
  readonly speaker = new Cell('');
  readonly plugged: Cell<PluggedDevice | undefined>;
  readonly failure: Cell<FailedChoice | undefined>;
  readonly #asked: string[];

  /** @param asked where it notes what it is asked for */
  constructor(asked: string[], scene: DeviceScene = {}) {
    this.#asked = asked;
    this.list = new Cell(scene.list ?? DEVICE_LIST);
    this.choices = new Cell(scene.choices ?? {});
    this.abilities = new Cell({ ...ABILITIES, ...scene.abilities });
    this.plugged = new Cell(scene.plugged);
    this.failure = new Cell(scene.failure);
  }

  async start(): Promise<void> {}

  async choose(kind: DeviceKind, id: string): Promise<void> {
    this.#asked.push(`choose ${kind} ${id}`);
    const list = this.list.value[kind].map((device) => ({ ...device, isChosen: device.id === id }));
    this.list.set({ ...this.list.value, [kind]: list });
  }

  async askAgain(): Promise<void> {
    this.#asked.push('ask again');
  }

  async usePlugged(): Promise<void> {
    this.#asked.push('use what was plugged in');
    this.plugged.set(undefined);
  }

  dismiss(): void {
    this.#asked.push('dismiss');
    this.plugged.set(undefined);
    this.failure.set(undefined);
  }

  async setSound(sound: NonNullable<DeviceChoices['sound']>): Promise<void> {
    this.#asked.push(`sound ${sound}`);
    this.choices.set({ ...this.choices.value, sound });
  }

  async setBackgroundBlur(isBackgroundBlurred: boolean): Promise<void> {
    this.#asked.push(`blur ${isBackgroundBlurred}`);
    this.abilities.set({ ...this.abilities.value, isBackgroundBlurred });
  }

  setNoticesMutedSpeech(noticesMutedSpeech: boolean): void {
    this.#asked.push(`notice muted speech ${noticesMutedSpeech}`);
    this.choices.set({ ...this.choices.value, noticesMutedSpeech });
  }

  async flipCamera(): Promise<void> {
    this.#asked.push('flip camera');
  }

  async askForSpeaker(): Promise<void> {
    this.#asked.push('ask for speaker');
  }
}
