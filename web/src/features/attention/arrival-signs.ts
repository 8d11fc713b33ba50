/** What the system shows of a page that is hidden: a notification, and a mark on the icon of an installed app. */
import type { CallPreferences } from '../../memory/preference.ts';
import { pageChrome } from '../../ui/page-chrome.ts';
import { playSound } from '../../ui/sounds.ts';
import { notificationTitle } from '../../words/call-news.ts';

/** Whether this person can be notified, as far as the browser says. iOS has notifications only for installed apps. */
export function notificationPermission(): NotificationPermission | 'unsupported' {
  return typeof Notification === 'undefined' ? 'unsupported' : Notification.permission;
}

let shown: Notification | undefined;
// Nobody needs to be told of what they see.
document.addEventListener('visibilitychange', () => shown?.close());

/** Shown instead of the one before, so that somebody who reloads does not fill the list. */
/** @param sentence in which somebody's name may stand as they chose it: below the site's own, as what it is */
export function notify(sentence: string): void {
  if (notificationPermission() !== 'granted') return;
  try {
    const notification = new Notification(notificationTitle(), {
      body: sentence,
      tag: 'parley-arrival',
      icon: '/mark/any-192.png',
    });
    notification.addEventListener('click', () => {
      window.focus();
      notification.close();
    });
    shown = notification;
  } catch {
    // Chrome on Android has them only for service workers.
  }
}

/** @param isWaiting somebody has come, and nobody has looked yet */
export function markApp(isWaiting: boolean): void {
  const marked = isWaiting ? navigator.setAppBadge?.() : navigator.clearAppBadge?.();
  // Refused for pages that are not installed, in some browsers.
  marked?.catch(() => {});
}

/** Somebody is at a door, or rings: heard, and seen of a page that is hidden. @param sinkId as for `playSound` */
export function tellArrival(
  title: string,
  preferences: Pick<CallPreferences, 'sounds' | 'notifications'>,
  sinkId = '',
): void {
  soundArrival(preferences, sinkId);
  pageChrome.tell(title);
  if (!document.hidden) return;
  markApp(true);
  if (preferences.notifications.value) notify(title);
}

export function soundArrival({ sounds }: Pick<CallPreferences, 'sounds'>, sinkId = ''): void {
  if (sounds.value) void playSound('came', sinkId).catch(() => {});
}

/** What was told is not true any more, whether or not somebody has looked. */
export function endArrival(): void {
  pageChrome.tell('');
  markApp(false);
  shown?.close();
}
