import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
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
