/** Somebody named in a calendar file. Without an e-mail address there is nothing a calendar could call them by. */
export interface Invitee {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

/** What a calendar is told of a scheduled call. Times are milliseconds since the epoch; files count whole seconds. */
export interface Invitation {
  /** The call's document ID: it stays while times and titles change, so a calendar finds the entry to change. */
  readonly id: string;
  /** The schedule's: 0 at creation, one more with every change. */
  readonly revision: number;
  /** When this revision was made. One revision always makes the same file. */
  readonly changedAt: number;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Anybody's text. Empty: the call has no title, and the calendar shows the word "Call". */
  readonly title: string;
  /** More for the entry to say, above the link. Anybody's text, of several lines if need be. */
  readonly description?: string | undefined;
  /** The link for whoever gets the file. Calendars and whoever keeps them read it. */
  readonly joinUrl: string;
  /**
   * Whether the host gets it, with their own link. A calendar server sends whatever an organizer keeps to everybody whom the
   * entry asks, without a question (https://www.rfc-editor.org/rfc/rfc6638#section-3.2.1), so it asks nobody then.
   */
  readonly isForHost?: boolean;
  readonly host?: Invitee | undefined;
  readonly guest?: Invitee | undefined;
}
