/** What pages have left behind that are gone: half a file, or where one is found. */
import { type CallId, SEAT_KEPT_MS } from '@parley/protocol';
import { deviceMemory } from '../memory/device-memory.ts';
import { lastTabMark } from '../memory/tab-mark.ts';
import { removeFreeFiles } from './disk-file-store.ts';
import { forgetFreeFiles } from './kept-sent-files.ts';

/**
 * Removes it: this tab's at once; another tab's after a minute, if nobody uses it then, since that tab may be loading its page anew just
 * now, however long ago it was written. Never rejects.
 * @param call the one that this page comes back to, whose files are still wanted; undefined: to none
 * @param aMinute when that has passed
 */
export async function removeLeftFiles(call?: CallId, aMinute = () => waited(SEAT_KEPT_MS)): Promise<void> {
  const memory = deviceMemory('sessionStorage');
  const own = lastTabMark(memory);
  let hasOthers = false;
  await removeFree((tab) => {
    const isOthers = tab !== own?.mark;
    hasOthers ||= isOthers;
    return isOthers || own.call === call;
  });
  if (!hasOthers) return;
  await aMinute();
  await removeFree((tab) => tab === lastTabMark(memory)?.mark);
}

function waited(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function removeFree(isSpared: (tab: string) => boolean): Promise<void> {
  await Promise.all([removeFreeFiles(isSpared), forgetFreeFiles(isSpared)]).catch(() => {});
}
