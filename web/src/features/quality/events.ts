import type { DataUse } from '@parley/call';

/** Asks for the call to use this much. */
export class DataUseRequestedEvent extends Event {
  readonly dataUse: DataUse;

  constructor(dataUse: DataUse) {
    super('data-use-requested', { bubbles: true, composed: true });
    this.dataUse = dataUse;
  }
}

declare global {
  interface HTMLElementEventMap {
    'data-use-requested': DataUseRequestedEvent;
  }
}
