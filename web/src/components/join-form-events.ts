import type { CallId } from '@parley/protocol';

/** Asks to go to the call with this ID. */
export class JoinCallRequestedEvent extends Event {
  readonly id: CallId;

  constructor(id: CallId) {
    super('join-call-requested', { bubbles: true, composed: true });
    this.id = id;
  }
}

declare global {
  interface HTMLElementEventMap {
    'join-call-requested': JoinCallRequestedEvent;
  }
}
