/** How much this person lets calls use, kept for all that follow. */
import { DATA_USES, type DataUse, type DeviceMemory } from '@parley/call';

const KEY = 'parley:data-use';

export function readDataUse(memory: DeviceMemory): DataUse {
  const kept = memory.getItem(KEY);
  return DATA_USES.find((dataUse) => dataUse === kept) ?? 'normal';
}

export function keepDataUse(memory: DeviceMemory, dataUse: DataUse): void {
  memory.setItem(KEY, dataUse);
}
