/** What a page says and offers from one moment to the next, as whoever looks at it all the time would see it. */
import { createCallId, formatJoinUrl } from '@parley/protocol';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { ORIGIN, type Person, seeAndHearEachOther, withPerson } from './person.ts';

declare global {
  interface Window {
    /** Each state, and what can be pressed to go in or names a device, as soon as it is to be seen. */
    parleyTestSaid: string[];
  }
}

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

function noteWhatIsSaid(): void {
  window.parleyTestSaid = [];
  const isSeen = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const isLooked = (element: Element) => element.matches('h1, [type=submit], .chip, [role=status]');
  const look = (root: ParentNode): string[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      ...(isLooked(element) && isSeen(element) ? [element.textContent.replace(/\s+/g, ' ').trim()] : []),
      ...(element.shadowRoot === null ? [] : look(element.shadowRoot)),
    ]);
  const frame = () => {
    for (const text of look(document))
      if (!window.parleyTestSaid.includes(text)) window.parleyTestSaid.push(text);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** Since the page was loaded, or since `forget`. */
const saidTo = (person: Person) => person.page.evaluate(() => window.parleyTestSaid);
const forget = (person: Person) =>
  person.page.evaluate(() => {
    window.parleyTestSaid = [];
  });

describe('a link', () => {
  it('that leads nowhere says so, and shows no lobby before', () =>
    withPerson(browser, (host) =>
      withPerson(browser, async (guest) => {
        await host.startCall();
        await host.enter();
        await host.isIn('waiting');
        const ended = host.page.url();
        await host.endForBoth();
        await guest.context.addInitScript(noteWhatIsSaid);
        // However slow the machine is.
        await guest.context.addInitScript(() => {
          const wait = () => document.documentElement.style.setProperty('--duration-unread', '600s');
          addEventListener('DOMContentLoaded', wait);
        });
        for (const url of [ended, formatJoinUrl(ORIGIN, createCallId())]) {
          await guest.openLink('/');
          await guest.openLink(url);
          await guest.page.getByRole('button', { name: 'Start a new call' }).waitFor();
          const said = await saidTo(guest);
          expect(said.filter((text) => /^(Join|Just watch)/.test(text))).toEqual([]);
        }
      }),
    ));
});

describe('in a call', () => {
  it('the other is named as soon as they are there, is on their way back when they reload, and has left when they leave', () =>
    withPerson(browser, (host) =>
      withPerson(browser, async (guest) => {
        await host.context.addInitScript(noteWhatIsSaid);
        await host.startCall();
        await host.enter('Grace');
        await host.isIn('waiting');
        await guest.openLink(host.page.url());
        await guest.enter('Ada');
        await seeAndHearEachOther(host, guest);
        await expect.poll(() => saidTo(host)).toContain('Connected with Ada');
        expect(await saidTo(host)).not.toContain('Connected');

        await forget(host);
        await guest.page.reload();
        await expect.poll(() => saidTo(host)).toContain('Ada may be back in a moment');
        await seeAndHearEachOther(host, guest);
        await expect.poll(() => saidTo(host)).toContain('Connected with Ada');
        // A machine that is too busy for a reload in eight seconds says so meanwhile, and not before.
        const said = await saidTo(host);
        const left = said.indexOf('Ada has left the call');
        if (left >= 0) expect(left).toBeGreaterThan(said.indexOf('Ada may be back in a moment'));

        await forget(host);
        await guest.leave();
        await host.isIn('waiting', { because: 'peer-left' });
        await expect.poll(() => saidTo(host)).toContain('Ada has left the call');
        expect(await saidTo(host)).not.toContain('Ada may be back in a moment');
      }),
    ));
});

describe('in the lobby', () => {
  it('a microphone of the last time is named from the first, also once its ID has changed', () =>
    withPerson(browser, async (person) => {
      const { page, context } = person;
      await person.startCall();
      const chip = page.getByRole('button', { name: /^Microphone: / });
      await chip.click();
      await page.getByRole('menuitemradio', { name: 'Fake Audio Input 2' }).click();
      await page.getByRole('button', { name: 'Microphone: Fake Audio Input 2' }).waitFor();
      await context.addInitScript(noteWhatIsSaid);
      const named = async () => (await saidTo(person)).filter((text) => text.includes('Audio Input'));
      const isUsed = () => expect.poll(named).toEqual(['Fake Audio Input 2']);
      await page.reload();
      await isUsed();
      await page.evaluate(() => {
        const key = 'parley:chosen-devices';
        const chosen = JSON.parse(localStorage.getItem(key) ?? '{}');
        localStorage.setItem(
          key,
          JSON.stringify({ ...chosen, microphone: { ...chosen.microphone, id: 'of last week' } }),
        );
      });
      await page.reload();
      await isUsed();
      // Found by its name, it is had.
      await expect
        .poll(() => page.evaluate(() => localStorage.getItem('parley:chosen-devices')))
        .not.toContain('of last week');
      await isUsed();
    }));
});
