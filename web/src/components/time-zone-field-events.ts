/** Another time zone was chosen, or something was written that is none. */
export class TimeZoneChangedEvent extends Event {
  readonly timeZone: string;

  constructor(timeZone: string) {
    super('time-zone-changed', { bubbles: true, composed: true });
    this.timeZone = timeZone;
  }
}

declare global {
  interface HTMLElementEventMap {
    'time-zone-changed': TimeZoneChangedEvent;
  }
}
