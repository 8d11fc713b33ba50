/** How this person wants to be connected in all their calls: not before they join, and without showing the other their address. */
import type { DeviceMemory } from '@parley/call';

const CONNECTING_KEY = 'parley:connecting';
const WHEN_JOINING = 'when-joining';
const ADDRESS_KEY = 'parley:address';
const HIDDEN = 'hidden';

export function readConnectsOnlyWhenJoining(memory: DeviceMemory): boolean {
  return memory.getItem(CONNECTING_KEY) === WHEN_JOINING;
}

export function keepConnectsOnlyWhenJoining(memory: DeviceMemory, isWished: boolean): void {
  memory.setItem(CONNECTING_KEY, isWished ? WHEN_JOINING : '');
}

export function readHidesAddress(memory: DeviceMemory): boolean {
  return memory.getItem(ADDRESS_KEY) === HIDDEN;
}

export function keepHidesAddress(memory: DeviceMemory, isWished: boolean): void {
  memory.setItem(ADDRESS_KEY, isWished ? HIDDEN : '');
}
