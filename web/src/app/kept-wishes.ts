/** Whether this tab's person wants to be seen and heard, kept from one page load to the next. */
import type { DeviceMemory } from '../lib/device-memory.ts';
import type { DeviceWishes } from '../rtc/device-state.ts';

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
