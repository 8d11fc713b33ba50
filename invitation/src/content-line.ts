/**
 * Lines of an iCalendar file: https://www.rfc-editor.org/rfc/rfc5545#section-3.1. Everything that came from somebody
 * passes through `textValue`, `quotedParameter` or `mailtoUri`, none of which can end the line it stands in.
 */
import { toPlainLine, toPlainText } from './plain-text.ts';

/** Octets of a line without its line break: https://www.rfc-editor.org/rfc/rfc5545#section-3.1 */
const MAX_LINE_OCTETS = 75;

/** Folds by octets and never inside of a character. The space that marks a continued line counts with the rest. */
export function foldLine(line: string): string {
  const rows = [''];
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) ?? 0);
    if (octets + size > MAX_LINE_OCTETS) {
      rows.push(' ');
      octets = 1;
    }
    rows[rows.length - 1] += character;
    octets += size;
  }
  return rows.join('\r\n');
}

/** A value of the type TEXT: https://www.rfc-editor.org/rfc/rfc5545#section-3.3.11 */
export function textValue(text: string): string {
  return toPlainText(text)
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');
}

/**
 * A parameter that may hold anything: https://www.rfc-editor.org/rfc/rfc6868 for what even quotes may not. A backslash,
 * which some calendars take for an escape here and then lose where the parameter ends, becomes a slash.
 */
export function quotedParameter(text: string): string {
  const line = toPlainLine(text).replaceAll('\\', '/');
  return `"${line.replaceAll('^', '^^').replaceAll('"', "^'")}"`;
}

/** https://www.rfc-editor.org/rfc/rfc6068: whatever could begin a header of the mail is encoded. */
export function mailtoUri(email: string): string {
  return `mailto:${toPlainLine(email).split('@').map(encodeURIComponent).join('@')}`;
}

/** A value of the type DATE-TIME in UTC, as in `20260329T013000Z`. */
export function utcValue(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** In UTF-8. */
function octetsOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
