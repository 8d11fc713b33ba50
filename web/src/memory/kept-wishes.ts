import type { DeviceMemory, DeviceWishes } from '@parley/call';

/** Whether this tab's person wants to be seen and heard, kept from one page load to the next. */

const KEY = 'parley:devices';

/** Everybody begins with both on, and sees so in the lobby. */
export function readWishes(memory: DeviceMemory): DeviceWishes {
  const off = memory.getItem(KEY)?.split(' ') ?? [];
  return { microphone: !off.includes('microphone-off'), camera: !off.includes('camera-off') };
}

export function keepWishes(memory: DeviceMemory, { microphone, camera }: DeviceWishes): void {
  const word = (device: string, isWished: boolean) => `${device}-${isWished ? 'on' : 'off'}`;
  memory.setItem(KEY, `${word('microphone', microphone)} ${word('camera', camera)}`);
}
