/**
 * Finds the call that a text leads to. People paste what they were sent: a whole mail, an invitation, a link that a
 * gateway has wrapped. 20 characters in four groups, or after the sign of a link's fragment, are hard to mistake.
 */
import { type CallId, CallIdError, type CallIdProblem, parseCallId } from './call-id.ts';
import { type HostKey, parseHostKey } from './host-key.ts';
import { unwrappedTexts } from './unwrapped-texts.ts';

/** What a link leads to: a call, and for the host of a scheduled one also the key that says so. */
export interface CallAddress {
  readonly id: CallId;
  readonly hostKey?: HostKey | undefined;
}

/** More than the longest mail that somebody would paste, and little enough to be looked through at every keystroke. */
const MAX_LENGTH = 50_000;

/** Lines this long were broken by a program, which asks nothing about what it breaks. */
const WRAPPED_LINE_LENGTH = 60;

/** Of an ID, O, I and L included. */
const CHARACTER = '[0-9A-TV-Za-tv-z]';
/** A dash or a line break, with or without spaces. */
const BREAK = '(?: ?[-\u2014\u2015_\\n][-\u2014\u2015_\\n ]{0,8})';
const DASH = '(?:\\s?[-\u2014\u2015_]+\\s?)';
const NOT_AFTER_ID = '(?<![0-9A-Za-z]|[0-9A-Za-z]-)';
const NOT_BEFORE_ID = '(?![0-9A-Za-z]|-[0-9A-Za-z])';

function groups(separator: string): string {
  return `${CHARACTER}{5}(?:${separator}${CHARACTER}{5}){3}`;
}

/** Each finds what a call ID may look like; the first group is the ID. */
const inLinks = new RegExp(
  `/(?:call|schedule)/?(?:[?&][^\\s#]{0,500})?#+[/\\n]?(${CHARACTER}(?:${BREAK}?${CHARACTER}){19})${NOT_BEFORE_ID}`,
  'gi',
);
const inDashedGroups = new RegExp(`${NOT_AFTER_ID}(${groups(DASH)})${NOT_BEFORE_ID}`, 'g');
/** Not within another address, where such a thing is common. */
const inOnePiece = new RegExp(
  `(?<![0-9A-Za-z/=&%+.@~-])(${CHARACTER}{20})(?![/=&%+@~])${NOT_BEFORE_ID}`,
  'g',
);
/** Not in a longer row of words as long. */
const inSpacedGroups = new RegExp(
  `(?<!${CHARACTER})(?<!(?<!${CHARACTER})${CHARACTER}{5}\\s)(${groups('\\s')})(?!${CHARACTER})(?!\\s${CHARACTER}{5}(?!${CHARACTER}))`,
  'g',
);
/** Read out or written down in any way, between other things. */
const aloneInItsLine = new RegExp(
  `(?<=^|[\\n:;"'“”‘’„«»(<\\[{|*\`]) *(${CHARACTER}(?:[-_ ]{0,3}${CHARACTER}){19}) *(?=$|[\\n:;.,"'“”‘’„«»)>\\]}|*\`])`,
  'g',
);

type Finding = CallAddress | { readonly problem: 'host-key-damaged' };

/** The best first. Without a digit it may be words: one ID in 2,000 has none. */
const rankedSearches: readonly ((texts: readonly string[]) => Finding[])[] = [
  (texts) => [...search(texts, inLinks), ...search(texts, inDashedGroups, hasDigit)],
  (texts) =>
    texts.flatMap((text) => idIfWhole(text.slice(text.lastIndexOf('#') + 1)) ?? []).map((id) => ({ id })),
  (texts) => search(texts, inDashedGroups),
  (texts) => search(texts, inOnePiece, hasDigit),
  (texts) => search(texts, inOnePiece),
  (texts) => search(texts, inSpacedGroups, hasDigit),
  (texts) => search(texts, aloneInItsLine, hasDigit),
];

/**
 * Reads what people paste or open: a call ID, a join link or a host link, with anything around it, as tools that passed
 * it on have left it.
 * @throws {CallIdError} saying why it leads to no call, or to no certain one
 */
