/** One message of the chat, as this page shows it. */
export interface ChatMessage {
  /** Of this message alone on this page, and higher than those of all before it. */
  readonly key: number;
  readonly author: 'self' | 'peer';
  /** What the other was called when it came; empty: nothing, or it is one's own. */
  readonly name: string;
  /** May be anything but HTML: line breaks, code, links, emoji, any direction of writing. */
  readonly text: string;
  /** In milliseconds since the epoch. Of the other's, by their clock, but not later than it came. */
  readonly sentAt: number;
  readonly status: ChatMessageStatus;
}

/** One's own: waits until the other's page can be reached; was taken there; or never will be, as another tab came instead. */
export type ChatMessageStatus = 'waiting' | 'delivered' | 'undelivered' | 'received';

/** Why a text is not sent: it has nothing in it, more than 4 KB, too many came at once, or too many wait for the other. */
export type ChatRefusal = 'empty' | 'too-long' | 'too-fast' | 'too-many-waiting';

/** Nobody has been here; the other's page has no chat; what is sent arrives; or it waits until they can be reached again. */
export type ChatAvailability = 'nobody' | 'unsupported' | 'open' | 'interrupted';
