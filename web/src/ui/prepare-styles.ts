/**
 * The browser reads an element's style sheets when the first of its kind is drawn: of a call's view that is a quarter of what drawing
 * it takes, in the moment in which a press is to be answered. Read before that, one element whenever the page has nothing else to do.
 */
import type { LitElement } from 'lit';

export async function prepareStyles(
  elements: readonly (keyof HTMLElementTagNameMap)[],
  signal: AbortSignal,
): Promise<void> {
  for (const name of elements) {
    await idle();
    if (signal.aborted) return;
    const element = customElements.get(name) as typeof LitElement | undefined;
    for (const style of element?.elementStyles ?? [])
      if (!(style instanceof CSSStyleSheet)) void style.styleSheet;
  }
}

/** Safari has no such callback before 26; a task of its own lets everything pass that waits. */
function idle(): Promise<unknown> {
  return new Promise((resolve) =>
    'requestIdleCallback' in window ? requestIdleCallback(resolve, { timeout: 1_000 }) : setTimeout(resolve),
  );
}
