/** Undoes what mailers, gateways and messengers do to a text with a link in it. */
import { toNarrow } from './call-id.ts';

/** A gateway's link may be wrapped by the next gateway. More layers than these were not seen. */
const MAX_LAYERS = 4;

/** The text as it is and, after it, whatever it may have been before it was wrapped. */
export function unwrappedTexts(text: string): readonly string[] {
  const texts = new Set<string>();
  const tidied = tidy(text);
  for (const source of [tidied, tidy(decodeQuotedPrintable(tidied)), joinBrokenLines(tidied)]) {
    let unwrapped = source;
    for (let layer = 0; layer <= MAX_LAYERS && !texts.has(unwrapped); layer++) {
      texts.add(unwrapped);
      unwrapped = tidy(unwrap(unwrapped));
    }
  }
  return [...texts];
}

/** Takes off one layer of whatever there is. */
function unwrap(text: string): string {
  return (
    decodePercent(text)
      // Proofpoint's second version writes - for % and _ for /.
      .replace(/urldefense\.proofpoint\.com\/v2\/url\?u=([\w.~-]+)/gi, (_, link: string) =>
        decodePercent(link.replaceAll('-', '%').replaceAll('_', '/')),
      )
      // Its third writes * for a # and others, and then lists them in base64.
      .replace(
        /urldefense\.(?:com|us)\/v3\/__(\S+?)__;/gi,
        (_, link: string) => `${link.replaceAll('*', '#')} `,
      )
      // Some gateways write the whole link in base64, which begins so for every http address.
      .replace(/aHR0c[\w+/-]{20,}/g, decodeBase64)
      // HTML, and Markdown.
      .replace(/&#(?:35|x23);|&num;/gi, '#')
      .replace(/<wbr ?\/?>|&shy;/gi, '')
      .replace(/\\([#_.-])/g, '$1')
  );
}

/** As in the source of a mail: RFC 2045, section 6.7. */
function decodeQuotedPrintable(text: string): string {
  if (!/= *\n|=3D/.test(text)) return text;
  const joined = text.replace(/= *\n/g, '');
  return joined.replace(/=([2-7][0-9A-F])/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Lines that a program has broken where they were full, be it in the middle of a word. */
function joinBrokenLines(text: string): string {
  return text.replace(/(?<=[^\n]{70})\n(?=\S)/g, '');
}

function decodeBase64(encoded: string): string {
  try {
    return ` ${atob(encoded.replaceAll('-', '+').replaceAll('_', '/'))} `;
  } catch {
    return encoded;
  }
}

/** Without invisible marks, in one width, with one kind of line break and, but for the long ones, one kind of dash. */
function tidy(text: string): string {
  return (
    toNarrow(text)
      .replace(/\p{Format}/gu, '')
      .replace(/[\u2212\u2043]|(?![\u2014\u2015])\p{Dash_Punctuation}/gu, '-')
      .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
      .replace(/[^\S\n]/g, ' ')
      // A mail that is answered has marks before each of its lines.
      .replace(/ *\n[ >|]*/g, '\n')
  );
}

/** What is no character is left as it is. */
function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}
