import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCharacter } from '../testing/any-text.ts';
import {
  type CallId,
  CallIdError,
  createCallId,
  formatCallId,
  formatJoinUrl,
  parseCallId,
} from './call-id.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const callIds = fc
  .array(fc.constantFrom(...ALPHABET), { minLength: 20, maxLength: 20 })
  .map((characters) => characters.join('') as CallId);

/** What people and programs put between and around the characters. */
const separators = fc
  .array(
    fc.constantFrom(
      ' ',
      '-',
      '_',
      '\n',
      '\t',
      '\u00a0',
      '\u00ad',
      '\u200b',
      '\u200e',
      '\u2011',
      '\u2013',
      '\u2212',
      '\u2068',
      '\ufeff',
    ),
    {
      maxLength: 2,
    },
  )
  .map((characters) => characters.join(''));

/** The same character as it may be heard, read or typed. */
function lookalikes(character: string): string[] {
  if (character === '0') return ['0', 'O', 'o'];
  if (character === '1') return ['1', 'I', 'i', 'L', 'l'];
  return [character, character.toLowerCase()];
}

/** An ID and a text that means it. */
const written = callIds.chain((id) =>
  fc
    .tuple(
      separators,
      ...Array.from(id, (character) => fc.tuple(fc.constantFrom(...lookalikes(character)), separators)),
    )
    .map(([before, ...rest]) => ({ id, text: before + rest.flat().join('') })),
);

function problemOf(text: string): string | null {
  try {
    parseCallId(text);
    return null;
  } catch (error) {
    if (error instanceof CallIdError) return error.problem;
    throw error;
  }
}

describe('a call ID', () => {
  it('is 20 characters of the alphabet, each as likely as the others', () => {
    const counts = new Map(Array.from(ALPHABET, (character) => [character, 0]));
    for (let i = 0; i < 10_000; i++) {
      const id = createCallId();
      expect(id).toHaveLength(20);
      for (const character of id) counts.set(character, (counts.get(character) ?? Number.NaN) + 1);
    }
    // 6,250 are expected of each, with a standard deviation of 78.
    for (const count of counts.values()) expect(Math.abs(count - 6_250)).toBeLessThan(600);
  });

  it('is read back from how it is shown', () => {
    fc.assert(
      fc.property(callIds, (id) => {
        expect(parseCallId(formatCallId(id))).toBe(id);
      }),
    );
  });

  it('is shown in four groups of five', () => {
    expect(formatCallId('ABCDE12345FGHJKMNPQR' as CallId)).toBe('abcde-12345-fghjk-mnpqr');
  });

  it('is read in any case, with anything between its characters, and with lookalikes', () => {
    fc.assert(
      fc.property(written, ({ id, text }) => {
        expect(parseCallId(text)).toBe(id);
      }),
    );
  });

  it('is read in full width', () => {
    expect(parseCallId('ａｂｃｄｅ－１２３４５－ＦＧＨＪＫ－ＭＮＰＱＲ')).toBe('ABCDE12345FGHJKMNPQR');
  });

  it('is in the link that lets somebody join', () => {
    expect(formatJoinUrl('https://call.example', 'ABCDE12345FGHJKMNPQR' as CallId)).toBe(
      'https://call.example/call#abcde-12345-fghjk-mnpqr',
    );
  });
});

describe('what is wrong with a text that is not a call ID', () => {
  it.each([
    ['', 'empty'],
    [' \n', 'empty'],
    ['---- ----', 'empty'],
    ['abcde', 'too-short'],
    ['abcde-12345-fghjk-mnpq', 'too-short'],
    ['abcde-12345-fghjk-mnpqr-s', 'too-long'],
    ['abcde-12345-fghjk-mnpqu', 'bad-character'],
    ['abcde-12345-fghjk-mnpq!', 'bad-character'],
    ['#abcde-12345-fghjk-mnpqr', 'bad-character'],
    ['https://call.example/call', 'bad-character'],
    ['abcde-12345-fghjk-mnpß', 'bad-character'],
    ['abcde-12345-fghjk-mnpqı', 'bad-character'],
    ['abcde-12345-fghjk-mnpqſ', 'bad-character'],
    ['abcde-12345-fghjk-mnpq😀', 'bad-character'],
  ])('%j: %s', (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  it('is said of every text, and never anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 60 }), (text) => {
        const problem = problemOf(text);
        expect([null, 'empty', 'too-short', 'too-long', 'bad-character']).toContain(problem);
      }),
    );
  });

  it('is a bad character wherever there is one', () => {
    const strange = fc
      .string({ unit: anyCharacter, minLength: 1, maxLength: 1 })
      .filter(
        (character) =>
          !/[0-9a-tv-z\uff10-\uff19\uff21-\uff34\uff36-\uff3a\uff41-\uff54\uff56-\uff5a\uff3f\s\p{Pd}\p{Cf}\u2212_]/iu.test(
            character,
          ) || /[\u017f\u212a]/.test(character),
      );
    fc.assert(
      fc.property(callIds, fc.nat({ max: 19 }), strange, (id, at, character) => {
        expect(problemOf(id.slice(0, at) + character + id.slice(at + 1))).toBe('bad-character');
      }),
    );
  });

  it('is its length, one short and one past', () => {
    fc.assert(
      fc.property(written, fc.constantFrom(...ALPHABET), ({ text, id }, more) => {
        expect(problemOf(text + more)).toBe('too-long');
        expect(problemOf(id.slice(1))).toBe('too-short');
      }),
    );
  });
});
