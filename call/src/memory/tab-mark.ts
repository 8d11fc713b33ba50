import { type CallId, createRandomId, RANDOM_ID_PATTERN } from '@parley/protocol';
import type { DeviceMemory } from './device-memory.ts';

const KEY = 'parley:tab';

/**
 * What the other knows this tab by in this call, reloads included: a random ID, told only to whoever is in the call too, and
 * another one in every call.
 */
export function tabMark(memory: DeviceMemory, call: CallId): string {
  const [keptCall, kept = ''] = (memory.getItem(KEY) ?? '').split(' ');
  if (keptCall === call && RANDOM_ID_PATTERN.test(kept)) return kept;
  const mark = createRandomId();
  memory.setItem(KEY, `${call} ${mark}`);
  return mark;
}
