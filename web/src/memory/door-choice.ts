/** Whether this person is asked before anybody comes into a call that they start: kept, so that it is chosen once. */
import type { DeviceMemory } from '@parley/call';

const KEY = 'parley:asks-at-door';

export function readDoorChoice(memory: DeviceMemory): boolean {
  return memory.getItem(KEY) === 'yes';
}

export function keepDoorChoice(memory: DeviceMemory, hasDoor: boolean): void {
  memory.setItem(KEY, hasDoor ? 'yes' : 'no');
}
