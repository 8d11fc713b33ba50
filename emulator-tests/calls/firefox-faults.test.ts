/** Chromium with Firefox, each as host and as guest, when something goes wrong that needs no second network. */
import type { Browser as Chromium } from 'playwright-core';
import type { Browser as Firefox } from 'puppeteer-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { FirefoxPerson, hasFirefox, launchFirefox } from './firefox-person.ts';
import { Person, seeAndHearEachOther } from './person.ts';

/** As docs/faults.md counts: what is not back by then is not back. Firefox may need a new connection, which comes after 15 s. */
const COMES_BACK_WITHIN_MS = 60_000;

describe.skipIf(!hasFirefox)('Chromium and Firefox see and hear each other again', () => {
  let chromium: Chromium;
  let firefox: Firefox;
  beforeAll(async () => {
    [chromium, firefox] = await Promise.all([launchChromium(), launchFirefox()]);
  });
  afterAll(() => Promise.all([chromium.close(), firefox.close()]));

  it.each([
    ['Chromium', true],
    ['Firefox', false],
  ])(
    'when %s calls: reloads, leaves and returns, and what the database is no part of',
    async (_, isChromiumHost) => {
      const [inChromium, inFirefox] = await Promise.all([
        Person.create(chromium),
        FirefoxPerson.create(firefox),
      ]);
      const people = [inChromium, inFirefox] as const;
      const [host, guest] = isChromiumHost ? people : ([inFirefox, inChromium] as const);
      const areBack = () => seeAndHearEachOther(...people, COMES_BACK_WITHIN_MS);
      try {
        await host.startCall();
        await host.enter();
        const url = host.page.url();
        await guest.openLink(url);
        await guest.enter();
        await areBack();

        await Promise.all(people.map(({ page }) => page.reload()));
        await areBack();

        for (const person of people) {
          await person.leave();
          await person.openLink('about:blank');
          await person.openLink(url);
          await person.enter();
          await areBack();
        }

        // Neither reaches the database, nor anything else that speaks HTTP.
        await Promise.all([inChromium.context.setOffline(true), inFirefox.page.setOfflineMode(true)]);
        await areBack();
        await Promise.all([inChromium.context.setOffline(false), inFirefox.page.setOfflineMode(false)]);
        await areBack();
        // And it is heard of again: who reloads now finds the other by it.
        await guest.page.reload();
        await areBack();
        inChromium.assertNoErrors();
      } finally {
        await Promise.all([inChromium.context.close(), inFirefox.page.browserContext().close()]);
      }
    },
    240_000,
  );
});
