import type { LitElement, ReactiveController } from 'lit';

/**
 * What has the focus may go when an element is drawn anew, as the invitation does when the other comes, or have no room in a window that
 * has become smaller. Then the heading
 * of what the element is part of has it, or what is nearer to what went: it must not fall to the page, where whoever uses
 * keys begins anew.
 */
export class KeepFocus implements ReactiveController {
  readonly #host: LitElement;
  readonly #next: () => HTMLElement | null;
  #hadFocus = false;

  /** @param next what has it then; null: the heading */
  constructor(host: LitElement, next: () => HTMLElement | null = () => null) {
    this.#host = host;
    this.#next = next;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('focusout', this.#onFocusOut);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('focusout', this.#onFocusOut);
  }

  hostUpdate(): void {
    // Not by :focus-within, which browsers say nothing of while another window is in front.
    this.#hadFocus = this.#host.shadowRoot?.activeElement != null;
  }

  hostUpdated(): void {
    if (this.#hadFocus && isNowhere() && this.#host.isConnected) this.#focusNext();
  }

  readonly #onFocusOut = (event: FocusEvent): void => {
    const [left] = event.composedPath();
    const isOutOfSight = left instanceof Element && left.isConnected && !left.checkVisibility();
    // Else an element further inside has passed it on already, to what is nearer.
    if (event.relatedTarget === null && isOutOfSight && isNowhere()) this.#focusNext();
  };

  #focusNext(): void {
    (this.#next() ?? nearestHeading(this.#host))?.focus({ preventScroll: true });
  }
}

/** The focus has fallen to the page. */
function isNowhere(): boolean {
  const { activeElement, body } = document;
  return activeElement === null || activeElement === body;
}

/** In the element itself, or in the nearest around it that has one. */
function nearestHeading(host: Element): HTMLElement | undefined {
  const heading = host.shadowRoot?.querySelector('h1');
  if (heading != null) return heading;
  const root = host.getRootNode();
  return root instanceof ShadowRoot ? nearestHeading(root.host) : (document.querySelector('h1') ?? undefined);
}
