/** What a page and the worker that shows its notifications say to each other. */

/** A notification's button, which the library of pages does not know. https://notifications.spec.whatwg.org/#dictdef-notificationaction */
interface RingAction {
  readonly action: 'accept' | 'decline';
  readonly title: string;
}

/** From the page: somebody rings. */
export interface ShowRingMessage {
  readonly title: string;
  readonly options: NotificationOptions & { readonly actions: readonly RingAction[] };
  /** Of this one ring. */
  readonly ring: string;
}

/** From the worker: what was pressed; `look`: the notification itself. */
export interface RingAnswerMessage {
  readonly type: 'ring-answer';
  readonly ring: string;
  readonly answer: 'accept' | 'decline' | 'look';
}
