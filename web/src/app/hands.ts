/** Whether somebody is in the middle of something: what it lies on must not go before it has come to its end. */

const TAKING = ['pointerdown', 'keydown', 'compositionstart'] as const;
/**
 * Of the window: whoever goes elsewhere lets go there. So does whoever opens a context menu: where it opens as the button
 * goes down, the menu has its release.
 */
const RELEASING = ['pointerup', 'pointercancel', 'contextmenu', 'keyup', 'compositionend', 'blur'] as const;

export class Hands {
  readonly #signal: AbortSignal;
  #isHolding = false;

  /** @param signal ends the watch */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
    const hold = (event: Event) => {
      this.#isHolding = TAKING.some((type) => type === event.type) || isComposing(event);
    };
    for (const type of [...TAKING, ...RELEASING]) addEventListener(type, hold, { signal });
  }

  /** Waits until no key, button or finger is down, and no character is being composed. */
  async areFree(): Promise<void> {
    do {
      if (this.#isHolding) await this.#release();
      // A click comes after its release.
      await new Promise((resolve) => setTimeout(resolve));
    } while (this.#isHolding);
  }

  #release(): Promise<unknown> {
    const signal = this.#signal;
    return new Promise((resolve) => {
      for (const type of RELEASING) addEventListener(type, resolve, { once: true, signal });
    });
  }
}

function isComposing(event: Event): boolean {
  return event instanceof KeyboardEvent && event.isComposing;
}
