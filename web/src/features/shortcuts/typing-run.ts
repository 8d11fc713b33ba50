import { focusKindOf } from './shortcut.ts';

/** How long somebody who types may pause, and still believe themselves in the field. */
const PAUSE_MS = 3_000;
/** How often it is seen that the focus is in a field still. */
const LOOK_MS = 500;

/**
 * A field may go under the hands of whoever types into it, as that for a word to a visitor does when they go away. What is typed
 * on is meant for it still: until there was a pause, or the person has gone elsewhere themselves.
 */
export class TypingRun {
  /** By the page's own time. */
  #until = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Follows the page until `signal` aborts. */
  constructor(signal: AbortSignal) {
    const options = { signal, capture: true };
    const end = () => {
      this.#until = 0;
    };
    addEventListener('pointerdown', end, options);
    addEventListener('focusin', () => this.#watch(), options);
    addEventListener(
      'keydown',
      (event) => {
        const isInField = isField(event.composedPath()[0]);
        // Enter sends what is in a field, and the others leave it.
        if (event.key === 'Tab' || event.key === 'Escape' || (isInField && event.key === 'Enter')) end();
        else if (isInField) this.#goOn();
      },
      options,
    );
    signal.addEventListener('abort', () => clearInterval(this.#timer), { once: true });
  }

  /** Whether a key that is pressed outside every field is a part of what was being typed. */
  takes(event: KeyboardEvent): boolean {
    if (performance.now() >= this.#until || isField(event.composedPath()[0])) return false;
    this.#goOn();
    return true;
  }

  #goOn(): void {
    this.#until = performance.now() + PAUSE_MS;
  }

  /** Somebody may think with the focus in a field; that it has gone no event tells. */
  #watch(): void {
    if (this.#timer !== undefined || !isField(focused())) return;
    this.#timer = setInterval(() => {
      if (isField(focused())) return this.#goOn();
      clearInterval(this.#timer);
      this.#timer = undefined;
    }, LOOK_MS);
  }
}

function isField(target: EventTarget | undefined): boolean {
  return target !== undefined && focusKindOf([target], []) === 'text';
}

function focused(): Element {
  let element = document.activeElement ?? document.body;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}
