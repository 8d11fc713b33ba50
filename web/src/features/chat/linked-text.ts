/** Where the links are in a text that somebody wrote. Pure: the text stays as it is, letter for letter. */

export interface TextPart {
  readonly text: string;
  /** Where it leads, by http or https; undefined: nowhere. */
  readonly href?: string;
}

/** Of one message: each costs far more to draw than its letters do. */
const MAX_LINKS = 20;

/** From its scheme to the next blank or what no address has unescaped; nothing that is not seen is in it. */
const ADDRESS = /https?:\/\/[^\s<>"'`{}|\\^\p{Default_Ignorable_Code_Point}\p{Control}]+/giu;
/** What somebody writes right in front of an address; behind anything else it is part of a longer word. */
const BEFORE = /(?:^|[\s([{<"'«„“‘:,;])$/u;
/** What ends the sentence around it and not the address. */
const AFTER = new Set('.,;:!?…»“”‘’。、！？)]');

/**
 * Only whole addresses that say where they lead: one that is glued to other words, or has a user's name in front of the host to pass for
 * another site's, stays text; so does what comes behind the first twenty.
 */
export function linkedText(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  let linkCount = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutEnd(found);
    const href = hrefOf(address);
    const end = index + found.length;
    // The end of what was found is a blank, the end of the text, or something that an address does not have.
    const isGlued =
      !BEFORE.test(text.slice(Math.max(0, index - 1), index)) ||
      /^[\p{Default_Ignorable_Code_Point}]/u.test(text.slice(end));
    if (href === undefined || isGlued) continue;
    if (index > at) parts.push({ text: text.slice(at, index) });
    parts.push({ text: address, href });
    at = index + address.length;
    linkCount += 1;
    if (linkCount === MAX_LINKS) break;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
}

/** A bracket that the address itself has opened belongs to it, as in encyclopedias. */
function withoutEnd(found: string): string {
  let length = found.length;
  // Not by a pattern with an end: it would be tried anew at each of many that stand in the middle.
  while (AFTER.has(found[length - 1] ?? '')) length -= 1;
  const opened = found.split('(').length - 1;
  const closed = found.slice(0, length).split(')').length - 1;
  const own = found[length] === ')' && opened > closed ? 1 : 0;
  return found.slice(0, length + own);
}

function hrefOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { href, protocol, username, password, host } = new URL(address);
  const isPlain = (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
  // Two in one word: which of them would it be?
  const isOne = !/https?:\/\//i.test(address.slice(8));
  return isPlain && isOne && host !== '' ? href : undefined;
}
