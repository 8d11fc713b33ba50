/** A guest is asked to leave, with three people: they try again in vain, and somebody else comes. */
import { deriveCallKeys, parseCallAddress } from '@parley/protocol';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDocument } from './admin.ts';
import { launchChromium } from './chromium.ts';
import { haveCall, seeAndHearEachOther, withPerson } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

it(
  'disconnects a guest and keeps them out, on another page and a locked or open call, while somebody else comes',
  { timeout: 180_000 },
  () =>
    withPerson(browser, (host) =>
      withPerson(browser, (ada) =>
        withPerson(browser, async (alan) => {
          await haveCall(host, ada);
          const url = host.page.url();
          await host.fromMenu('menuitem', 'Ask Ada to leave…');
          await host.page.getByRole('button', { name: 'Ask to leave', exact: true }).click();
          await host.isIn('waiting', { because: 'peer-dismissed' });
          await ada.isIn('ended', { reason: 'dismissed' });
          await ada.page.getByText('The host has asked you to leave').waitFor();

          // In a tab of the same browser, to look only, and to come in.
          const again = await ada.openTab();
          await again.openLink(url);
          await again.isIn('ended', { reason: 'dismissed' });
          const { docId } = await deriveCallKeys(parseCallAddress(url).id);
          expect(await readDocument(`calls/${docId}`)).toMatchObject({
            seats: { fields: { guest: { nullValue: null } } },
          });

          await alan.openLink(url);
          await alan.enter('Alan');
          await seeAndHearEachOther(host, alan);
          await host.fromMenu('menuitemcheckbox', 'Ask me before anybody comes in');
          await again.openLink('/');
          await again.openLink(url);
          await again.isIn('ended', { reason: 'dismissed' });
          await seeAndHearEachOther(host, alan);
        }),
      ),
    ),
);
