/** Follows the place that words lead to. A listener may be dead without a word, so the server is asked as well. */
import type { SpokenDoc } from '@parley/protocol';
import { every } from '../lib/lifetime.ts';
import { CallError } from '../ports/call-error.ts';
import type { SpokenStore } from '../ports/spoken-store.ts';

/** Two people are on the phone meanwhile. */
const ASK_MS = 10_000;

/** @param onWords null: it is gone, or no longer for this user */
export function followWords(
  store: Pick<SpokenStore, 'readSpoken' | 'watchSpoken'>,
  docId: string,
  onWords: (words: SpokenDoc | null) => void,
  signal: AbortSignal,
): void {
  let newsCount = 0;
  const tell = (words: SpokenDoc | null) => {
    newsCount += 1;
    if (!signal.aborted) onWords(words);
  };
  const ask = async () => {
    const before = newsCount;
    try {
      const words = await store.readSpoken(docId, signal);
      // What was heard meanwhile is newer.
      if (before === newsCount) tell(words);
    } catch (error) {
      // It is asked again.
      if (!signal.aborted && !(error instanceof CallError)) throw error;
    }
  };
  store.watchSpoken(docId, { onWords: tell, onError: () => void ask() }, signal);
  every(ASK_MS, () => void ask(), signal);
}
