/** Which name this browser has, and for whom it rings. */
import type { DeviceMemory } from '@parley/call';

const NAME_KEY = 'parley:person-name';
const REACH_KEY = 'parley:reach';
const REACHES = ['nobody', 'known', 'everybody'] as const;

/** Whether to ask for it when the page is opened; whoever has none is asked for nothing. */
export function hasKeptName(memory: DeviceMemory): boolean {
  return memory.getItem(NAME_KEY) === 'yes';
}

export function keepHasName(memory: DeviceMemory, hasName: boolean): void {
  memory.setItem(NAME_KEY, hasName ? 'yes' : 'no');
}

/** Nobody, until somebody has chosen. */
export function readReach(memory: DeviceMemory): (typeof REACHES)[number] {
  return REACHES.find((reach) => reach === memory.getItem(REACH_KEY)) ?? 'nobody';
}

/** Tells when it may have been chosen in another tab. */
export function onReachElsewhere(listener: () => void, signal: AbortSignal): void {
  addEventListener('storage', ({ key }) => (key === REACH_KEY || key === null) && listener(), { signal });
}

export function keepReach(memory: DeviceMemory, reach: (typeof REACHES)[number]): void {
  memory.setItem(REACH_KEY, reach);
}
