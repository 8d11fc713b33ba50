import { MAX_CHAT_TEXT_BYTES } from '../reading/limits.ts';
import { invalid, parseBoolean, parseRecord, parseText, parseTime } from '../reading/parsing.ts';

/** What one of the two has written to the other. */
export interface ChatText {
  /** As {@link cleanChatText} leaves it; not empty. */
  readonly text: string;
  /** In milliseconds since the epoch, by the writer's clock, which may be wrong. */
  readonly sentAt: number;
}

/** Whether somebody is writing just now. */
export interface ChatTyping {
  readonly isTyping: boolean;
}

/** But for line breaks and tabs. What turns the direction of all that follows is no text either: it would let one text pass for another. */
const UNWRITTEN = /(?![\n\t])\p{Control}|[\u2028\u2029\u202a-\u202e\ufff9-\ufffb]|\p{Surrogate}/gu;

/** A text of several lines as it may be shown, with its line breaks and emoji as they are. Cleaning a clean text changes nothing. */
export function cleanChatText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(UNWRITTEN, '')
    .trimEnd()
    .replace(/^\s*\n/, '');
}

/** In bytes of UTF-8. */
export function chatTextBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** @throws {ProtocolError} `invalid` */
export function parseChatText(data: unknown): ChatText {
  const { text: given, sentAt } = parseRecord(parseJson(data), 'message', ['text', 'sentAt']);
  const text = cleanChatText(parseText(given, 'text', { max: MAX_CHAT_TEXT_BYTES }));
  if (text === '' || chatTextBytes(text) > MAX_CHAT_TEXT_BYTES)
    throw invalid('text', `1 to ${MAX_CHAT_TEXT_BYTES} bytes`);
  return { text, sentAt: parseTime(sentAt, 'sentAt') };
}

/** @throws {ProtocolError} `invalid` */
export function parseChatTyping(data: unknown): ChatTyping {
  const { isTyping } = parseRecord(parseJson(data), 'note', ['isTyping']);
  return { isTyping: parseBoolean(isTyping, 'isTyping') };
}

function parseJson(data: unknown): unknown {
  // A text of 4 KB in which JSON escapes every character.
  const text = parseText(data, 'message', { max: 8 * MAX_CHAT_TEXT_BYTES });
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('message', 'JSON');
  }
}
