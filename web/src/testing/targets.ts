/** In CSS pixels, as a fingertip needs: https://www.w3.org/TR/WCAG22/#target-size-enhanced */
const TOUCH_PX = 44;

const TARGETS = 'button, a[href], summary, select, input:not([type="radio"]), [role^="menuitem"]';

/**
 * What can be pressed within and is smaller than a fingertip, each with its size; shadow roots included. A link within a sentence is as tall
 * as the sentence's lines, and what stands in a label is as large as that.
 */
export function smallTargets(root: ParentNode = document): string[] {
  return targetsIn(root)
    .map((target) => ({ target, box: (target.closest('label') ?? target).getBoundingClientRect() }))
    .filter(({ box }) => Math.round(box.width) < TOUCH_PX || Math.round(box.height) < TOUCH_PX)
    .map(({ target, box }) => `${target.localName} ${target.textContent?.trim()} ${box.width}×${box.height}`);
}

/** All that can be pressed and is shown. */
export function targetsIn(root: ParentNode = document): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => [
    ...(element.matches(TARGETS) && element.checkVisibility() ? [element] : []),
    ...(element.shadowRoot == null ? [] : targetsIn(element.shadowRoot)),
  ]);
}
