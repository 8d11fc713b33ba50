/** Where a screen reader is taken when another page is shown, as when a document is loaded. */

/** @param page whose heading takes the focus, however deep in shadow roots it is */
export function focusHeading(page: ParentNode): void {
  findHeading(page)?.focus({ preventScroll: true });
}

function findHeading(root: ParentNode): HTMLElement | undefined {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.localName === 'h1') return element;
    const within = element.shadowRoot === null ? undefined : findHeading(element.shadowRoot);
    if (within !== undefined) return within;
  }
  return undefined;
}
