/** A name that is kept by an e-mail, comes back on another device, and rings on both. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { type Person, seeAndHearEachOther, withPerson } from './person.ts';
import { linkSentTo } from './sign-in-mail.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const address = `ada-${Date.now()}@example.org`;
const press = (person: Person, name: string) =>
  person.page.getByRole('button', { name, exact: true }).click();

async function askForLink(person: Person, button: string): Promise<void> {
  await person.page.getByLabel('Your e-mail address').fill(address);
  await press(person, button);
  await person.page.getByText(`A link is on its way to ${address}.`).waitFor();
  await person.page.goto(await linkSentTo(address));
  // What opens an account does not stay in the address.
  await person.page.waitForURL((url) => url.pathname === '/' && url.search === '');
}

it(
  'a name is kept by a link, comes back on another device, and rings on both, of which one answers',
  { timeout: 180_000 },
  () =>
    withPerson(browser, (grace) =>
      withPerson(browser, (desk) =>
        withPerson(browser, async (phone) => {
          const names = { grace: `grace-k-${Date.now()}`, ada: `ada-k-${Date.now()}` };
          await Promise.all([grace.takeName(names.grace), desk.takeName(names.ada)]);
          await askForLink(desk, 'Keep my name by e-mail');
          await press(desk, 'Keep my name');
          await desk.page.getByText(`Your name is kept by ${address}`).waitFor();
          // Known to whoever rings again, and on a device that they do not know since.
          await grace.ring(names.ada);
          await desk.ringSheet.getByRole('button', { name: 'Answer', exact: true }).click();
          await seeAndHearEachOther(grace, desk);
          await Promise.all([grace.leave(), desk.leave()]);

          await phone.page.goto('/');
          await phone.page.getByText(/^Options/).click();
          await phone.page.getByText(/^People/).click();
          await askForLink(phone, 'I have a name: send me a link');
          // A slip is told, and the link goes on working.
          await phone.page.getByLabel('The name to bring here').fill(`${names.ada}-slip`);
          await press(phone, 'Bring my name here');
          await phone.page.getByText('Nobody has this name').waitFor();
          await phone.page.getByLabel('The name to bring here').fill(names.ada);
          await press(phone, 'Bring my name here');
          await phone.page.getByText(`You are ${names.ada}.`).waitFor();
          await phone.page.getByLabel('this device rings for').selectOption('everybody');

          await Promise.all([grace.openPeople(), desk.openPeople()]);
          await grace.ring(names.ada);
          await grace.ringSheet.getByText(`${names.ada} may not be whom you know`).waitFor();
          await grace.ringSheet.getByRole('button', { name: 'Ring all the same' }).click();
          const rings = (person: Person) => person.ringSheet.getByText(`${names.grace} is ringing you`);
          await Promise.all([rings(desk).waitFor(), rings(phone).waitFor()]);
          await phone.ringSheet.getByRole('button', { name: 'Answer', exact: true }).click();
          await rings(desk).waitFor({ state: 'detached' });
          await seeAndHearEachOther(grace, phone);
          expect(await desk.state.count()).toBe(0);

          await Promise.all([grace.leave(), phone.leave()]);
          await phone.openPeople();
          await press(phone, 'Give the name up');
          await desk.page.getByText(`You have given up ${names.ada} on another page or device`).waitFor();
        }),
      ),
    ),
);
