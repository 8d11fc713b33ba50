import type { Admission } from '@parley/protocol';

export interface EntryChange {
  readonly admission?: Admission;
  readonly earlyMinutes?: number;
  readonly emptyTimeoutSeconds?: number;
}

/** Something else was chosen about who may come in, from when, and for how long. */
export class EntryChangedEvent extends Event {
  readonly change: EntryChange;

  constructor(change: EntryChange) {
    super('entry-changed', { bubbles: true, composed: true });
    this.change = change;
  }
}

declare global {
  interface HTMLElementEventMap {
    'entry-changed': EntryChangedEvent;
  }
}
