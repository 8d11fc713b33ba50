import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { MAX_PERSON_NAME_LENGTH, MIN_PERSON_NAME_LENGTH } from '../reading/limits.ts';
import { foldPersonName, type PersonName, PersonNameError, parsePersonName } from './person-name.ts';

describe('a name', () => {
  it.each(['abc', 'Anna.Lee', 'a-b.c', '007', 'x'.repeat(30)])('may be %s', (text) => {
    expect(parsePersonName(text)).toBe(text);
  });

  it('may be pasted with space around it, and as names are written elsewhere', () => {
    expect(parsePersonName('  @anna ')).toBe('anna');
  });

  it.each([
    ['', 'too-short'],
    ['ab', 'too-short'],
    ['x'.repeat(31), 'too-long'],
    ['.anna', 'bad-separator'],
    ['anna-', 'bad-separator'],
    ['an..na', 'bad-separator'],
    ['an na', 'bad-character'],
    ['Zoë', 'bad-character'],
    ['аnna', 'bad-character'],
    ['anna\u200b', 'bad-character'],
  ])('may not be %j: %s', (text, problem) => {
    expect(() => parsePersonName(text)).toThrow(new PersonNameError(problem as 'too-short'));
  });

  it.each([
    ['anna', 'ANNA'],
    ['anna', 'an-n.a'],
    ['oslo', '0sI0'],
    ['bill', 'bi1l'],
    ['mallow', 'rna11ovv'],
    ['warm', 'vvarrn'],
  ])('%s is the same as %s', (one, other) => {
    expect(foldPersonName(parsePersonName(one))).toBe(foldPersonName(parsePersonName(other)));
  });

  it.each([
    ['anna', 'hanna'],
    ['anna', 'annna'],
    ['nora', 'mora'],
    ['vera', 'wera'],
  ])('%s is not the same as %s', (one, other) => {
    expect(foldPersonName(parsePersonName(one))).not.toBe(foldPersonName(parsePersonName(other)));
  });
});

test('What is folded is folded for good, letter by letter, in whatever order', () => {
  const letters = fc.string({
    unit: fc.constantFrom(...'abilmnorvw01.-AILMOW'),
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(letters, letters, (one, other) => {
      const fold = (text: string) => foldPersonName(text as PersonName);
      expect(fold(one + other)).toBe(fold(one) + fold(other));
      expect(fold(fold(one))).toBe(fold(one));
      expect(fold(one)).toMatch(/^[a-z0-9]*$/);
    }),
  );
});

test('Every name is folded to what the rules count: two to sixty letters and digits, none of which looks like another', () => {
  const parts = fc.array(
    fc.string({ unit: fc.constantFrom(...'abmwMW0128lI'), minLength: 1, maxLength: 12 }),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(parts, fc.constantFrom('.', '-'), (words, separator) => {
      const text = words.join(separator);
      fc.pre(text.length >= MIN_PERSON_NAME_LENGTH && text.length <= MAX_PERSON_NAME_LENGTH);
      expect(foldPersonName(parsePersonName(text))).toMatch(/^[a-z2-9]{2,60}$/);
    }),
  );
  expect(foldPersonName(parsePersonName('1-2'))).toBe('i2');
  expect(foldPersonName(parsePersonName('m'.repeat(MAX_PERSON_NAME_LENGTH)))).toHaveLength(60);
});
