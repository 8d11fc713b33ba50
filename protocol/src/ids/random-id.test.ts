import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ProtocolError } from '../reading/protocol-error.ts';
import { anyCharacter } from '../testing/any-text.ts';
import { createRandomId, parseRandomId, RANDOM_ID_PATTERN } from './random-id.ts';

it('makes a hundred thousand IDs without a duplicate, each in the pattern', () => {
  const ids = Array.from({ length: 100_000 }, createRandomId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !RANDOM_ID_PATTERN.test(id))).toEqual([]);
});

it('uses every character in every place', () => {
  const seen = Array.from({ length: 16 }, () => new Set<string>());
  for (let i = 0; i < 5_000; i++)
    for (const [at, character] of [...createRandomId()].entries()) seen[at]?.add(character);
  expect(seen.map(({ size }) => size)).toEqual(Array.from({ length: 16 }, () => 64));
});

it('takes what it makes', () => {
  const id = createRandomId();
  expect(parseRandomId(id, 'id')).toBe(id);
});

it.each([
  '',
  'a'.repeat(15),
  'a'.repeat(17),
  `${'a'.repeat(15)}+`,
  `${'a'.repeat(15)}\n`,
  `${'a'.repeat(16)}\n`,
  null,
  16,
])('refuses %j', (value) => {
  expect(() => parseRandomId(value, 'id')).toThrow(ProtocolError);
});

it('refuses everything that is not in the pattern', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, minLength: 14, maxLength: 18 }), (text) => {
      fc.pre(!RANDOM_ID_PATTERN.test(text));
      expect(() => parseRandomId(text, 'id')).toThrow(ProtocolError);
    }),
  );
});
