import type { CallState } from '@parley/call';

/** How the call that is shown stands now. */
export class CallStateChangedEvent extends Event {
  readonly state: CallState;

  constructor(state: CallState) {
    super('call-state-changed');
    this.state = state;
  }
}

/** The list's host key was replaced since: the call is to be opened as its guest. */
export class HostKeyRefusedEvent extends Event {
  constructor() {
    super('host-key-refused');
  }
}
