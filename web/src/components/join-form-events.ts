import type { CallLink } from '@parley/protocol';

/** Asks to go to a call, as its host where the link says so. */
export class JoinCallRequestedEvent extends Event {
  readonly link: CallLink;

  constructor(link: CallLink) {
    super('join-call-requested', { bubbles: true, composed: true });
    this.link = link;
  }
}

declare global {
  interface HTMLElementEventMap {
    'join-call-requested': JoinCallRequestedEvent;
  }
}
