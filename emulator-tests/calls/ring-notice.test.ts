/** Who rings while the page is hidden is answered by the buttons of a notification, which a service worker shows. */
import { foldPersonName, parsePersonName } from '@parley/protocol';
import type { Browser, Worker } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDocument } from './admin.ts';
import { launchWholeChromium } from './chromium.ts';
import { press, says } from './named.ts';
import { type Person, seeAndHearEachOther, withPerson } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchWholeChromium();
});
afterAll(() => browser.close());

/** What is shown at this moment, by what can be pressed in it. */
const shownBy = (worker: Worker) =>
  worker.evaluate(async () => {
    const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration };
    const shown = await registration.getNotifications();
    return shown.map((each) => ({
      body: each.body,
      actions: (each as unknown as { actions: { action: string; title: string }[] }).actions.map(
        ({ title }) => title,
      ),
    }));
  });

/** As the system does when somebody presses: only it can make such an event for which a worker lives on. */
const pressIn = (worker: Worker, action: string) =>
  worker.evaluate(async (pressed) => {
    const scope = globalThis as unknown as { registration: ServiceWorkerRegistration } & EventTarget & {
        NotificationEvent: new (type: string, init: object) => Event;
      };
    const [notification] = await scope.registration.getNotifications();
    const event = new scope.NotificationEvent('notificationclick', { notification, action: pressed });
    Object.defineProperty(event, 'waitUntil', { value: () => {} });
    scope.dispatchEvent(event);
  }, action);

const workersOf = ({ context }: Person) => context.serviceWorkers();

it(
  'is shown with buttons, of which one declines and one answers; whoever is not reachable has no worker',
  { timeout: 240_000 },
  () =>
    withPerson(browser, (grace) =>
      withPerson(
        browser,
        async (ada) => {
          const names = { grace: `grace-n-${Date.now()}`, ada: `ada-n-${Date.now()}` };
          await ada.context.addInitScript(() => localStorage.setItem('parley:notifications', 'yes'));
          await grace.takeName(names.grace);
          const registrations = () =>
            ada.page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
          await ada.page.goto('/');
          expect(await registrations()).toBe(0);
          await ada.takeName(names.ada);
          await expect.poll(() => workersOf(ada).length, { timeout: 60_000 }).toBe(1);
          const [worker] = workersOf(ada);
          if (worker === undefined) throw new Error('There is a worker');
          expect(worker.url()).toMatch(/\/ring-worker\.js$/);
          // Firebase's sign-in says such words to a worker that it finds, now and then.
          await ada.page.evaluate(async () => {
            const { active } = await navigator.serviceWorker.ready;
            active?.postMessage({ eventType: 'ping', eventId: '1', data: {} });
          });
          await ada.page.evaluate(() => Object.defineProperty(document, 'hidden', { get: () => true }));

          await grace.ring(names.ada);
          const isShown = () =>
            expect
              .poll(() => shownBy(worker), { timeout: 60_000 })
              .toEqual([{ body: `${names.grace} is ringing you`, actions: ['Answer', 'Decline'] }])
              .catch(async (error: Error) => {
                const pages = [grace, ada].map(async ({ page, errors }) => {
                  const seen = await page.locator('body').ariaSnapshot();
                  return [page.url(), seen, ...errors.map(String)].join('\n');
                });
                const { uid } = await readDocument(`names/${foldPersonName(parsePersonName(names.grace))}`);
                const ring = JSON.stringify(await readDocument(`rings/${uid}`).catch(String));
                const found = await registrations();
                const looks = await ada.page.evaluate(async () => ({
                  hidden: document.hidden,
                  wished: localStorage.getItem('parley:notifications'),
                  permission: Notification.permission,
                  active: (await navigator.serviceWorker.getRegistration('/'))?.active?.state,
                }));
                error.message += `\nTheir pages:\n${(await Promise.all(pages)).join('\n')}\nStored: ${ring}\n${found} workers, titled ${await ada.page.title()}, ${JSON.stringify(looks)}`;
                throw error;
              });
          await isShown();
          await pressIn(worker, 'decline');
          await says(grace, `${names.ada} declined.`);
          await expect.poll(() => shownBy(worker), { timeout: 60_000 }).toEqual([]);

          await press(grace, 'Ring again');
          await isShown();
          // What is no longer true is taken away.
          await press(grace, 'Stop ringing');
          await expect.poll(() => shownBy(worker), { timeout: 60_000 }).toEqual([]);
          await press(grace, 'Ring again');
          await isShown();
          await pressIn(worker, 'accept');
          await seeAndHearEachOther(grace, ada);

          // Nothing is kept by it, and no request goes through it.
          expect(await ada.page.evaluate(() => caches.keys())).toEqual([]);
          expect(await ada.page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
          await Promise.all([grace.leave(), ada.leave()]);
          await ada.openPeople();
          expect(await registrations()).toBe(1);
          await ada.page.getByLabel('this device rings for').selectOption('nobody');
          await expect.poll(registrations, { timeout: 60_000 }).toBe(0);
        },
        { permissions: ['camera', 'microphone', 'notifications'] },
      ),
    ),
);
