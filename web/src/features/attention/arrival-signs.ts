/** What the system shows of a page that is hidden: a notification, and a mark on the icon of an installed app. */
import type { CallPreferences } from '../../memory/preference.ts';
import { pageChrome } from '../../ui/page-chrome.ts';
import { playSound, SOUNDS } from '../../ui/sounds.ts';
import { notificationTitle } from '../../words/call-news.ts';
import { peopleWords } from '../../words/people.ts';
import { closeRing, showRing } from './ring-notice.ts';

/** Whether this person can be notified, as far as the browser says. iOS has notifications only for installed apps. */
export function notificationPermission(): NotificationPermission | 'unsupported' {
  return typeof Notification === 'undefined' ? 'unsupported' : Notification.permission;
}

const TAG = 'parley-arrival';

let shown: Notification | undefined;
/** The last ring that was shown by the worker. */
let shownRing: string | undefined;
// Nobody needs to be told of what they see.
document.addEventListener('visibilitychange', () => closeShown());

function closeShown(): void {
  shown?.close();
  if (shownRing !== undefined) closeRing(TAG, shownRing);
}

/** Shown instead of the one before, so that somebody who reloads does not fill the list. */
/** @param sentence in which somebody's name may stand as they chose it: below the site's own, as what it is */
export function notify(sentence: string): void {
  if (notificationPermission() !== 'granted') return;
  try {
    const notification = new Notification(notificationTitle(), looksOf(sentence));
    notification.addEventListener('click', () => {
      window.focus();
      notification.close();
    });
    shown = notification;
  } catch {
    // Chrome on Android has them only for service workers.
  }
}

/** With buttons, where there is a worker for them. @param ring of this one ring */
function notifyOfRing(sentence: string, ring: string): void {
  if (notificationPermission() !== 'granted') return;
  const { answer, decline } = peopleWords();
  const actions = [
    { action: 'accept', title: answer },
    { action: 'decline', title: decline },
  ] as const;
  const options = { ...looksOf(sentence), actions };
  if (showRing({ title: notificationTitle(), options, ring })) shownRing = ring;
  else notify(sentence);
}

function looksOf(body: string): NotificationOptions {
  return { body, tag: TAG, icon: '/mark/any-192.png' };
}

/** @param isWaiting somebody has come, and nobody has looked yet */
export function markApp(isWaiting: boolean): void {
  const marked = isWaiting ? navigator.setAppBadge?.() : navigator.clearAppBadge?.();
  // Refused for pages that are not installed, in some browsers.
  marked?.catch(() => {});
}

/**
 * Somebody is at a door, or rings: heard, and seen of a page that is hidden.
 * @param sinkId as for `playSound`
 * @param ring which can be answered where it is shown; undefined: it cannot
 */
export function tellArrival(
  title: string,
  preferences: Pick<CallPreferences, 'sounds' | 'notifications'>,
  sinkId = '',
  ring?: string,
): void {
  soundArrival(preferences, sinkId);
  showArrival(title, preferences, ring);
}

function showArrival(
  title: string,
  { notifications }: Pick<CallPreferences, 'notifications'>,
  ring?: string,
): void {
  pageChrome.tell(title);
  if (!document.hidden) return;
  markApp(true);
  if (!notifications.value) return;
  if (ring === undefined) notify(title);
  else notifyOfRing(title, ring);
}

/**
 * Some of whom `told` was about have gone, which is no news to be heard. What was told after it stays.
 * @param title of those who are left; empty: nobody is
 */
export function correctArrival(
  told: string,
  title: string,
  preferences: Pick<CallPreferences, 'notifications'>,
): void {
  if (pageChrome.news !== told) return;
  if (title === '') endArrival();
  else showArrival(title, preferences);
}

export function soundArrival({ sounds }: Pick<CallPreferences, 'sounds'>, sinkId = ''): void {
  if (sounds.value) void playSound(SOUNDS.came, sinkId).catch(() => {});
}

/** What was told is not true any more, whether or not somebody has looked. */
export function endArrival(): void {
  pageChrome.tell('');
  markApp(false);
  closeShown();
}
