import type { CallId, PersonName } from '@parley/protocol';

/** Asks to go into the call that two have agreed on by ringing. */
export class RungCallRequestedEvent extends Event {
  readonly id: CallId;
  /** With whom. */
  readonly peerName: PersonName;
  readonly isWithCamera: boolean;

  constructor(id: CallId, peerName: PersonName, isWithCamera = true) {
    super('rung-call-requested', { bubbles: true, composed: true });
    this.id = id;
    this.peerName = peerName;
    this.isWithCamera = isWithCamera;
  }
}

/** Asks for a link to send to whoever could not be rung. */
export class LinkInsteadRequestedEvent extends Event {
  readonly peerName: PersonName;

  constructor(peerName: PersonName) {
    super('link-instead-requested', { bubbles: true, composed: true });
    this.peerName = peerName;
  }
}

declare global {
  interface HTMLElementEventMap {
    'rung-call-requested': RungCallRequestedEvent;
    'link-instead-requested': LinkInsteadRequestedEvent;
  }
}
