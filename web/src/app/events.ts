import type { CallState } from '@parley/call';

/** How the call that is shown stands now. */
export class CallStateChangedEvent extends Event {
  readonly state: CallState;
  /** Of the lasting room that it is; empty: it has none, or is none. */
  readonly roomName: string;

  constructor(state: CallState, roomName = '') {
    super('call-state-changed');
    this.state = state;
    this.roomName = roomName;
  }
}

/** The list's host key was replaced since: the call is to be opened as its guest. */
export class HostKeyRefusedEvent extends Event {
  constructor() {
    super('host-key-refused');
  }
}
