/**
 * The browser reads an element's style sheets when the first of its kind is drawn: of a call's view that is a quarter of what drawing
 * it takes, in the moment in which a press is to be answered. Read before that, whenever the page has nothing else to do.
 */
import type { LitElement } from 'lit';

/** One element's take less. */
const SLICE_MS = 4;
const PATIENCE_MS = 200;

export async function prepareStyles(elements: readonly (keyof HTMLElementTagNameMap)[]): Promise<void> {
  let timeRemaining = () => 0;
  for (const name of elements) {
    if (timeRemaining() < SLICE_MS) timeRemaining = await idle();
    const element = customElements.get(name) as typeof LitElement | undefined;
    for (const style of element?.elementStyles ?? [])
      if (!(style instanceof CSSStyleSheet)) void style.styleSheet;
  }
}

/** @returns what is left of the time in which the page has nothing else to do */
function idle(): Promise<() => number> {
  return new Promise((resolve) => {
    // Safari has no such callback before 26; a task of its own lets everything pass that waits.
    if (!('requestIdleCallback' in window)) setTimeout(resolve, 0, () => 0);
    else requestIdleCallback((deadline) => resolve(() => deadline.timeRemaining()), { timeout: PATIENCE_MS });
  });
}
