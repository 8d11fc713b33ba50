/** Asks for this text to be sent. */
export class MessageWrittenEvent extends Event {
  readonly text: string;

  constructor(text: string) {
    super('message-written', { bubbles: true, composed: true });
    this.text = text;
  }
}

/** Somebody types, or has stopped and left nothing. */
export class TypingChangedEvent extends Event {
  readonly isTyping: boolean;

  constructor(isTyping: boolean) {
    super('typing-changed', { bubbles: true, composed: true });
    this.isTyping = isTyping;
  }
}

/** Asks for what was not delivered to be sent to whoever is here now. */
export class ResendRequestedEvent extends Event {
  readonly key: number;

  constructor(key: number) {
    super('resend-requested', { bubbles: true, composed: true });
    this.key = key;
  }
}

/** Asks for the chat to be shown, or no more if it is. */
export class ChatToggleRequestedEvent extends Event {
  constructor() {
    super('chat-toggle-requested', { bubbles: true, composed: true });
  }
}

/** Asks for the chat to be shown no more. */
export class ChatCloseRequestedEvent extends Event {
  constructor() {
    super('chat-close-requested', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'message-written': MessageWrittenEvent;
    'typing-changed': TypingChangedEvent;
    'resend-requested': ResendRequestedEvent;
    'chat-toggle-requested': ChatToggleRequestedEvent;
    'chat-close-requested': ChatCloseRequestedEvent;
  }
}
