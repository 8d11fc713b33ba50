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

/** The host lets somebody else have the seat that the guest has left. */
export class FreeSeatRequestedEvent extends Event {
  constructor() {
    super('free-seat-requested', { bubbles: true, composed: true });
  }
}

/** The host has seen that the guest is another than before. */
export class OtherGuestNotedEvent extends Event {
  constructor() {
    super('other-guest-noted', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'free-seat-requested': FreeSeatRequestedEvent;
    'other-guest-noted': OtherGuestNotedEvent;
    'leave-requested': LeaveRequestedEvent;
    'end-requested': EndRequestedEvent;
  }
}
