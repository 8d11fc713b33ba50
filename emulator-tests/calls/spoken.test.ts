/** Four words that a host reads out on the phone, and those who type them. */
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEverything } from './admin.ts';
import { launchChromium } from './chromium.ts';
import { Person, seeAndHearEachOther, withPerson } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const told = (person: Person): Locator => person.page.locator('parley-words-visit').getByRole('status');
const isTold = (person: Person, text: RegExp) => told(person).filter({ hasText: text }).waitFor();
const storedWords = async () =>
  (await readEverything()).filter(({ name }) => name.includes('/spokenWords/')).length;

it('leads whoever types them to a call without a door, past a slip and five who guess at once, by the host alone', () =>
  withPerson(browser, (host) =>
    withPerson(browser, async (ada) => {
      await host.startCall();
      await host.enter('Grace');
      const words = await host.readWordsOut();
      expect(words).toHaveLength(4);
      const stored = await storedWords();

      const [first = '', ...others] = words;
      const wrong = [...words.slice(0, 3), words[3] === 'abacus' ? 'zoom' : 'abacus'];
      // Their pages come one after another, what they try at once.
      const guessers: Person[] = [];
      for (let count = 0; count < 5; count++) {
        const guesser = await Person.create(browser);
        await guesser.writeWords(wrong.join(' '));
        guessers.push(guesser);
      }
      await Promise.all(guessers.map((guesser) => guesser.tryWords()));
      await Promise.all(guessers.map((guesser) => isTold(guesser, /lead nowhere/)));
      for (const guesser of guessers) {
        guesser.assertNoErrors();
        await guesser.context.close();
      }
      expect(await host.page.getByRole('button', { name: /^Let in/ }).count()).toBe(0);

      await ada.typeWords([`${first}${first.at(-1)}`, ...others].join('-').toUpperCase());
      await ada.page.getByRole('button', { name: `${first}?`, exact: true }).click();
      await isTold(ada, /^Found/);
      // Who types the right words after her finds nothing: they are for one.
      await withPerson(browser, async (late) => {
        await late.typeWords(words.join(' '));
        await isTold(late, /lead nowhere/);
      });
      await host.atDoor('Let in: somebody without a name').click();
      await ada.page.waitForURL(/\/call#/);
      await ada.enter('Ada');
      await seeAndHearEachOther(host, ada);
      await expect.poll(storedWords).toBe(stored - 1);
    }),
  ));

it('leads into a call without a door over somebody who only looks', () =>
  withPerson(browser, (host) =>
    withPerson(browser, (looker) =>
      withPerson(browser, async (ada) => {
        await host.startCall();
        await host.enter('Grace');
        const words = await host.readWordsOut();
        await looker.openLink(host.page.url());
        await host.isIn('connected');
        await ada.typeWords(words.join(' '));
        await isTold(ada, /^Found/);
        await host.atDoor('Let in: somebody without a name').click();
        await ada.page.waitForURL(/\/call#/);
        await ada.enter('Ada');
        await seeAndHearEachOther(host, ada);
      }),
    ),
  ));

it('leads through a call’s own door by the one yes of its host, and nowhere once the host has gone', () =>
  withPerson(browser, (host) =>
    withPerson(browser, async (ada) => {
      await host.startCall({ hasDoor: true });
      await host.enter('Grace');
      await ada.typeWords((await host.readWordsOut()).join(' '));
      await isTold(ada, /^Found/);
      await host.atDoor('One moment: somebody without a name').click();
      await isTold(ada, /takes a moment/);
      await host.atDoor('Let in: somebody without a name').click();
      await ada.page.waitForURL(/\/call#/);
      await ada.page.getByLabel('Your name').fill('Ada');
      await ada.page.getByRole('button', { name: 'Ask to come in' }).click();
      await seeAndHearEachOther(host, ada);

      await ada.leave();
      await host.page.getByText('Link of this call').click();
      const words = await host.readWordsOut();
      await host.leave();
      await ada.typeWords(words.join(' '));
      await isTold(ada, /lead nowhere/);
    }),
  ));
