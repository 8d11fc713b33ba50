import { expect, test } from 'vitest';
import { stageLayout } from './stage-layout.ts';

const TWO = { isAlone: false, hasScreen: false, isSelfHidden: false, chosen: undefined };

test.each([
  ['who waits sees themselves', { ...TWO, isAlone: true, isSelfHidden: true }, 'self', []],
  ['of two, the other is large', TWO, 'peer', ['self']],
  ['a screen is larger than its owner', { ...TWO, hasScreen: true }, 'screen', ['self', 'peer']],
  ['whoever is chosen changes places', { ...TWO, chosen: 'self' }, 'self', ['peer']],
  ['also with a screen', { ...TWO, hasScreen: true, chosen: 'peer' }, 'peer', ['self', 'screen']],
  ['what was chosen and is gone is forgotten', { ...TWO, chosen: 'screen' }, 'peer', ['self']],
  ['one’s own picture can be put away', { ...TWO, isSelfHidden: true }, 'peer', []],
  ['even where it was large', { ...TWO, isSelfHidden: true, chosen: 'self' }, 'peer', []],
] as const)('%s', (_, facts, large, small) => {
  expect(stageLayout(facts)).toEqual({ large, small });
});
