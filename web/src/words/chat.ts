import type { ChatAvailability, ChatMessageStatus, ChatRefusal } from '@parley/call';
import { html, type TemplateResult } from 'lit';
import { plural } from './plural.ts';
import { ownTimeZone } from './time-zones.ts';
import { clockTime, shortDay } from './times.ts';

export const chatWords = () => ({
  title: 'Chat',
  open: 'Chat',
  close: 'Close the chat',
  messages: 'Messages',
  field: 'Message',
  placeholder: 'Write a message',
  send: 'Send',
  copyAll: 'Copy all',
  newest: 'Newest messages',
  resend: 'Send it to whoever is here now',
  empty:
    'Only the two of you see what you write here. It is gone when you press Leave, when the call ends while you are here, and with this tab.',
  dropped: 'Older messages than these were dropped to save memory.',
  you: 'You',
});

/** On the button, beside a number; for whoever hears it. */
export function unreadLabel(count: number): string {
  return count === 0 ? 'Chat' : `Chat, ${count} new`;
}

/** What stands where there is no room for more digits. */
export function unreadBadge(count: number): string {
  return count > 99 ? '99+' : String(count);
}

/** In front of the tab's title. */
export function unreadTitle(count: number, title: string): string {
  return count === 0 ? title : `(${unreadBadge(count)}) ${title}`;
}

/** As it is said to whoever does not see it; the end of a long one they read themselves. */
export function messageSentence(name: string, text: string): string {
  const start = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return name === '' ? `They wrote: ${start}` : `${name} wrote: ${start}`;
}

export function messagesSentence(count: number): string {
  return plural(count, {
    one: `${count} new message in the chat.`,
    other: `${count} new messages in the chat.`,
  });
}

/** Who wrote it, above what they wrote. */
export function authorLabel(name: string): string | TemplateResult {
  return name === '' ? 'They' : html`<bdi>${name}</bdi>`;
}

export function typingSentence(name: string): string | TemplateResult {
  return name === '' ? 'They are writing…' : html`<bdi>${name}</bdi> is writing…`;
}

/** `15:05`; with its day, once that is past. */
export function messageTime(sentAt: number, now: number): string {
  const zone = ownTimeZone();
  const [day, today] = [shortDay(sentAt, now, zone), shortDay(now, now, zone)];
  return day === today ? clockTime(sentAt, zone) : `${day}, ${clockTime(sentAt, zone)}`;
}

/** Of one's own; undefined: it is not. */
export function statusWord(status: ChatMessageStatus): string | undefined {
  const words: Readonly<Record<ChatMessageStatus, string | undefined>> = {
    waiting: 'Waiting',
    delivered: 'Delivered',
    undelivered: 'Not delivered: it was for another tab than the one that is here now',
    received: undefined,
  };
  return words[status];
}

/** Why nothing can be written now, or what becomes of it; undefined: it arrives. */
export function availabilitySentence(
  availability: ChatAvailability,
  name: string,
): string | TemplateResult | undefined {
  switch (availability) {
    case 'nobody':
      return 'Nobody is here yet to write to.';
    case 'unsupported':
      return name === ''
        ? 'Their page has no chat. A reload of it may bring one.'
        : html`The page of <bdi>${name}</bdi> has no chat. A reload of it may bring one.`;
    case 'interrupted':
      return name === ''
        ? 'They cannot be reached just now. What you write arrives when they are back in the same tab.'
        : html`<bdi>${name}</bdi> cannot be reached just now. What you write arrives when they are back in the same tab.`;
    case 'open':
      return undefined;
  }
}

/** Why it was not sent. Undefined: there was nothing to send. */
export function refusalSentence(refusal: ChatRefusal): string | undefined {
  const sentences: Readonly<Record<ChatRefusal, string | undefined>> = {
    empty: undefined,
    'too-long': 'This is too long for one message. Send it in two or more.',
    'too-fast': 'That was a lot at once. Wait a moment, and send it again.',
    'too-many-waiting': 'A hundred messages wait already. Write on when they are back.',
  };
  return sentences[refusal];
}

/**
 * All of it, for the clipboard. Only who wrote begins at the edge, what was sent with `>` and what came with `<`: nobody writes lines that
 * look like another’s, nor has a name that does.
 */
export function transcript(
  messages: readonly {
    readonly author: 'self' | 'peer';
    readonly name: string;
    readonly text: string;
    readonly sentAt: number;
  }[],
): string {
  const zone = ownTimeZone();
  return messages
    .map(
      ({ author, name, text, sentAt }) =>
        `${author === 'self' ? '>' : '<'} ${clockTime(sentAt, zone)} ${speaker(author, name)}: ${text.replaceAll('\n', '\n    ')}`,
    )
    .join('\n');
}

function speaker(author: 'self' | 'peer', name: string): string {
  if (author === 'self') return 'You';
  return name === '' ? 'They' : name;
}
