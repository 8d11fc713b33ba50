/** The person was asked whether they mean it, and they do. */
export class ConfirmedEvent extends Event {
  constructor() {
    super('confirmed');
  }
}

declare global {
  interface HTMLElementEventMap {
    confirmed: ConfirmedEvent;
  }
}
