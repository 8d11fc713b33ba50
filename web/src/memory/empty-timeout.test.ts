import type { DeviceMemory } from '@parley/call';
import { expect, it } from 'vitest';
import { keepEmptyTimeout, readEmptyTimeout } from './empty-timeout.ts';

function memoryOf(kept: string | null): DeviceMemory {
  let value = kept;
  return {
    getItem: () => value,
    setItem(_, text) {
      value = text;
    },
  };
}

it('What was chosen is chosen again next time', () => {
  const memory = memoryOf(null);
  expect(readEmptyTimeout(memory)).toBe(600);
  keepEmptyTimeout(memory, 3_600);
  expect(readEmptyTimeout(memory)).toBe(3_600);
});

it.each(['', 'soon', '59', '86401', '600.5', '-600', 'Infinity', '{}'])(
  'What cannot have been chosen is the default: "%s"',
  (kept) => {
    expect(readEmptyTimeout(memoryOf(kept))).toBe(600);
  },
);
