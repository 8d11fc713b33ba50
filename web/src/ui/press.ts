/**
 * A press counts for what it began on, also where that moves meanwhile. Browsers give a click to what lies under the pointer both as it
 * goes down and as it comes up, and a tap to what lies there in the end: where the page is drawn anew in between (somebody comes, leaves,
 * rings), a press came to nothing, or to what had come in its place.
 */

const PRESSABLE = ['button', 'a[href]', 'summary', 'label', '[type="checkbox"]', '[type="radio"]'].join();
/** In CSS pixels. Whoever moves further has thought better of it, or drags. */
const SLOP = 12;
/** Whoever drags something, has opened a context menu, scrolls or is elsewhere now presses nothing. */
const OTHERWISE = ['dragstart', 'contextmenu', 'pointercancel', 'blur'] as const;

interface Press {
  readonly target: HTMLElement;
  readonly x: number;
  readonly y: number;
}

/** Undefined: there is none, or what becomes of it is the browser's business alone. */
let press: Press | undefined;

const capture = { capture: true };
addEventListener('pointerdown', begin, capture);
addEventListener('pointerup', lift, capture);
addEventListener('click', direct, capture);
for (const type of OTHERWISE) addEventListener(type, drop, capture);

function begin(event: PointerEvent): void {
  const target = event.composedPath().find(isPressable);
  const isOne = event.isPrimary && event.button === 0;
  press = isOne && target !== undefined ? { target, x: event.x, y: event.y } : undefined;
}

function lift({ isPrimary, pointerType, x, y }: PointerEvent): void {
  if (!isPrimary || press === undefined) return;
  if (Math.hypot(x - press.x, y - press.y) > SLOP) return drop();
  // A mouse's click comes with its release, if one comes. A finger's comes later, and always.
  const own = press;
  if (pointerType === 'mouse') setTimeout(() => press === own && fulfil());
}

function direct(event: MouseEvent): void {
  // By the keyboard or a script.
  if (press === undefined || event.detail === 0) return;
  if (event.composedPath().includes(press.target)) return drop();
  event.stopImmediatePropagation();
  event.preventDefault();
  fulfil();
}

function fulfil(): void {
  const target = press?.target;
  drop();
  // Of what has gone meanwhile nobody knows whether it still holds.
  if (target?.isConnected && target.checkVisibility()) target.click();
}

function drop(): void {
  press = undefined;
}

function isPressable(target: EventTarget): target is HTMLElement {
  return target instanceof HTMLElement && target.matches(PRESSABLE);
}
