import { expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { CallPreferences } from '../../memory/preference.ts';
import { emptyMemory } from '../../memory/scenes.ts';
import { findViolations, SCHEMES } from '../../testing/accessibility.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import './notification-switch.ts';
import { NOTICES } from './scenes.ts';
import './stage-notices.ts';

test('Whoever speaks while muted is told, and is one press from being heard', async () => {
  const events = recordEvents('unmute-requested');
  const element = await mount('parley-stage-notices', {});
  expect(page.getByText('You are muted').elements()).toEqual([]);
  element.isSpeakingWhileMuted = true;
  await expect.element(page.getByRole('status').filter({ hasText: 'You are muted' })).toBeVisible();
  await page.getByRole('button', { name: 'Unmute' }).click();
  expect(events).toHaveLength(1);
});

test('What is not sent of one’s picture, and why, is said for as long as it is so', async () => {
  const element = await mount('parley-stage-notices', { givenUp: 'sharpness', name: 'Ada' });
  expect(page.getByText('picture').elements()).toEqual([]);
  element.givenUp = 'the-picture';
  element.isPictureUnwanted = true;
  await expect.element(page.getByText('Your picture is paused, to keep your voice clear.')).toBeVisible();
  await expect.element(page.getByText('Ada asked for sound only: your picture is not sent')).toBeVisible();
});

test.each(SCHEMES)('The notices are accessible in the %s scheme', async (scheme) => {
  const element = await mount('parley-stage-notices', NOTICES['notices on the stage']);
  const [main, heading] = [document.createElement('main'), document.createElement('h1')];
  heading.textContent = 'Call';
  element.replaceWith(main);
  main.append(heading, element);
  onTestFinished(() => main.remove());
  expect(await findViolations(scheme)).toEqual([]);
});

/** @param answer what the person says when the browser asks */
function browserWith(permission: NotificationPermission, answer: NotificationPermission) {
  const requestPermission = vi.fn(async () => {
    Object.assign(Notification, { permission: answer });
    return answer;
  });
  vi.stubGlobal('Notification', { permission, requestPermission });
  onTestFinished(() => void vi.unstubAllGlobals());
  return requestPermission;
}

test('Notifications are asked for by a press and never by themselves, and can be had no more', async () => {
  const asked = browserWith('default', 'granted');
  const preferences = new CallPreferences(emptyMemory());
  await mount('parley-notification-switch', { preferences });
  expect(asked).not.toHaveBeenCalled();
  const wish = page.getByRole('button', { name: 'Notify me when they come', pressed: false });
  await wish.click();
  const had = page.getByRole('button', { name: 'You will be notified', pressed: true });
  await expect.element(had).toBeVisible();
  expect(preferences.notifications.value).toBe(true);
  await had.click();
  await expect.element(wish).toBeVisible();
  expect([preferences.notifications.value, asked.mock.calls.length]).toEqual([false, 1]);
});

test('A refusal is said, with where it is undone', async () => {
  browserWith('default', 'denied');
  const preferences = new CallPreferences(emptyMemory());
  await mount('parley-notification-switch', { preferences });
  await page.getByRole('button', { name: 'Notify me when they come' }).click();
  await expect.element(page.getByText(/Its settings for this site can\.$/)).toBeVisible();
  expect(preferences.notifications.value).toBe(false);
});

test('A browser without notifications is offered none', async () => {
  vi.stubGlobal('Notification', undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  await mount('parley-notification-switch', { preferences: new CallPreferences(emptyMemory()) });
  expect(page.getByRole('button').elements()).toEqual([]);
});
