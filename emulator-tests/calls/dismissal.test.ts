/** A guest is asked to leave, with three people: they try again in vain, and somebody else comes; or, beyond as many as a room remembers, they knock. */
import { deriveCallKeys, parseCallAddress } from '@parley/protocol';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDocument } from './admin.ts';
import { launchChromium } from './chromium.ts';
import { haveCall, type Person, seeAndHearEachOther, withPerson } from './person.ts';

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

/** Comes, and is asked to leave. */
function sendAway(host: Person, url: string, name: string): Promise<void> {
  return withPerson(browser, async (guest) => {
    await guest.openLink(url);
    await guest.enter(name);
    await seeAndHearEachOther(host, guest);
    await host.fromMenu('menuitem', `Ask ${name} to leave…`);
    await host.page.getByRole('button', { name: 'Ask to leave', exact: true }).click();
    await guest.isIn('ended', { reason: 'dismissed' });
    await host.isIn('waiting', { because: 'peer-dismissed' });
  });
}

it(
  'has the fourth who is asked to leave a room knock, on each of their pages, whom the host then lets in',
  { timeout: 300_000 },
  () =>
    withPerson(browser, async (host) => {
      await host.startCall({ room: 'Quarks' });
      await host.enter('Grace');
      const url = host.page.url();
      for (const name of ['Barbara', 'Edsger', 'Donald']) await sendAway(host, url, name);
      const { docId } = await deriveCallKeys(parseCallAddress(url).id);
      const { dismissed, door } = await readDocument(`calls/${docId}`);
      expect(door).toBeUndefined();
      await withPerson(browser, async (ada) => {
        await ada.openLink(url);
        await ada.enter('Ada');
        await seeAndHearEachOther(host, ada);
        await host.fromMenu('menuitem', 'Ask Ada to leave…');
        await host.page.getByText('from then on whoever comes has to ask you first').waitFor();
        await host.page.getByRole('button', { name: 'Ask to leave', exact: true }).click();
        await host.isIn('waiting', { because: 'peer-dismissed' });
        await host.page.getByText('have to ask before they come in again').waitFor();

        await ada.isIn('early', { because: 'put-out' });
        await ada.page.getByText('The host has asked you to leave, has let in somebody else').waitFor();
        const after = await readDocument(`calls/${docId}`);
        expect(after).toMatchObject({
          dismissed,
          door: { fields: { admitted: { nullValue: null } } },
          seats: { fields: { guest: { nullValue: null } } },
        });
        // Nor does another page of theirs come in by itself.
        const again = await ada.openTab();
        await again.openLink(url);
        await again.isIn('early', { because: 'at-door' });
        expect(await host.atDoor('Let in: Ada').count()).toBe(0);

        await ada.knock('Ada');
        await host.atDoor('Let in: Ada').click();
        await seeAndHearEachOther(host, ada);
      });
    }),
);
