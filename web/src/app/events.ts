import type { CallState } from '@parley/call';
import type { CallAddress } from '@parley/protocol';

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

/** The call that is shown is found elsewhere from now on, since it has another link. */
export class CallAddressChangedEvent extends Event {
  readonly address: CallAddress;

  constructor(address: CallAddress) {
    super('call-address-changed');
    this.address = address;
  }
}
