/** Asks for a new call. */
export class StartCallRequestedEvent extends Event {
  constructor() {
    super('start-call-requested', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'start-call-requested': StartCallRequestedEvent;
  }
}
