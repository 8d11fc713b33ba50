/** Names that go from one to another, that are as long as they may be, and whose owner is not to be rung by everybody. */
import { foldPersonName, parsePersonName } from '@parley/protocol';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { changeDocument, readDocument } from './admin.ts';
import { launchChromium } from './chromium.ts';
import { lookAlike, press, says, withNamed } from './named.ts';
import { type Person, seeAndHearEachOther, withPerson } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const nameDoc = (name: string) => `names/${foldPersonName(parsePersonName(name))}`;
const longAgo = new Date(Date.now() - 86_400_000).toISOString();
/** As if all the time had gone by for which it is kept. */
const letLapse = (name: string) => changeDocument(nameDoc(name), { expiresAt: { timestampValue: longAgo } });
const uidOf = async (name: string) => String((await readDocument(nameDoc(name))).uid);
const pressOnPage = ({ page }: Person, name: string) =>
  page.getByRole('button', { name, exact: true }).click();

/** Without a name yet, and with the field for one. */
async function openUnnamed({ page }: Person): Promise<void> {
  await page.goto('/');
  await page.getByText(/^Options/).click();
  await page.getByText(/^People/).click();
}

it.each([
  ['that was given up, once nobody else is kept from it any more', true],
  ['whose owner has not come for its whole lease', false],
])(
  'a name %s is another’s, and whoever knew its owner is told at each ring',
  { timeout: 180_000 },
  (_, isGivenUp) =>
    withNamed(browser, async (grace, ada, names) => {
      await grace.ring(names.ada);
      await press(ada, 'Answer');
      await seeAndHearEachOther(grace, ada);
      await Promise.all([grace.leave(), ada.leave()]);
      await Promise.all([grace.openPeople(), ada.openPeople()]);
      if (isGivenUp) {
        await pressOnPage(ada, 'Give the name up');
        await ada.page.getByLabel('Your name').waitFor();
      } else await ada.page.goto('about:blank');
      const adasUid = await uidOf(names.ada);
      await withPerson(browser, async (zoe) => {
        await openUnnamed(zoe);
        const take = async (name = names.ada) => {
          await zoe.page.getByLabel('Your name').fill(name);
          await pressOnPage(zoe, 'Take this name');
        };
        await take(lookAlike(names.ada));
        await zoe.page.getByText('This name is not free').waitFor();
        await letLapse(names.ada);
        await take();
        await zoe.page.getByText(`You are ${names.ada}.`).waitFor();
        await zoe.page.getByLabel('this device rings for').selectOption('everybody');

        await grace.ring(names.ada);
        await says(grace, `${names.ada} may not be whom you know`);
        await press(grace, 'Do not ring');
        await zoe.ring(names.grace);
        await says(grace, `${names.ada} is ringing you`);
        await says(grace, `${names.ada} may not be whom you know`);
        await says(grace, 'You have not talked with them in this browser.');
        await press(grace, 'Decline');
        await says(zoe, `${names.grace} declined.`);

        // Whoever had it has none, and may have another.
        await changeDocument(`holders/${adasUid}`, { claimedAt: { timestampValue: longAgo } });
        await ada.page.goto('/');
        const field = ada.page.getByLabel('Your name');
        if (isGivenUp) await ada.page.getByText(/^Options/).click();
        await ada.page.getByText(/^People/).click();
        await field.fill(names.ada);
        await pressOnPage(ada, 'Take this name');
        await ada.page.getByText('This name is not free').waitFor();
        await field.fill(`${names.ada}-2`);
        await pressOnPage(ada, 'Take this name');
        await ada.page.getByText(`You are ${names.ada}-2.`).waitFor();
      });
    }),
);

it('a name that is given up in one tab is not said to be there in another', () =>
  withPerson(browser, async (ada) => {
    const name = `ada-t-${Date.now()}`;
    await ada.takeName(name);
    const tab = await ada.openTab();
    await tab.openPeople();
    await tab.page.getByText(`You are ${name}.`).waitFor();
    await tab.page.getByLabel('this device rings for').selectOption('nobody');
    await pressOnPage(ada, 'Give the name up');
    await tab.page.getByText(`You have given up ${name} on another page or device`).waitFor();
    expect(await tab.page.getByText('You are').count()).toBe(0);
  }));

it('whoever is blocked learns no more than that nobody can be reached, until they may ring again', () =>
  withNamed(browser, async (grace, ada, names) => {
    await grace.ring(names.ada);
    await says(ada, `${names.grace} is ringing you`);
    await press(grace, 'Stop ringing');
    await pressOnPage(ada, `Block ${names.grace}`);
    const noted = () => ada.page.evaluate(() => localStorage.getItem('parley:people:1'));
    await ada.page.getByText('Blocked: they hear no ring').waitFor();
    const before = await noted();
    const ring = async () => {
      await grace.ring(names.ada);
      await says(grace, `Looking for ${names.ada}…`);
      await says(grace, `${names.ada} cannot be reached by name at the moment.`);
    };
    await ring();
    const blocked = await readDocument(`rings/${await uidOf(names.grace)}`);
    expect(await ada.ringSheet.getByText('is ringing you').count()).toBe(0);
    expect(await noted()).toBe(before);
    // What is stored is what is stored of somebody whose pages are all closed.
    await ada.page.goto('about:blank');
    await press(grace, 'Close');
    await ring();
    const away = await readDocument(`rings/${await uidOf(names.grace)}`);
    expect(blocked.reply).toBe(away.reply);
    expect(Object.keys(blocked)).toEqual(Object.keys(away));

    await ada.openPeople();
    await pressOnPage(ada, `Let ${names.grace} ring again`);
    await press(grace, 'Ring again');
    await says(ada, `${names.grace} is ringing you`);
    // Blocked while it rings: silence, and for the caller nobody answers.
    await pressOnPage(ada, `Block ${names.grace}`);
    await ada.ringSheet.getByText('is ringing you').waitFor({ state: 'detached' });
    await says(grace, `It rings at ${names.ada}…`);
    await press(grace, 'Stop ringing');
  }));

it('names as short and as long as they may be ring each other, and what is beyond is told before anybody is asked', () =>
  withPerson(browser, (short) =>
    withPerson(browser, async (long) => {
      // Letters that are folded into two each make its ID the longest that there is.
      const unique = Date.now().toString(36).replaceAll(/[mw]/g, 'x');
      const names = { short: unique.slice(-3), long: `${'mW'.repeat(11)}${unique}` };
      await openUnnamed(long);
      for (const [text, sentence] of [
        ['ab', 'A name has at least 3 letters or digits.'],
        [`${names.long}x`, 'A name has at most 30 letters and digits.'],
      ] as const) {
        await long.page.getByLabel('Your name').fill(text);
        await pressOnPage(long, 'Take this name');
        await long.page.getByText(sentence).waitFor();
      }
      await Promise.all([short.takeName(names.short), long.takeName(names.long)]);
      await long.ring(names.short);
      await says(short, `${names.long} is ringing you`);
      await press(short, 'Decline');
      await says(long, `${names.short} declined.`);
      await short.ring(names.long.toLowerCase());
      await says(long, `${names.short} is ringing you`);
      await press(long, 'Answer');
      await seeAndHearEachOther(short, long);
    }),
  ));
