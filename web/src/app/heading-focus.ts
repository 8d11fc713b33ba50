/** Where a screen reader is taken when another page is shown, as when a document is loaded. */
import type { LitElement, ReactiveController } from 'lit';
import type { Route } from './route.ts';

export class HeadingFocus implements ReactiveController {
  readonly #host: LitElement;
  readonly #drawn: () => Route | undefined;
  /** Whose heading was given the focus last. */
  #focused: Route | undefined;

  /** @param drawn the page that is drawn; undefined: none yet */
  constructor(host: LitElement, drawn: () => Route | undefined) {
    this.#host = host;
    this.#drawn = drawn;
    host.addController(this);
  }

  hostUpdated(): void {
    const [before, drawn] = [this.#focused, this.#drawn()];
    if (drawn === undefined || drawn === before) return;
    this.#focused = drawn;
    // On arrival the browser decides, as on any page; and a call is the same under another key.
    if (before === undefined || (before.page === 'call' && drawn.page === 'call')) return;
    // What a page draws for the first time is there a moment after the page.
    setTimeout(() => {
      if (this.#drawn() === drawn) findHeading(this.#host.renderRoot)?.focus({ preventScroll: true });
    });
  }
}

/** However deep in shadow roots it is. */
function findHeading(root: ParentNode): HTMLElement | undefined {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.localName === 'h1') return element;
    const within = element.shadowRoot === null ? undefined : findHeading(element.shadowRoot);
    if (within !== undefined) return within;
  }
  return undefined;
}
