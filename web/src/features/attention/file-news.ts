/** Has files noticed by whoever does not see them: that one is offered, and that it has arrived. */
import type { FilesHandle } from '@parley/call';
import { Throttle } from '../../ui/throttle.ts';
import { fileNews } from '../../words/files.ts';

/** A sentence takes as long to be heard. */
const SENTENCES_MS = 2_000;

/** @param say what is to be said now */
export function followFiles(files: FilesHandle, say: (sentence: string) => void, signal: AbortSignal): void {
  /** Of those that are shown, in which phase they were when that was said. */
  let said = new Map<string, string>();
  const newsOf = () =>
    files.transfers.value.filter(
      ({ direction, status, key }) =>
        direction === 'received' &&
        (status.phase === 'offered' || status.phase === 'done') &&
        said.get(key) !== status.phase,
    );
  const announcements = new Throttle<undefined>(SENTENCES_MS, () => {
    const news = newsOf();
    said = new Map(files.transfers.value.map(({ key, status }) => [key, status.phase]));
    if (news.length > 0) say(news.slice(-3).map(fileNews).join(' '));
  });
  files.transfers.subscribe(() => newsOf().length > 0 && announcements.push(undefined), signal);
  signal.addEventListener('abort', () => announcements.clear());
}
