import { type CallId, createRandomId, RANDOM_ID_PATTERN } from '@parley/protocol';
import type { DeviceMemory } from './device-memory.ts';

const KEY = 'parley:tab';

/**
 * What the other knows this tab by in this call, reloads included: a random ID, told only to whoever is in the call too, and
 * another one in every call.
 */
export function tabMark(memory: DeviceMemory, call: CallId): string {
  const last = lastTabMark(memory);
  if (last?.call === call) return last.mark;
  const mark = createRandomId();
  memory.setItem(KEY, `${call} ${mark}`);
  return mark;
}

/** The other goes along to that call, and knows this tab there as well. */
export function carryTabMark(memory: DeviceMemory, mark: string, call: CallId): void {
  memory.setItem(KEY, `${call} ${mark}`);
}

/** In the call that this tab was in last. Undefined: it was in none. */
export function lastTabMark(
  memory: DeviceMemory,
): { readonly call: string; readonly mark: string } | undefined {
  const [call = '', mark = ''] = (memory.getItem(KEY) ?? '').split(' ');
  return RANDOM_ID_PATTERN.test(mark) ? { call, mark } : undefined;
}
