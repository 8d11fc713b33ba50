import type { Literal } from '../syntax/syntax-tree.ts';
import type { Edit } from './mutation-operator.ts';

/** A class, an escaped character, or a repetition with its bounds; anything else is skipped one by one. */
const part = /\[\^?\]?(?:\\.|[^\]\\])*\]|\\.|\{(\d+)(,?)(\d*)\}|[+?]|./gsu;

/**
 * Wider and shifted variants of a pattern, which has to match the whole text (so dropping `^` or `$` alone changes
 * nothing, and these open the pattern instead).
 */
export function regexEdits(literal: Literal): Edit[] {
  const pattern = literal.text.slice(1, -1);
  const start = literal.start + 1;
  const edits: Edit[] = [];
  const put = (from: number, to: number, text: string) =>
    edits.push({ start: start + from, end: start + to, text });

  put(0, pattern.startsWith('^') ? 1 : 0, '.*');
  const endsWithAnchor = pattern.endsWith('$') && !pattern.endsWith('\\$');
  put(pattern.length - (endsWithAnchor ? 1 : 0), pattern.length, '.*');
  for (const found of pattern.matchAll(part)) {
    const [text, least, comma, most] = found;
    const [from, to] = [found.index, found.index + text.length];
    if (text.startsWith('[') && text.length > 1) put(from, to, '.');
    if (text === '+') put(from, to, '*');
    if (least === undefined) continue;
    for (const repetition of otherRepetitions(Number(least), comma !== '', most ?? ''))
      put(from, to, repetition);
  }
  return edits;
}

function otherRepetitions(least: number, isRange: boolean, mostText: string): string[] {
  const most = isRange ? mostText : String(least);
  const fewer = least > 0 ? [`{${least - 1},${most}}`] : [];
  return most === '' ? fewer : [...fewer, `{${least},${Number(most) + 1}}`];
}
