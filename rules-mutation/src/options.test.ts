import { describe, expect, it } from 'vitest';
import { createMutants } from './create-mutants.ts';
import { parseOptions } from './options.ts';
import { selectMutants } from './select-mutants.ts';

const least = ['--emulator', 'e', '--test', 't'];

describe('options', () => {
  it('have presets', () => {
    expect(parseOptions(least)).toMatchObject({ rules: 'firestore.rules', threshold: 98, seed: 1, only: [] });
  });

  it.each([
    [[], '--emulator is missing'],
    [['--emulator', 'e'], 'Give one of --test and --test-server'],
    [[...least, '--test-server', 's'], 'Give one of --test and --test-server'],
    [[...least, '--jobs', 'many'], '--jobs must be a number, not many'],
    [[...least, '--jobs', '0'], '--jobs must be 1 or more'],
    [[...least, '--what'], "Unknown option '--what'"],
  ])('%j are refused in words', (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });

  it('need no emulator to show the mutants', () => {
    expect(parseOptions(['--list']).list).toBe(true);
  });
});

describe('choosing mutants', () => {
  const mutants = createMutants(`service cloud.firestore { match /a/{b} {
    allow get: if a == 1 && b;
    allow create: if c == 2 && d;
  } }`);
  const choose = (changes: object) =>
    selectMutants(mutants, { only: [], sample: undefined, seed: 1, ...changes });

  it('takes all', () => expect(choose({})).toEqual(mutants));

  it('takes operators, lines, ranges of lines and ids', () => {
    expect(new Set(choose({ only: ['integer'] }).map(({ operator }) => operator))).toEqual(
      new Set(['integer']),
    );
    expect(new Set(choose({ only: ['2'] }).map(({ line }) => line))).toEqual(new Set([2]));
    expect(choose({ only: ['2-3'] })).toEqual(mutants);
    expect(choose({ only: [mutants[4]?.id] })).toEqual([mutants[4]]);
    expect(choose({ only: ['9'] })).toEqual([]);
  });

  it('takes some by chance, the same for the same seed', () => {
    const some = choose({ sample: 5 });
    expect(some).toHaveLength(5);
    expect(choose({ sample: 5 })).toEqual(some);
    expect(choose({ sample: 5, seed: 2 })).not.toEqual(some);
    expect(some.map(({ id }) => id)).toEqual(
      mutants.filter((mutant) => some.includes(mutant)).map(({ id }) => id),
    );
  });
});
