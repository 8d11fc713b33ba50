import type { Message } from '../ui/notice.ts';

/** Whole sentences, one after the other. */
export function paragraph(...sentences: readonly string[]): string {
  return sentences.join(' ');
}

/** A message where there is one line for it: what happened as a sentence, and what to do. */
export function messageParagraph({ title, help }: Message): string {
  return paragraph(`${title}.`, help);
}
