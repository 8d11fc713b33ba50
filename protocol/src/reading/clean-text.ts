/** Control characters, halves of surrogate pairs, and whatever Unicode says is not to be seen, or is blank. */
const INVISIBLE = /[\p{Control}\p{Surrogate}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/gu;

/**
 * A line of text that somebody wrote, as it may be shown: trimmed, and without the control, bidirectional and
 * zero-width characters that let one text pass for another. Cleaning a clean text changes nothing.
 * @param maxLength in UTF-16 code units; what is longer is cut off
 */
export function cleanText(text: string, maxLength: number): string {
  const visible = text
    .replace(/\p{White_Space}/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  // Cutting may halve a surrogate pair or leave a space at the end.
  return visible.slice(0, maxLength).replace(INVISIBLE, '').trim();
}
