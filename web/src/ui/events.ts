/** Asks to go to the home page. */
export class HomeRequestedEvent extends Event {
  constructor() {
    super('home-requested', { bubbles: true, composed: true });
  }
}

/** The person was asked whether they mean it, and they do. */
export class ConfirmedEvent extends Event {
  constructor() {
    super('confirmed');
  }
}

declare global {
  interface HTMLElementEventMap {
    'home-requested': HomeRequestedEvent;
  }
}
