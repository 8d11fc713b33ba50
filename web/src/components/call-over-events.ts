/** Asks to take a seat in the same call once more. */
export class RejoinRequestedEvent extends Event {
  constructor() {
    super('rejoin-requested', { bubbles: true, composed: true });
  }
}

/** Asks to go to the home page. */
export class HomeRequestedEvent extends Event {
  constructor() {
    super('home-requested', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'rejoin-requested': RejoinRequestedEvent;
    'home-requested': HomeRequestedEvent;
  }
}
