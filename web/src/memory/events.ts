import type { CallId } from '@parley/protocol';

/** Asks to take a call out of the list of this device. The call itself stays. */
export class ForgetRequestedEvent extends Event {
  readonly id: CallId;

  constructor(id: CallId) {
    super('forget-requested', { bubbles: true, composed: true });
    this.id = id;
  }
}

declare global {
  interface HTMLElementEventMap {
    'forget-requested': ForgetRequestedEvent;
  }
}
