/** Links as they arrive, and what becomes of them in the address bar. */
import { createHostKey, formatHostUrl } from '@parley/protocol';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrange, rearrange } from './arrange.ts';
import { launchChromium } from './chromium.ts';
import { explained } from './explained.ts';
import { seeAndHearEachOther, withPerson } from './person.ts';

const ORIGIN = new URL(process.env.PARLEY_ORIGIN ?? 'http://localhost:5000').origin;
const open = { opensIn: -60, startsIn: 0, endsIn: 240 };

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe('a link that a gateway has changed', () => {
  it.each([
    ['#', '%23'],
    ['#', '/#'],
    ['#', '?utm_source=mail#'],
    [/$/, '?fbclid=IwAR0abcdefghijklmnop'],
  ])('leads to its call: %s is %s', (mark, changed) =>
    withPerson(browser, async (guest) => {
      const { joinUrl } = await arrange(open);
      await guest.openLink(joinUrl.replace(mark, changed));
      await guest.isIn('waiting');
      expect(guest.page.url()).toBe(ORIGIN + joinUrl);
    }),
  );

  it('leads to its call from the field of the first page', () =>
    withPerson(browser, async (guest) => {
      const { joinUrl } = await arrange(open);
      const wrapped = `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(ORIGIN + joinUrl)}&data=05`;
      await guest.joinByPasting(`Sprint #12\n${wrapped}\nSee you!`);
      await guest.isIn('waiting');
      expect(guest.page.url()).toBe(ORIGIN + joinUrl);
    }));
});

describe('the host’s link', () => {
  it('leaves the address bar, and whoever opened it is the host still, after a reload and by the join link', () =>
    withPerson(browser, (host) =>
      withPerson(browser, async (guest) => {
        const { hostUrl, joinUrl } = await arrange(open, { admission: 'after-host' });
        await host.openLink(hostUrl);
        await host.enter('Ada');
        await host.isIn('waiting');
        expect(host.page.url()).toBe(ORIGIN + joinUrl);
        // What is copied from there invites, and no more.
        await guest.openLink(host.page.url());
        await guest.enter('Grace');
        await seeAndHearEachOther(host, guest);
        expect(await guest.page.getByRole('button', { name: 'More ways to leave' }).count()).toBe(0);

        await host.page.reload();
        await seeAndHearEachOther(host, guest);
        expect(host.page.url()).toBe(ORIGIN + joinUrl);
        expect(await host.page.evaluate(() => history.state.hostKey)).toBeUndefined();

        await host.openLink('/');
        await host.openLink(joinUrl);
        await host.enter('Ada');
        await seeAndHearEachOther(host, guest);
        await host.endForBoth();
        await guest.isIn('ended', { reason: 'host-ended' });
      }),
    ));

  it('is never in the address when it was pasted', () =>
    withPerson(browser, async (host) => {
      const { hostUrl, joinUrl } = await arrange(open);
      await host.joinByPasting(ORIGIN + hostUrl);
      await host.enter();
      await host.isIn('waiting');
      expect(host.page.url()).toBe(ORIGIN + joinUrl);
      await host.page.getByRole('button', { name: 'More ways to leave' }).waitFor();
    }));

  it('makes a browser the host that was it before, though another device has taken over meanwhile', () =>
    withPerson(browser, (laptop) =>
      withPerson(browser, async (phone) => {
        const { hostUrl, joinUrl } = await arrange(open);
        await laptop.openLink(hostUrl);
        await laptop.isIn('waiting');
        // Looking takes nothing; whoever joins by the host link is the host.
        await phone.openLink(hostUrl);
        await phone.isIn('early', { because: 'looked-at' });
        await phone.enter();
        await laptop.isIn('ended', { reason: 'taken-over' });
        await laptop.openLink('/');
        await laptop.openLink(joinUrl);
        await laptop.enter();
        // If it is not, it is the laptop that has not come in.
        const waiting = phone.isIn('ended', { reason: 'taken-over' });
        await explained(waiting, async () => `The laptop: ${await laptop.describe()}`);
        await laptop.page.getByRole('button', { name: 'More ways to leave' }).waitFor();
      }),
    ));

  it('that the list still has, and that was replaced meanwhile, leaves the join link what it is', () =>
    withPerson(browser, (laptop) =>
      withPerson(browser, async (phone) => {
        const arranged = await arrange(open);
        await laptop.openLink(arranged.hostUrl);
        await laptop.isIn('waiting');
        await laptop.openLink('/');
        const hostKey = createHostKey();
        await rearrange({ ...arranged, hostKey }, open, 'Second reading');
        await phone.openLink(formatHostUrl('', arranged.id, hostKey));
        await phone.enter();
        await phone.isIn('waiting');
        await laptop.openLink(arranged.joinUrl);
        await laptop.enter();
        await seeAndHearEachOther(phone, laptop);
        expect(await laptop.page.getByRole('button', { name: 'More ways to leave' }).count()).toBe(0);
        await phone.page.getByRole('button', { name: 'More ways to leave' }).waitFor();
      }),
    ));
});
