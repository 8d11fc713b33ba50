/**
 * This key belongs to a letter that is composed out of several: Enter and Escape end that, and nothing else. Safari says so of the
 * last of them by its code alone, since it ends the composition first.
 * https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode
 */
export function isComposing({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === 229;
}
