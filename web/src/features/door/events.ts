/** Asks for another link of the call, so that the old one leads nowhere. The person has yet to confirm it. */
export class NewLinkRequestedEvent extends Event {
  constructor() {
    super('new-link-requested');
  }
}

declare global {
  interface HTMLElementEventMap {
    'new-link-requested': NewLinkRequestedEvent;
  }
}
