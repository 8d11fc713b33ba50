/** Words that two people compare: the same on both pages, in a call by link, and others after a reload. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { PATIENCE_MS, type Person, seeAndHearEachOther, withPerson } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const wordsOf = (person: Person) =>
  person.page.getByRole('list', { name: 'Your safety words' }).getByRole('listitem').allTextContents();

async function compare(person: Person): Promise<void> {
  await person.page.getByRole('button', { name: /^Connection:/ }).click();
  await person.page.getByRole('button', { name: 'Compare safety words' }).click();
}

async function sameWords(one: Person, other: Person): Promise<string[]> {
  await expect.poll(() => wordsOf(one), { timeout: PATIENCE_MS }).toHaveLength(4);
  await expect.poll(async () => wordsOf(other), { timeout: PATIENCE_MS }).toEqual(await wordsOf(one));
  return wordsOf(one);
}

it(
  'two people have the same words, and others after a reload, which is said to whoever stayed',
  { timeout: 120_000 },
  () =>
    withPerson(browser, (host) =>
      withPerson(browser, async (guest) => {
        await host.startCall();
        const url = host.page.url();
        await host.enter('Grace');
        await guest.openLink(url);
        await guest.enter('Ada');
        await seeAndHearEachOther(host, guest);
        await Promise.all([compare(host), compare(guest)]);
        const before = await sameWords(host, guest);
        await guest.page.reload();
        await seeAndHearEachOther(host, guest);
        const notice = (person: Person) => person.page.getByText('You are connected anew', { exact: true });
        await notice(host).waitFor();
        // The panel has gone with whoever left.
        await Promise.all([compare(host), compare(guest)]);
        const after = await sameWords(host, guest);
        expect(after).not.toEqual(before);
        const another = /^You are connected anew since/;
        await host.page.getByText(another).waitFor();
        expect(await guest.page.getByText(another).count()).toBe(0);
        expect(await notice(guest).count()).toBe(0);
      }),
    ),
);
