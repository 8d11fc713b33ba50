/** What a person has allowed of their devices, as far as the browser says it. */
import { DEVICES, type Device } from './device-state.ts';

export type PermissionStates = Pick<Permissions, 'query'>;

/** Undefined: this browser does not know the permission by name. */
export async function permissionOf(
  device: Device,
  permissions: PermissionStates | undefined,
): Promise<PermissionStatus | undefined> {
  try {
    return await permissions?.query({ name: device });
  } catch {
    return undefined;
  }
}

/** Those of both devices, looked up before they are needed: a press is not to wait for the browser's answer. */
export class KnownPermissions {
  #known: readonly (PermissionStatus | undefined)[] | undefined;

  constructor(permissions: PermissionStates | undefined) {
    void Promise.all(DEVICES.map((device) => permissionOf(device, permissions))).then((states) => {
      this.#known = states;
    });
  }

  /** As {@link areAllowed}, at this moment; undefined: it is not known yet. */
  areAllowed(devices: readonly Device[]): boolean | undefined {
    const states = this.#known;
    return states && devices.every((device) => states[DEVICES.indexOf(device)]?.state === 'granted');
  }
}

/** Whether they can all be used without the browser asking. False where it does not say so. */
export async function areAllowed(
  devices: readonly Device[],
  permissions: PermissionStates | undefined,
): Promise<boolean> {
  const states = await Promise.all(devices.map((device) => permissionOf(device, permissions)));
  return states.every((status) => status?.state === 'granted');
}

/** Of two that were refused together: whether it was the other alone that the person, or their settings, refused. */
export async function isOnlyOtherRefused(
  device: Device,
  permissions: PermissionStates | undefined,
): Promise<boolean> {
  const others = DEVICES.filter((other) => other !== device);
  const isRefused = async (one: Device) => (await permissionOf(one, permissions))?.state === 'denied';
  const [own, ...rest] = await Promise.all([device, ...others].map(isRefused));
  return !own && rest.includes(true);
}

/** Calls once the person has thought better of it, in the browser's own settings. */
export async function onceAllowed(
  device: Device,
  permissions: PermissionStates | undefined,
  onAllowed: () => void,
  signal: AbortSignal,
): Promise<void> {
  const status = await permissionOf(device, permissions);
  status?.addEventListener('change', () => status.state === 'granted' && onAllowed(), { signal });
}
