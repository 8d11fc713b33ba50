/** Starts and ends of directional runs. Left open, one turns around what stands after it: the link, for example. */
const DIRECTIONAL_RUNS = /[\u202a-\u202e\u2066-\u2069]/g;

/** All but the tab, which RFC 5545 allows, and the line feed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Anybody's text as text alone: every line break is a line feed, and nothing in it controls how the rest is shown. */
export function toPlainText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(CONTROLS, '')
    .replace(DIRECTIONAL_RUNS, '')
    .trim();
}

/** The same on one line. */
export function toPlainLine(text: string): string {
  return toPlainText(text).replace(/\s+/g, ' ');
}
