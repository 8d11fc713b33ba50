/** Asks for a new call. */
export class StartCallRequestedEvent extends Event {
  /** How long the call is to outlive the last person in it. */
  readonly emptyTimeoutSeconds: number;

  constructor(emptyTimeoutSeconds: number) {
    super('start-call-requested', { bubbles: true, composed: true });
    this.emptyTimeoutSeconds = emptyTimeoutSeconds;
  }
}

declare global {
  interface HTMLElementEventMap {
    'start-call-requested': StartCallRequestedEvent;
  }
}
