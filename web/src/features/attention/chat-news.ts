/** Has messages noticed by whoever does not see them: in the tab's title how many wait, and for whoever listens what is written. */
import { type ChatHandle, type FilesHandle, isAsked } from '@parley/call';
import { pageChrome } from '../../ui/page-chrome.ts';
import { Throttle } from '../../ui/throttle.ts';
import { messageSentence, messagesSentence, unreadTitle } from '../../words/chat.ts';

/** A sentence takes as long to be heard. */
const SENTENCES_MS = 2_000;

/**
 * @param files of which those that are offered wait as well
 * @param say what is to be said now
 */
export function followChat(
  chat: ChatHandle,
  files: FilesHandle,
  say: (sentence: string) => void,
  signal: AbortSignal,
): void {
  /** The last message that was said, or was there before. */
  let saidKey = chat.messages.value.at(-1)?.key ?? 0;
  const announcements = new Throttle<undefined>(SENTENCES_MS, () => {
    const news = chat.messages.value.filter(({ author, key }) => author === 'peer' && key > saidKey);
    const [first] = news;
    if (first === undefined) return;
    saidKey = news.at(-1)?.key ?? saidKey;
    say(news.length === 1 ? messageSentence(first.name, first.text) : messagesSentence(news.length));
  });
  chat.messages.subscribe((messages) => {
    const last = messages.at(-1);
    if (last?.author === 'peer' && last.key > saidKey) announcements.push(undefined);
  }, signal);
  const mark = () => {
    const count = chat.unreadCount.value + files.transfers.value.filter(isAsked).length;
    pageChrome.mark((title) => unreadTitle(count, title));
  };
  chat.unreadCount.subscribe(mark, signal);
  files.transfers.subscribe(mark, signal);
  signal.addEventListener('abort', () => {
    announcements.clear();
    pageChrome.mark((title) => title);
  });
}
