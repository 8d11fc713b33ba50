import type { DeviceMemory } from '@parley/call';
import { expect, it } from 'vitest';
import { keepWishes, readWishes } from './kept-wishes.ts';

function createMemory(kept: string | null = null): DeviceMemory {
  let value = kept;
  return { getItem: () => value, setItem: (_, next) => (value = next) };
}

it.each([
  [true, true],
  [true, false],
  [false, true],
  [false, false],
])('what is kept is what is read: microphone %s, camera %s', (microphone, camera) => {
  const memory = createMemory();
  keepWishes(memory, { microphone, camera });
  expect(readWishes(memory)).toEqual({ microphone, camera });
});

it.each([[null], [''], ['{"camera":true}']])('whoever has said nothing wishes both: %j', (kept) => {
  expect(readWishes(createMemory(kept))).toEqual({ microphone: true, camera: true });
});
