/** Has it noticed that somebody is at the door: a sound, the tab's title, a notification, and a sentence for whoever listens. */
import type { CallHandle, Visitor } from '@parley/call';
import type { CallPreferences } from '../../memory/preference.ts';
import { Throttle } from '../../ui/throttle.ts';
import { ringTitle } from '../../words/door.ts';
import { correctArrival, tellArrival } from './arrival-signs.ts';

/** Nobody is rung at more often, however many come and go. */
const RINGS_MS = 5_000;

/**
 * Follows the door of a call until `signal` aborts.
 * @param say what is to be said now
 */
export function followRings(
  call: Pick<CallHandle, 'door' | 'devices'>,
  preferences: () => Pick<CallPreferences, 'sounds' | 'notifications'>,
  say: (sentence: string) => void,
  signal: AbortSignal,
): void {
  let told = new Set<string>();
  let title = '';
  const throttle = new Throttle<readonly Visitor[]>(RINGS_MS, (visitors) => {
    const news = visitors.filter((visitor) => !told.has(ringOf(visitor)));
    const haveGone = visitors.length < told.size;
    told = new Set(visitors.map(ringOf));
    const before = title;
    title = visitors.length === 0 ? '' : ringTitle(visitors.map(({ name }) => name));
    if (news.length > 0) {
      say(`${ringTitle(news.map(({ name }) => name))}.`);
      tellArrival(title, preferences(), call.devices.speaker.value);
    } else if (haveGone) correctArrival(before, title, preferences());
  });
  call.door.visitors.subscribe((visitors) => throttle.push(visitors ?? []), signal);
  signal.addEventListener('abort', () => throttle.clear(), { once: true });
}

/** The same as long as somebody has not rung anew. */
export function ringOf({ uid, since }: Visitor): string {
  return `${uid} ${since}`;
}
