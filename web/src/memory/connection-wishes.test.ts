import { expect, test } from 'vitest';
import {
  keepConnectsOnlyWhenJoining,
  keepHidesAddress,
  readConnectsOnlyWhenJoining,
  readHidesAddress,
} from './connection-wishes.ts';
import { emptyMemory } from './scenes.ts';

const KEPT = {
  'connecting only when joining': {
    ...{ read: readConnectsOnlyWhenJoining, keep: keepConnectsOnlyWhenJoining },
    key: 'parley:connecting',
  },
  'hiding the address': { read: readHidesAddress, keep: keepHidesAddress, key: 'parley:address' },
};

test.each(Object.entries(KEPT))(
  '%s is remembered, by itself, until it is not wished any more',
  (name, { read, keep }) => {
    const memory = emptyMemory();
    keep(memory, true);
    for (const [other, { read: readOther }] of Object.entries(KEPT))
      expect(readOther(memory)).toBe(other === name);
    keep(memory, false);
    expect(read(memory)).toBe(false);
  },
);

test.each(Object.entries(KEPT))('%s is wished by nobody who has not said so', (_, { read, key }) => {
  const memory = emptyMemory();
  expect(read(memory)).toBe(false);
  memory.setItem(key, 'yes');
  expect(read(memory)).toBe(false);
});
