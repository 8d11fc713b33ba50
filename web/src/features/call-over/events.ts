/** Asks to take a seat in the same call once more. */
export class RejoinRequestedEvent extends Event {
  constructor() {
    super('rejoin-requested', { bubbles: true, composed: true });
  }
}

/** Asks to start a new call, with the same person if it is known who that was. */
export class NewCallRequestedEvent extends Event {
  /** Empty: not known. */
  readonly peerName: string;

  constructor(peerName: string) {
    super('new-call-requested', { bubbles: true, composed: true });
    this.peerName = peerName;
  }
}

declare global {
  interface HTMLElementEventMap {
    'new-call-requested': NewCallRequestedEvent;
    'rejoin-requested': RejoinRequestedEvent;
  }
}
