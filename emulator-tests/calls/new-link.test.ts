/** The host makes a new link for a call that goes on: with three people, at a door, in a call with a time, and where it goes wrong. */
import { deriveCallKeys, parseCallAddress } from '@parley/protocol';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { changeDocument, readDocument } from './admin.ts';
import { arrange } from './arrange.ts';
import { launchChromium } from './chromium.ts';
import { haveCall, type Person, seeAndHearEachOther, withPerson } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const LEADS_NOWHERE = 'This link does not lead into a call any more';

/** @returns the address that the call has from then on */
async function makeNewLink(host: Person): Promise<string> {
  const before = host.page.url();
  await host.fromMenu('menuitem', 'Make a new link…');
  await host.page.getByRole('button', { name: 'Make a new link', exact: true }).click();
  await host.page.waitForURL((url) => url.href !== before && url.pathname === '/call');
  return host.page.url();
}

async function docIdOf(url: string): Promise<string> {
  return (await deriveCallKeys(parseCallAddress(url).id)).docId;
}

/** By its document. */
async function isEnded(url: string): Promise<boolean> {
  return (await readDocument(`calls/${await docIdOf(url)}`)).ended !== null;
}

it(
  'takes both along, who see and hear each other again, leaves the old link without a call, and is where both come back to',
  { timeout: 180_000 },
  () =>
    withPerson(browser, (host) =>
      withPerson(browser, (ada) =>
        withPerson(browser, async (alan) => {
          await haveCall(host, ada);
          const old = host.page.url();
          const url = await makeNewLink(host);
          await ada.page.waitForURL(url);
          await ada.page.getByText('The host has made a new link for this call').waitFor();
          await host.page.getByText('The old one leads nowhere any more.').waitFor();
          await seeAndHearEachOther(host, ada);
          expect([await isEnded(old), await isEnded(url)]).toEqual([true, false]);

          // What is sent and read out is the new one.
          await host.fromMenu('menuitem', 'Link of this call');
          const { id } = parseCallAddress(url);
          expect(parseCallAddress(await host.copyCallId()).id).toBe(id);
          await host.page.getByRole('button', { name: 'Close', exact: true }).click();

          await alan.openLink(old);
          await alan.isIn('ended', { reason: 'host-ended' });
          await alan.page.getByText(LEADS_NOWHERE).waitFor();

          for (const person of [ada, host]) {
            await person.page.reload();
            await seeAndHearEachOther(host, ada);
            expect(person.page.url()).toBe(url);
          }

          await ada.leave();
          await host.isIn('waiting', { because: 'peer-left' });
          await host.page.getByRole('button', { name: 'Let anybody take their place now' }).click();
          await alan.openLink('/');
          await alan.openLink(url);
          await alan.enter('Alan');
          await seeAndHearEachOther(host, alan);
        }),
      ),
    ),
);

it(
  'is where both come back to who load their pages anew as soon as they are on the way',
  { timeout: 180_000 },
  () =>
    withPerson(browser, (host) =>
      withPerson(browser, async (ada) => {
        await haveCall(host, ada);
        const old = host.page.url();
        const url = await makeNewLink(host);
        await Promise.all([host.page.reload(), ada.page.waitForURL(url).then(() => ada.page.reload())]);
        await seeAndHearEachOther(host, ada);
        expect([host.page.url(), ada.page.url()]).toEqual([url, url]);
        await expect.poll(() => isEnded(old)).toBe(true);
      }),
    ),
);

