/** The person has written what they want to be called; empty if nothing. */
export class NameChangedEvent extends Event {
  readonly name: string;

  constructor(name: string) {
    super('name-changed', { bubbles: true, composed: true });
    this.name = name;
  }
}

/** Asks to go from the lobby into the call, to be seen and heard. */
export class EnterRequestedEvent extends Event {
  /** What the person wants to be called; empty if nothing. */
  readonly name: string;

  constructor(name: string) {
    super('enter-requested', { bubbles: true, composed: true });
    this.name = name;
  }
}

/** This person is in the call in another tab, and asks to take the other seat here. */
export class JoinBesideRequestedEvent extends Event {
  constructor() {
    super('join-beside-requested', { bubbles: true, composed: true });
  }
}

/** The person has chosen whether anything may be connected before they join. */
export class ConnectingChosenEvent extends Event {
  readonly onlyWhenJoining: boolean;

  constructor(onlyWhenJoining: boolean) {
    super('connecting-chosen', { bubbles: true, composed: true });
    this.onlyWhenJoining = onlyWhenJoining;
  }
}

declare global {
  interface HTMLElementEventMap {
    'name-changed': NameChangedEvent;
    'enter-requested': EnterRequestedEvent;
    'join-beside-requested': JoinBesideRequestedEvent;
    'connecting-chosen': ConnectingChosenEvent;
  }
}
