import { DATA_USES } from '@parley/call';
import { expect, test } from 'vitest';
import { keepDataUse, readDataUse } from './data-use.ts';
import { emptyMemory } from './scenes.ts';

test.each(DATA_USES)('How much calls may use is remembered: %s', (dataUse) => {
  const memory = emptyMemory();
  keepDataUse(memory, dataUse);
  expect(readDataUse(memory)).toBe(dataUse);
});

test.each([undefined, '', 'none', 'NORMAL'])('Whatever else is found there (%s) is the normal', (kept) => {
  const memory = emptyMemory();
  if (kept !== undefined) memory.setItem('parley:data-use', kept);
  expect(readDataUse(memory)).toBe('normal');
});
