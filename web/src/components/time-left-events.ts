/** Asks to move the end of a scheduled call. */
export class ExtendRequestedEvent extends Event {
  readonly byMs: number;

  constructor(byMs: number) {
    super('extend-requested', { bubbles: true, composed: true });
    this.byMs = byMs;
  }
}

declare global {
  interface HTMLElementEventMap {
    'extend-requested': ExtendRequestedEvent;
  }
}
