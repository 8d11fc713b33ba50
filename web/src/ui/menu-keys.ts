/**
 * Moves the focus within an open menu, as menus do: https://www.w3.org/WAI/ARIA/apg/patterns/menubar/#keyboardinteraction
 * @param items in their order
 * @param close gives the focus back to where it came from, from where Tab goes on
 */
export function moveInMenu(event: KeyboardEvent, items: readonly HTMLElement[], close: () => void): void {
  const at = items.findIndex((item) => item.matches(':focus'));
  const goals: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  const goal = goals[event.key];
  if (event.key === 'Tab') close();
  if (goal === undefined || items.length === 0) return;
  event.preventDefault();
  items.at(goal % items.length)?.focus();
}
