/** Asks for the list of keys. */
export class ShortcutsRequestedEvent extends Event {
  constructor() {
    super('shortcuts-requested', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'shortcuts-requested': ShortcutsRequestedEvent;
  }
}
