/** A screen beside the camera, and the pictures of a call as people arrange them. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchSharingChromium } from './chromium.ts';
import { pressOnHeadset, rememberHeadset } from './headset.ts';
import { haveCall, ORIGIN, type Person, seeAndHearEachOther, withPerson } from './person.ts';
import { watchLoading } from './picture-probe.ts';
import {
  askForScreenWith,
  hasTone,
  readFrameCount,
  readQuadrants,
  readTone,
  SHARED_PAGE,
  SHARED_TITLE,
  TONE_HZ,
  useHummingMicrophone,
  watchSignaling,
} from './screen-probe.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchSharingChromium(SHARED_TITLE);
});
afterAll(() => browser.close());

const QUADRANTS = ['red', 'green', 'blue', 'white'];

const button = ({ page }: Person, name: string) => page.getByRole('button', { name, exact: true });
const video = ({ page }: Person, id: 'remote' | 'screen' | 'local') => page.getByTestId(`${id}-video`);

/** Another tab, which is what will be shared. */
async function openShared({ context }: Person): Promise<Page> {
  const shared = await context.newPage();
  await shared.route('**', (route) => route.fulfill({ contentType: 'text/html', body: SHARED_PAGE }));
  await shared.goto('https://shared.example');
  return shared;
}

async function seesAndHearsScreen(person: Person): Promise<void> {
  await expect.poll(() => video(person, 'screen').evaluate(readQuadrants)).toEqual(QUADRANTS);
  await expect
    .poll(async () => Math.abs((await video(person, 'screen').evaluate(readTone)) - TONE_HZ))
    .toBeLessThan(15);
}

async function seesMoreOf(person: Person, id: 'remote' | 'screen'): Promise<void> {
  const before = await video(person, id).evaluate(readFrameCount);
  await expect.poll(() => video(person, id).evaluate(readFrameCount)).toBeGreaterThan(before + 3);
}

it('a screen and its sound are seen and heard beside the camera, from both at once, over a reload, until it is closed', () =>
  withPerson(browser, (person) =>
    withPerson(browser, async (other) => {
      await haveCall(person, other);
      for (const each of [person, other]) {
        await each.page.evaluate(watchSignaling);
        for (const id of ['remote', 'local', 'screen'] as const) await video(each, id).evaluate(watchLoading);
      }

      const shared = await openShared(person);
      await button(person, 'Share screen').click();
      await person.page.getByText('You are sharing your screen and its sound').waitFor();
      await other.page.getByText('Grace is sharing their screen').waitFor({ state: 'attached' });
      await seesAndHearsScreen(other);
      await seesMoreOf(other, 'remote');
      // The one who shares sees no screen, and hears none of theirs.
      expect(await video(person, 'screen').isVisible()).toBe(false);

      await button(other, 'Share screen').click();
      await seesAndHearsScreen(person);
      for (const id of ['remote', 'screen'] as const) await seesMoreOf(other, id);

      // What is small becomes large, and the other way round, without a blink.
      await button(other, 'Make Grace’s picture large').click();
      await button(other, 'Make Grace’s screen large').click();
      await button(other, 'Stop sharing').first().click();
      await expect.poll(() => video(person, 'screen').isVisible()).toBe(false);
      for (const each of [person, other]) {
        expect(await each.page.evaluate(() => window.mediaEvents ?? [])).toEqual([]);
        expect(await each.page.evaluate(() => window.signalingStates)).toEqual([]);
      }

      await other.page.reload();
      await seeAndHearEachOther(person, other);
      await seesAndHearsScreen(other);

      // As the browser's own bar does.
      await shared.close();
      await button(person, 'Share screen').waitFor();
      await expect.poll(() => video(other, 'screen').isVisible()).toBe(false);
      await seesMoreOf(other, 'remote');
    }),
  ));

const HUM_HZ = 440;