it(
  'tells whoever knocked under the old link that it leads nowhere, and spares the guest the door, through which the new one leads',
  { timeout: 180_000 },
  () =>
    withPerson(browser, (host) =>
      withPerson(browser, (ada) =>
        withPerson(browser, async (alan) => {
          await host.startCall({ hasDoor: true });
          await host.enter('Grace');
          const old = host.page.url();
          await Promise.all([ada.openLink(old), alan.openLink(old)]);
          await ada.knock('Ada');
          await host.atDoor('Let in: Ada').click();
          await seeAndHearEachOther(host, ada);
          await alan.knock('Alan');
          await host.atDoor('Not now: Alan').waitFor();

          const url = await makeNewLink(host);
          await ada.page.waitForURL(url);
          await seeAndHearEachOther(host, ada);
          await alan.isIn('ended', { reason: 'host-ended' });
          await alan.page.getByText(LEADS_NOWHERE).waitFor();
          await host.atDoor('Not now: Alan').waitFor({ state: 'detached' });

          await alan.openLink(url);
          await alan.knock('Alan');
          await host.atDoor('Not now: Alan').waitFor();
          await ada.page.reload();
          await seeAndHearEachOther(host, ada);
        }),
      ),
    ),
);

it(
  'leaves whom the host has asked to leave with a link that leads nowhere, and the host waiting under the new one',
  { timeout: 120_000 },
  () =>
    withPerson(browser, (host) =>
      withPerson(browser, async (ada) => {
        await haveCall(host, ada);
        const old = host.page.url();
        await host.fromMenu('menuitem', 'Ask Ada to leave…');
        await host.page.getByRole('button', { name: 'Ask to leave', exact: true }).click();
        await host.isIn('waiting', { because: 'peer-dismissed' });
        const url = await makeNewLink(host);
        await host.isIn('waiting', { because: 'nobody-came' });
        await expect.poll(() => isEnded(old)).toBe(true);
        await ada.openLink('/');
        await ada.openLink(old);
        await ada.isIn('ended');
        // It is the old call that remembers her: with the new link she could come.
        await ada.openLink(url);
        await ada.enter('Ada');
        await seeAndHearEachOther(host, ada);
      }),
    ),
);

it(
  'takes a call with its time along, whose host stays the host, and keeps its place in the list of this device',
  { timeout: 120_000 },
  () =>
    withPerson(browser, (host) =>
      withPerson(browser, async (ada) => {
        const times = { opensIn: -60, startsIn: -30, endsIn: 3_600 };
        const { hostUrl, joinUrl } = await arrange(times, { title: 'Third reading' });
        await host.openLink(hostUrl);
        await host.enter('Grace');
        await ada.openLink(joinUrl);
        await ada.enter('Ada');
        await seeAndHearEachOther(host, ada);
        const url = await makeNewLink(host);
        await ada.page.waitForURL(url);
        await seeAndHearEachOther(host, ada);
        await host.page.reload();
        await seeAndHearEachOther(host, ada);
        await host.waysToLeave.waitFor();
        expect(await readDocument(`calls/${await docIdOf(url)}`)).toMatchObject({
          schedule: { fields: { revision: { integerValue: '0' }, admission: { stringValue: 'anyone' } } },
        });
        await host.openLink('/');
        const links = host.page.locator('parley-call-list a');
        await expect.poll(() => links.count()).toBeGreaterThan(0);
        const hrefs = await links.evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).hash));
        expect(new Set(hrefs)).toEqual(new Set([new URL(url).hash]));
      }),
    ),
);

it(
  'is made before the old one is ended, and where the database refuses it the call goes on and says so',
  { timeout: 120_000 },
  () =>
    withPerson(browser, (host) =>
      withPerson(browser, async (ada) => {
        await haveCall(host, ada);
        const old = host.page.url();
        const { hostUid } = await readDocument(`calls/${await docIdOf(old)}`);
        // As many as a user may create within the hour.
        await changeDocument(`creators/${hostUid}`, { count: { integerValue: '20' } });
        await host.fromMenu('menuitem', 'Make a new link…');
        await host.page.getByRole('button', { name: 'Make a new link', exact: true }).click();
        await host.page.getByText('There is no new link').waitFor();
        await host.page.getByText('Everything is as it was, and the old link still works.').waitFor();
        expect([host.page.url(), await isEnded(old)]).toEqual([old, false]);
        await seeAndHearEachOther(host, ada);
      }),
    ),
);
