/** Asks to leave the call, which goes on without this person. */
export class LeaveRequestedEvent extends Event {
  constructor() {
    super('leave-requested', { bubbles: true, composed: true });
  }
}

/** Asks to end the call for both. The person has confirmed it. */
export class EndRequestedEvent extends Event {
  constructor() {
    super('end-requested', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'leave-requested': LeaveRequestedEvent;
    'end-requested': EndRequestedEvent;
  }
}
