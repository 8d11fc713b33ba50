/** What pages have left behind that are gone: half a file, or where one is found. */
import { type CallId, SEAT_KEPT_MS } from '@parley/protocol';
import { deviceMemory } from '../memory/device-memory.ts';
import { lastTabMark } from '../memory/tab-mark.ts';
import { removeFreeFiles } from './disk-file-store.ts';
import { forgetFreeFiles } from './kept-sent-files.ts';

/**
 * Removes it. Of what another tab has written in the last minute it waits so long: that may be loading its page anew. Never rejects.
 * @param call the one that this page comes back to, whose files are still wanted; undefined: to none
 */
export async function removeLeftFiles(call?: CallId, now: () => number = Date.now): Promise<void> {
  const own = lastTabMark(deviceMemory('sessionStorage'));
  let isSecondWanted = false;
  const isSpared = (tab: string, at: number) => {
    if (tab === own?.mark) return own.call === call;
    const isYoung = now() - at < SEAT_KEPT_MS;
    isSecondWanted ||= isYoung;
    return isYoung;
  };
  await Promise.all([removeFreeFiles(isSpared), forgetFreeFiles(isSpared)]).catch(() => {});
  if (isSecondWanted) setTimeout(() => void removeLeftFiles(call, now), SEAT_KEPT_MS);
}
