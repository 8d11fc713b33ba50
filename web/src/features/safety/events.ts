/** These words are shown to the person. */
export class SafetyWordsShownEvent extends Event {
  readonly number: bigint;

  constructor(number: bigint) {
    super('safety-words-shown', { bubbles: true, composed: true });
    this.number = number;
  }
}

/** The person wants to see the words that there are now. */
export class SafetyWordsRequestedEvent extends Event {
  constructor() {
    super('safety-words-requested', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'safety-words-shown': SafetyWordsShownEvent;
    'safety-words-requested': SafetyWordsRequestedEvent;
  }
}
