/** Another time was chosen for which a call stays open while nobody is in it. */
export class EmptyTimeoutChangedEvent extends Event {
  readonly seconds: number;

  constructor(seconds: number) {
    super('empty-timeout-changed', { bubbles: true, composed: true });
    this.seconds = seconds;
  }
}

declare global {
  interface HTMLElementEventMap {
    'empty-timeout-changed': EmptyTimeoutChangedEvent;
  }
}
