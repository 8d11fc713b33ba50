/** How long this person lets a call stay open while nobody is in it: kept, so that it is chosen once. */
import type { DeviceMemory } from '@parley/call';
import {
  DEFAULT_EMPTY_TIMEOUT_SECONDS,
  MAX_EMPTY_TIMEOUT_SECONDS,
  MIN_EMPTY_TIMEOUT_SECONDS,
} from '@parley/protocol';

const KEY = 'parley:empty-timeout-seconds';

/** The default, unless this browser remembers something that the database would accept. */
export function readEmptyTimeout(memory: DeviceMemory): number {
  const seconds = Number(memory.getItem(KEY) ?? Number.NaN);
  const isPossible =
    Number.isInteger(seconds) && seconds >= MIN_EMPTY_TIMEOUT_SECONDS && seconds <= MAX_EMPTY_TIMEOUT_SECONDS;
  return isPossible ? seconds : DEFAULT_EMPTY_TIMEOUT_SECONDS;
}

export function keepEmptyTimeout(memory: DeviceMemory, seconds: number): void {
  memory.setItem(KEY, String(seconds));
}