it('nobody hears themselves in the sound of a screen: the tab of the call, which alone has it, is not to be chosen', () =>
  withPerson(browser, (person) =>
    withPerson(browser, async (other) => {
      await other.context.addInitScript(useHummingMicrophone, HUM_HZ);
      await person.startCall();
      await person.enter('Grace');
      await other.openLink(person.page.url());
      // So the tab of who talks with them has the title that is chosen by, too.
      await other.enter(SHARED_TITLE);
      await seeAndHearEachOther(person, other);
      await expect.poll(() => person.page.title()).toContain(SHARED_TITLE);
      const hearsTheirs = async () => {
        const tone = await video(person, 'remote').evaluate(readTone);
        return Math.abs(tone - HUM_HZ) < 15;
      };
      await expect.poll(hearsTheirs).toBe(true);
      const comesBack = async () => {
        await video(other, 'screen').evaluate(readTone);
        return video(other, 'screen').evaluate(hasTone, HUM_HZ);
      };

      const shared = await openShared(person);
      await button(person, 'Share screen').click();
      await seesAndHearsScreen(other);
      expect(await comesBack()).toBe(false);
      await shared.close();
      await button(person, 'Share screen').waitFor();

      // Were it offered, it would be chosen, and they would.
      await person.page.evaluate(askForScreenWith, { selfBrowserSurface: 'include' });
      await button(person, 'Share screen').click();
      await expect.poll(comesBack).toBe(true);
    }),
  ));

/** Chromium opens the small window by itself only for a site that is encrypted, as this one is then; the emulators stay where they are. */
const ENCRYPTED = 'https://localhost';

async function encryptSite({ context }: Person): Promise<void> {
  // From there browsers ask before a page reaches this machine.
  const permissions = ['camera', 'microphone', 'local-network-access'];
  await context.grantPermissions(permissions, { origin: ENCRYPTED });
  await context.route(`${ENCRYPTED}/**`, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: `${ORIGIN}${pathname}${search}` }) });
  });
}

it('the other plays in a window of its own, by a press and whenever one looks elsewhere; a headset mutes, and hangs up', () =>
  withPerson(browser, (other) =>
    withPerson(browser, async (person) => {
      await encryptSite(person);
      await person.context.addInitScript(rememberHeadset);
      await other.startCall();
      await other.enter('Ada');
      await person.openLink(other.page.url().replace(ORIGIN, ENCRYPTED));
      await person.enter('Grace');
      await seeAndHearEachOther(person, other);
      await video(person, 'remote').evaluate(watchLoading);
      const playsIn = async (small: Page) => {
        const theirs = small.getByLabel('Ada’s picture');
        await expect.poll(() => theirs.evaluate(readFrameCount)).toBeGreaterThan(5);
      };

      const opened = person.context.waitForEvent('page');
      await button(person, 'Pop out').click();
      const small = await opened;
      await playsIn(small);
      await small.getByRole('button', { name: 'Turn off microphone' }).click();
      await other.page.getByText('Microphone off:').waitFor({ state: 'attached' });
      await small.getByRole('button', { name: 'Turn on microphone' }).waitFor();
      await seesMoreOf(person, 'remote');
      await button(person, 'Bring back').click();
      await expect.poll(() => small.isClosed()).toBe(true);

      const elsewhere = await person.context.newPage();
      const others = () =>
        person.context.pages().filter((page) => page !== person.page && page !== elsewhere);
      await expect.poll(() => others().length).toBe(1);
      const [byItself] = others();
      if (byItself !== undefined) await playsIn(byItself);
      await person.page.bringToFront();
      await expect.poll(others).toEqual([]);
      await button(person, 'Pop out').waitFor();

      // As in browsers that have such a window for a video only, which people close there, too.
      await person.page.evaluate(() => {
        Object.defineProperty(window, 'documentPictureInPicture', { value: undefined });
      });
      const isShownAlone = () => person.page.evaluate(() => document.pictureInPictureElement !== null);
      for (const close of [
        () => button(person, 'Bring back').click(),
        () => person.page.evaluate(() => document.exitPictureInPicture()),
      ]) {
        await button(person, 'Pop out').click();
        await button(person, 'Bring back').waitFor();
        expect(await isShownAlone()).toBe(true);
        await seesMoreOf(person, 'remote');
        await close();
        await button(person, 'Pop out').waitFor();
        expect(await isShownAlone()).toBe(false);
      }
      expect(await person.page.evaluate(() => window.mediaEvents ?? [])).toEqual([]);

      await button(person, 'More').click();
      await person.page.getByRole('menuitem', { name: 'Full screen' }).click();
      await expect.poll(() => person.page.evaluate(() => document.fullscreenElement !== null)).toBe(true);

      await person.page.evaluate(pressOnHeadset, 'togglemicrophone');
      await other.page.getByText('Microphone off:').waitFor({ state: 'detached' });
      await person.page.evaluate(pressOnHeadset, 'togglecamera');
      await other.page.getByText('Grace’s camera is off').waitFor();
      await person.page.evaluate(pressOnHeadset, 'hangup');
      await person.isIn('ended', { reason: 'left' });
      await expect.poll(() => person.page.evaluate(() => document.fullscreenElement)).toBe(null);
    }),
  ));
