/** What it takes to get something done in the site: how often one presses, and how many words there are to read until then. */
import type { Locator } from 'vitest/browser';

export class Walk {
  presses = 0;
  words = 0;

  /** Another page is there, and is read whole. */
  read(): void {
    this.words += visibleWords(document.body).length;
  }

  async press(target: Locator): Promise<void> {
    await target.click();
    this.presses += 1;
  }

  /** One press opens what there is to choose from, one chooses. */
  async choose(target: Locator, value: string): Promise<void> {
    await target.fill(value);
    this.presses += 2;
  }
}

/** In the order of the page, shadow roots included. */
function visibleWords(root: Node): string[] {
  if (root instanceof Text) return wordsOf(root.data);
  if (!(root instanceof Element || root instanceof DocumentFragment)) return [];
  if (root instanceof Element && !isShown(root)) return [];
  const written = root instanceof HTMLInputElement ? wordsOf(root.value || root.placeholder) : [];
  const within = root instanceof Element ? (root.shadowRoot ?? root) : root;
  return [...written, ...[...within.childNodes].flatMap(visibleWords)];
}

function isShown(element: Element): boolean {
  const isForEars =
    element.classList.contains('visually-hidden') || ['option', 'style'].includes(element.localName);
  // The control below a word of a sentence says the same as the word.
  const isBelow = getComputedStyle(element).opacity === '0';
  // Elements that are no boxes themselves, such as the application, are visible in what is in them.
  const isBoxless = getComputedStyle(element).display === 'contents';
  return !isForEars && !isBelow && (isBoxless || element.checkVisibility({ visibilityProperty: true }));
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}’:./#-]*/gu) ?? [];
}
