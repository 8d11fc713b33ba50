/** What pages have left behind that are gone: half a file, or where one is found. */
import { type CallId, SEAT_KEPT_MS } from '@parley/protocol';
import { deviceMemory } from '../memory/device-memory.ts';
import { lastTabMark } from '../memory/tab-mark.ts';
import { removeFreeFiles } from './disk-file-store.ts';
import { forgetFreeFiles } from './kept-sent-files.ts';

/**
 * Removes it: this tab's at once, or after a minute where its page lets go of it just now; another tab's after a minute, if nobody uses it
 * then, since that tab may be loading its page anew just now, however long ago it was written. Never rejects.
 * @param call the one that this page comes back to, whose files are still wanted; undefined: to none
 * @param aMinute when that has passed
 */
export async function removeLeftFiles(call?: CallId, aMinute = () => waited(SEAT_KEPT_MS)): Promise<void> {
  const memory = deviceMemory('sessionStorage');
  const own = lastTabMark(memory);
  const isComingBack = own?.call === call;
  await removeFree((tab) => tab !== own?.mark || isComingBack);
  await aMinute();
  // It may be that of another call that the tab has come to meanwhile.
  const mark = lastTabMark(memory)?.mark;
  await removeFree((tab) => tab === mark && (isComingBack || mark !== own?.mark));
}

function waited(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function removeFree(isSpared: (tab: string) => boolean): Promise<void> {
  await Promise.all([removeFreeFiles(isSpared), forgetFreeFiles(isSpared)]).catch(() => {});
}
