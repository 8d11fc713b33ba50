/** What the browser shows around the page: the tab's title and icon, and the colour of its own bars. */
import type { GlyphState } from './glyph.ts';

export interface PageFrame {
  readonly title: string;
  /** How the halves of the tab's icon stand. */
  readonly glyph: GlyphState;
  /** The page is a stage, dark in both schemes, and the browser's bars are dark with it. */
  readonly isStage: boolean;
}

class PageChrome {
  #title = '';
  /** What has happened behind the person's back; empty: nothing. */
  #news = '';
  /** What the title stands in. */
  #mark = (title: string): string => title;
  readonly #colours = new WeakMap<Element, string>();

  constructor() {
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) return;
      this.#news = '';
      this.#showTitle();
    });
  }

  /** How the page stands from now on. */
  show({ title, glyph, isStage }: PageFrame): void {
    this.#title = title;
    this.#showTitle();
    // The other is for browsers that draw no SVG in tabs, as Safari did not for long; it stays as it is.
    for (const icon of document.querySelectorAll<HTMLLinkElement>('link[rel="icon"][type="image/svg+xml"]'))
      setAttribute(icon, 'href', `/mark/${glyph}.svg`);
    document.documentElement.classList.toggle('stage', isStage);
    for (const bar of document.querySelectorAll('meta[name="theme-color"]')) {
      const ownColour = this.#ownColour(bar);
      setAttribute(bar, 'content', isStage ? stageColour() : ownColour);
    }
  }

  /** Stands in place of the title until the page is looked at; while it is, the page itself says it. */
  tell(news: string): void {
    if (!document.hidden) return;
    this.#news = news;
    this.#showTitle();
  }

  /** What stands in place of the title; empty: nothing. */
  get news(): string {
    return this.#news;
  }

  /** However the page is called, this is made of it from now on, as where something waits to be read. */
  mark(mark: (title: string) => string): void {
    this.#mark = mark;
    // Until a page is shown, the title is the document's own.
    if (this.#title !== '') this.#showTitle();
  }

  #showTitle(): void {
    const title = this.#mark(this.#news === '' ? this.#title : this.#news);
    if (document.title !== title) document.title = title;
  }

  /** That of one scheme, which the document came with. */
  #ownColour(bar: Element): string {
    const colour = this.#colours.get(bar) ?? bar.getAttribute('content') ?? '';
    this.#colours.set(bar, colour);
    return colour;
  }
}

function stageColour(): string {
  return getComputedStyle(document.documentElement).getPropertyValue('--color-stage').trim();
}

/** Browsers fetch the icon and draw their bars anew whenever it is written, though it says the same. */
function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** There is one document, and so one of these. */
export const pageChrome = new PageChrome();
