/** The devices there are, as a person can choose among them. Pure: what the browser lists comes in. */
import type { ChosenDevice, DeviceKind } from './device-choices.ts';

/** One that can be chosen. */
export interface ListedDevice extends ChosenDevice {
  /**
   * As the browser calls it, in its own language. Empty: it has no name, or the browser does not tell it.
   * @see https://w3c.github.io/mediacapture-main/#dom-mediadeviceinfo-label
   */
  readonly label: string;
  /** What is one thing to hold has one: a headset's microphone and its speaker. Empty: not known. */
  readonly groupId: string;
  readonly isChosen: boolean;
}

/** Per kind; empty: there are none, or the browser tells nothing before it has allowed one. */
export type DeviceList = Readonly<Record<DeviceKind, readonly ListedDevice[]>>;

/** Something that was plugged in while this page looked, which a person may want to use. */
export interface PluggedDevice {
  readonly label: string;
  /** Empty: not known. */
  readonly groupId: string;
  /** A headset is two. */
  readonly devices: readonly { readonly kind: DeviceKind; readonly id: string }[];
}

export const DEVICE_KINDS: readonly DeviceKind[] = ['microphone', 'camera', 'speaker'];

export const NO_DEVICES: DeviceList = { microphone: [], camera: [], speaker: [] };

/** Whatever the system's settings say: Chromium lists it by this ID, and by its real one too. */
const SYSTEM_DEFAULT = 'default';

/** Chromium's on Windows: the system's choice for calls, which is listed by its real ID too. */
const FOR_CALLS = 'communications';

const KIND_OF: Readonly<Record<MediaDeviceKind, DeviceKind>> = {
  audioinput: 'microphone',
  videoinput: 'camera',
  audiooutput: 'speaker',
};

/** @param chosen the ID per kind; undefined: the first of its kind; empty: the system's default */
export function listDevices(
  infos: readonly Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label' | 'groupId'>[],
  chosen: Readonly<Record<DeviceKind, string | undefined>>,
): DeviceList {
  const list = (kind: DeviceKind) => {
    // Before anything is allowed, browsers say that there are some, and no more: nothing could be chosen.
    const known = infos.filter(
      (info) => KIND_OF[info.kind] === kind && info.deviceId !== '' && info.deviceId !== FOR_CALLS,
    );
    const isDefaultListed = known.some(({ deviceId }) => deviceId === SYSTEM_DEFAULT);
    const all = known.map(({ deviceId, label, groupId }) => ({
      id: deviceId,
      label,
      groupId: groupId ?? '',
    }));
    // Firefox and Safari have a way back to the system's speaker, and do not list it.
    if (kind === 'speaker' && all.length > 0 && !isDefaultListed)
      all.unshift({ id: '', label: '', groupId: '' });
    const id = chosen[kind] === '' && isDefaultListed ? SYSTEM_DEFAULT : (chosen[kind] ?? all[0]?.id);
    return all.map((device) => ({ ...device, isChosen: device.id === id }));
  };
  return { microphone: list('microphone'), camera: list('camera'), speaker: list('speaker') };
}

/** The one that was chosen some time ago, by its name if its ID has changed; undefined: it is not there. */
export function findDevice<D extends ChosenDevice>(
  wanted: ChosenDevice | undefined,
  devices: readonly D[],
): D | undefined {
  if (wanted === undefined) return undefined;
  const byLabel = devices.filter(({ label }) => label !== '' && label === wanted.label);
  return devices.find(({ id }) => id === wanted.id) ?? (byLabel.length === 1 ? byLabel[0] : undefined);
}

/** What the system plays by, for `setSinkId`. */
export function sinkIdOf(speaker: ChosenDevice | undefined): string {
  return speaker === undefined || speaker.id === SYSTEM_DEFAULT ? '' : speaker.id;
}

/** What has come since; undefined: nothing that can be named. One thing to hold is offered as one. */
export function pluggedSince(before: DeviceList, now: DeviceList): PluggedDevice | undefined {
  // Of a list that was empty, the devices were there before: only now the browser tells of them.
  const added = DEVICE_KINDS.flatMap((kind) =>
    before[kind].length === 0
      ? []
      : now[kind]
          .filter(
            ({ id, label }) =>
              label !== '' && id !== SYSTEM_DEFAULT && !before[kind].some((one) => one.id === id),
          )
          .map((device) => ({ kind, ...device })),
  );
  const [first] = added;
  if (first === undefined) return undefined;
  const whole = added.filter(
    (device) =>
      device === first ||
      (first.groupId !== '' && device.groupId === first.groupId && device.kind !== first.kind),
  );
  return { label: first.label, groupId: first.groupId, devices: whole.map(({ kind, id }) => ({ kind, id })) };
}

/** Systems tell of the two parts of a headset one after the other. */
export function mergePlugged(
  before: PluggedDevice | undefined,
  now: PluggedDevice | undefined,
): PluggedDevice | undefined {
  if (before === undefined || now === undefined) return now ?? before;
  if (now.groupId === '' || now.groupId !== before.groupId) return now;
  return { ...before, devices: [...before.devices, ...now.devices] };
}

/** As long as one of them is there and not in use already. */
export function isWorthOffering({ devices }: PluggedDevice, list: DeviceList): boolean {
  const listed = devices.map(({ kind, id }) => list[kind].find((one) => one.id === id));
  return listed.some((one) => one !== undefined && !one.isChosen);
}
