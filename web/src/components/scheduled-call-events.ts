/** Asks to change when a scheduled call is, or what it is about. */
export class RescheduleRequestedEvent extends Event {
  constructor() {
    super('reschedule-requested', { bubbles: true, composed: true });
  }
}

/** Asks to call a scheduled call off. The person has been asked whether they mean it. */
export class CancelRequestedEvent extends Event {
  constructor() {
    super('cancel-requested', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'reschedule-requested': RescheduleRequestedEvent;
    'cancel-requested': CancelRequestedEvent;
  }
}
