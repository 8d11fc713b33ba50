import type { CallAddress } from '@parley/protocol';

/** Asks to go to a call, one that was just started perhaps; as its host where the address says so. */
export class JoinCallRequestedEvent extends Event {
  readonly address: CallAddress;
  /** The person was in it a moment ago, and needs no lobby. */
  readonly isBack: boolean;

  constructor(address: CallAddress, { isBack = false } = {}) {
    super('join-call-requested', { bubbles: true, composed: true });
    this.address = address;
    this.isBack = isBack;
  }
}

/** Asks to start a new call with whom there was one before. */
export class CallAgainRequestedEvent extends Event {
  /** Empty: not known. */
  readonly peerName: string;

  constructor(peerName: string) {
    super('call-again-requested', { bubbles: true, composed: true });
    this.peerName = peerName;
  }
}

/** Asks to put another word in the place of one that is none. */
export class WordChosenEvent extends Event {
  readonly written: string;
  readonly meant: string;

  constructor(written: string, meant: string) {
    super('word-chosen', { bubbles: true, composed: true });
    this.written = written;
    this.meant = meant;
  }
}

/** The call that is started next becomes a lasting room, of that name, or none. */
export class RoomChosenEvent extends Event {
  /** Undefined: none; empty: without a name. */
  readonly name: string | undefined;

  constructor(name: string | undefined) {
    super('room-chosen');
    this.name = name;
  }
}

/** Asks for what people are rung by. */
export class PeopleWantedEvent extends Event {
  constructor() {
    super('people-wanted', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'join-call-requested': JoinCallRequestedEvent;
    'call-again-requested': CallAgainRequestedEvent;
    'word-chosen': WordChosenEvent;
    'people-wanted': PeopleWantedEvent;
    'room-chosen': RoomChosenEvent;
  }
}