export function parseCallAddress(text: string): CallAddress {
  const texts = unwrappedTexts(text.slice(0, MAX_LENGTH));
  for (const whole of texts) {
    const id = idIfWhole(whole);
    if (id !== undefined) return { id };
  }
  for (const find of rankedSearches) {
    const found = find(texts);
    if (found.length > 0) return theOnly(found);
  }
  throw new CallIdError(problemOf(texts));
}

function search(
  texts: readonly string[],
  pattern: RegExp,
  isLikely: (written: string) => boolean = () => true,
): Finding[] {
  return texts.flatMap((text) =>
    Array.from(text.matchAll(pattern)).flatMap((match): Finding[] => {
      const [whole, written = ''] = match;
      if (!isLikely(written)) return [];
      const id = parseCallId(written);
      const rest = text.slice(match.index + whole.length);
      const lineStart = text.lastIndexOf('\n', match.index) + 1;
      const hostKey = hostKeyIn(rest, match.index + whole.length - lineStart);
      if (hostKey === 'damaged') return [{ problem: 'host-key-damaged' }];
      return [hostKey === undefined ? { id } : { id, hostKey }];
    }),
  );
}

/** The host key that the text begins with. @param column how far from the beginning of its line the text begins */
function hostKeyIn(text: string, column: number): HostKey | 'damaged' | undefined {
  const start = /^\s?\.(\n?)/.exec(text);
  if (start === null) return undefined;
  // The end of a sentence, and something else in the next line.
  if (start[1] !== '' && column < WRAPPED_LINE_LENGTH) return undefined;
  const after = text.slice(start[0].length, start[0].length + 100);
  const [written = ''] = /^[0-9a-z](?:\n?[0-9a-z])*/i.exec(after) ?? [];
  const pieces = written.split('\n');
  // Only as many lines as it takes: the next one may be of something else.
  for (let count = 1; count <= pieces.length; count++) {
    const hostKey = parseHostKey(pieces.slice(0, count).join(''));
    if (hostKey !== undefined) return hostKey;
  }
  const [first = ''] = pieces;
  const isWord = /^[A-Z]?[a-z]*$/.test(first) && (/[ilou]/i.test(first) || /^[A-Z]/.test(first));
  return first === '' || isWord || start[1] !== '' ? undefined : 'damaged';
}

/** A host link and a join link of one call lead its host to it. */
function theOnly(found: readonly Finding[]): CallAddress {
  const links = found.filter((finding) => 'id' in finding);
  const [link] = links;
  if (link === undefined) throw new CallIdError('host-key-damaged');
  const hostLinks = links.filter(({ hostKey }) => hostKey !== undefined);
  const isOneCall = links.every(({ id }) => id === link.id);
  const isOneKey = hostLinks.every(({ hostKey }) => hostKey === hostLinks[0]?.hostKey);
  if (!isOneCall || !isOneKey) throw new CallIdError('several');
  if (hostLinks.length === 0 && links.length < found.length) throw new CallIdError('host-key-damaged');
  return hostLinks[0] ?? link;
}

/** What a text with nothing in it is most likely meant to be. */
function problemOf(texts: readonly string[]): CallIdProblem {
  const [text = ''] = texts;
  for (const unwrapped of texts) {
    const fragment = /\/(?:call|schedule)\b[^\s#]{0,500}#+(\S*)/i.exec(unwrapped)?.[1];
    if (fragment !== undefined) return problemIn(fragment);
  }
  return problemIn(text.slice(text.indexOf('#') + 1));
}

function problemIn(text: string): CallIdProblem {
  try {
    parseCallId(text);
    return 'bad-character';
  } catch (error) {
    if (error instanceof CallIdError) return error.problem;
    throw error;
  }
}

/** Undefined: there is something else in the text. */
function idIfWhole(text: string): CallId | undefined {
  try {
    return parseCallId(text);
  } catch (error) {
    if (error instanceof CallIdError) return undefined;
    throw error;
  }
}

function hasDigit(text: string): boolean {
  return /[0-9]/.test(text);
}
