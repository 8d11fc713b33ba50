/** Four words that are read out and typed: drawn, read as people write them, and looked for where somebody slipped. */
import { CallIdError, parseCallAddress } from '@parley/protocol';
import { retryBriefly } from '../lib/retry-briefly.ts';
import { CallError } from '../ports/call-error.ts';

/** A language that words are drawn and read in. */
export type SpokenLanguage = 'en';

const WORD_COUNT = 4;

/** The words of a language, which come when they are wanted first. @throws {CallError} `page-incomplete` */
export async function loadWords(language: SpokenLanguage = 'en'): Promise<readonly string[]> {
  const lists = { en: () => import('./words-en.ts').then(({ WORDS_EN }) => WORDS_EN) };
  return retryBriefly(lists[language]).catch((cause: unknown) => {
    throw new CallError('page-incomplete', { cause });
  });
}

/** Four words, each as likely as any other, that nobody takes for a call ID: one in a thousand could be read as one. */
export function drawWords(list: readonly string[]): readonly string[] {
  for (;;) {
    const words = Array.from({ length: WORD_COUNT }, () => list[randomBelow(list.length)] as string);
    if (!isCallAddress(words.join(' ')) && !isCallAddress(words.join('-'))) return words;
  }
}

/** Uniform: what would make the first numbers likelier is thrown away. */
function randomBelow(limit: number): number {
  const fair = Math.floor(2 ** 32 / limit) * limit;
  for (;;) {
    const [number = fair] = crypto.getRandomValues(new Uint32Array(1));
    if (number < fair) return number % limit;
  }
}

function isCallAddress(text: string): boolean {
  try {
    parseCallAddress(text);
    return true;
  } catch (error) {
    if (error instanceof CallIdError) return false;
    throw error;
  }
}

/** What a text is, if it is words at all: four of them, or too few or too many. */
export type SpokenReading =
  | { readonly words: readonly string[] }
  | { readonly problem: 'too-few-words' | 'too-many-words' };

/** More are a sentence. */
const MAX_WRITTEN_WORDS = 6;

/** What people write between words as a rule. */
const BETWEEN_WORDS = /(?:[\s\p{Dash_Punctuation}_,;]|\.(?=\s|$))+/u;
/** Whatever is part of no word. A digit is: it may be an ID's; so is an apostrophe within one. */
const BESIDE_WORDS = /(?:[^\p{L}\p{M}\p{N}'’]|(?<!\p{L})['’]|['’](?!\p{L}))+/u;
/** An address has more than one kind of sign between its words, or begins like one. */
const LINK = /:\/\/|@|#|^\s*www\.|\p{L}\.\p{L}.*\/|\/.*\p{L}\.\p{L}/u;

/**
 * Reads words as people write them: in any case and width, with spaces, dashes, commas or full stops between them; or with any other
 * signs around and between several of them, where it is no link.
 * @returns undefined: it is something else, or a call ID
 */
export function readSpokenWords(text: string): SpokenReading | undefined {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Format}/gu, '');
  const words = wordsBetween(plain, BETWEEN_WORDS) ?? (LINK.test(plain) ? undefined : severalWords(plain));
  if (words === undefined || words.length > MAX_WRITTEN_WORDS || isCallAddress(text)) return undefined;
  if (words.length === WORD_COUNT) return { words };
  return { problem: words.length < WORD_COUNT ? 'too-few-words' : 'too-many-words' };
}

function severalWords(text: string): readonly string[] | undefined {
  const words = wordsBetween(text, BESIDE_WORDS);
  return words === undefined || words.length < 2 ? undefined : words;
}

function wordsBetween(text: string, separators: RegExp): readonly string[] | undefined {
  const words = text.split(separators).filter((word) => word !== '');
  return words.length > 0 && words.every((word) => /^\p{L}+$/u.test(word)) ? words : undefined;
}

const MAX_OFFERED = 3;

/** The words of the list that somebody may have meant who wrote this one, the likeliest first: one or two slips away. */
export function nearestWords(list: readonly string[], written: string): readonly string[] {
  const mostSlips = written.length < 5 ? 1 : 2;
  return list
    .filter((word) => Math.abs(word.length - written.length) <= mostSlips)
    .map((word) => ({ word, slips: slipsBetween(word, written), isLikely: word[0] === written[0] }))
    .filter(({ slips }) => slips <= mostSlips)
    .sort((one, other) => one.slips - other.slips || Number(other.isLikely) - Number(one.isLikely))
    .slice(0, MAX_OFFERED)
    .map(({ word }) => word);
}

/** How many letters are more, less, other, or swapped with their neighbour: the optimal string alignment distance. */
export function slipsBetween(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [beforeLast, last] = [last, current];
  }
  return last[other.length] ?? 0;
}
