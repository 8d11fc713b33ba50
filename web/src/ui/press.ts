/**
 * A press that has begun: what it lies on must not move away before it has come to its end, or it comes to nothing. A click goes to
 * what was under the pointer when it went down, if that is still under it when it comes up.
 */

/** Of the window: whoever goes elsewhere has let go. So has whoever drags something, or opened a context menu: that has the release. */
const ENDS = ['pointerup', 'pointercancel', 'dragstart', 'contextmenu', 'blur'] as const;
/** A finger's click comes as an event of its own, some milliseconds after the finger was lifted. */
const CLICK_MS = 50;

let press: Promise<void> | undefined;

addEventListener(
  'pointerdown',
  () => {
    const own = released().then(() => {
      if (press === own) press = undefined;
    });
    press = own;
  },
  { capture: true },
);

/**
 * What an element's `scheduleUpdate` does, which was drawn before or was not pressed.
 * @returns when it is drawn, if something is pressed just now; undefined: it is drawn
 */
export function drawWhenReleased(
  { hasUpdated }: { readonly hasUpdated: boolean },
  draw: () => void,
): Promise<void> | undefined {
  if (press === undefined || !hasUpdated) {
    draw();
    return;
  }
  return untilReleased().then(draw);
}

async function untilReleased(): Promise<void> {
  while (press !== undefined) await press;
}

async function released(): Promise<void> {
  const listening = new AbortController();
  await new Promise((resolve) => {
    for (const type of ENDS) addEventListener(type, resolve, { capture: true, signal: listening.signal });
  });
  listening.abort();
  await new Promise((resolve) => setTimeout(resolve, CLICK_MS));
}
