/** Whether somebody means to do something on a page, or only looks at it. */

/** They point at what can be pressed, touch it, or go there by keyboard. */
const SIGNS = ['pointerover', 'pointerdown', 'focusin'] as const;
const PRESSABLE = ['button', 'input', 'summary', 'a[href]'].join();

/**
 * @param act called once, at the first sign of it within the element, shadow roots included
 * @param counts whether a sign is one. Default: it is
 */
export function onIntent(
  element: HTMLElement,
  act: () => void,
  signal: AbortSignal,
  counts: () => boolean = () => true,
): void {
  const heard = new AbortController();
  function onSign(event: Event): void {
    const isMeant = event
      .composedPath()
      .some((target) => target instanceof Element && target.matches(PRESSABLE));
    if (!isMeant || !counts()) return;
    heard.abort();
    act();
  }
  for (const sign of SIGNS)
    element.addEventListener(sign, onSign, {
      passive: true,
      signal: AbortSignal.any([signal, heard.signal]),
    });
}
