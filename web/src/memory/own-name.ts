/** What this person wants to be called, as they said the last time; empty: nothing. */
import type { DeviceMemory } from '@parley/call';

const KEY = 'parley:name';

export function readOwnName(memory: DeviceMemory): string {
  return memory.getItem(KEY) ?? '';
}

export function keepOwnName(memory: DeviceMemory, name: string): void {
  memory.setItem(KEY, name);
}
