/** Asks for the microphone to be on again. */
export class UnmuteRequestedEvent extends Event {
  constructor() {
    super('unmute-requested', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'unmute-requested': UnmuteRequestedEvent;
  }
}
