/** Two who find no direct way, since the network of one lets no UDP through: with a relay they meet over TCP. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flagsWithDevices } from '../../scripts/browsers/chromium-flags.ts';
import { canRelay } from '../../scripts/servers/local-relay.ts';
import { launchChromium, launchWholeChromium } from './chromium.ts';
import { readSelectedPairs } from './media-probe.ts';
import { Person, seeAndHearEachOther } from './person.ts';
import { type GivenRelays, giveRelays, noteWhatIsTold, startRelays, toldTo } from './relayed-people.ts';

/** As a network does that blocks all UDP. https://www.rfc-editor.org/rfc/rfc8828#section-5.2 (mode 4) */
const WITHOUT_UDP = [...flagsWithDevices, '--webrtc-ip-handling-policy=disable_non_proxied_udp'];

/** The pairs that carry the call, by what each side is reached through. */
async function pathsOf({ page }: Person): Promise<string[]> {
  const pairs = await page.evaluate(readSelectedPairs);
  return pairs.map(
    ({ local, remote }) =>
      `${local.candidateType} ${local.relayProtocol ?? local.protocol} to ${remote.candidateType}`,
  );
}

describe.skipIf(!canRelay())('with a relay (needs coturn, and a network)', () => {
  let relays: GivenRelays;
  let browsers: Browser[];
  beforeAll(async () => {
    relays = await startRelays();
    // A Chromium without windows knows nothing of that policy.
    browsers = await Promise.all([launchChromium(), launchWholeChromium(WITHOUT_UDP)]);
  });
  afterAll(() => Promise.all([relays.stop(), ...browsers.map((browser) => browser.close())]));

  async function givenPair(issue: () => Promise<unknown>): Promise<[Person, Person]> {
    const [free, walled] = await Promise.all(
      browsers.map((browser) => Person.create(browser, { asksForRelays: true })),
    );
    if (free === undefined || walled === undefined) throw new Error('There are two browsers');
    await giveRelays(issue, free, walled);
    return [free, walled];
  }

  it.each([
    ['who calls', true],
    ['who is called', false],
  ])('somebody without UDP %s sees and hears the other, over TCP', async (_, isWalledHost) => {
    const pair = await givenPair(() => relays.issue());
    const [host, guest] = isWalledHost ? pair.toReversed() : pair;
    if (host === undefined || guest === undefined) throw new Error('There are two people');
    await host.startCall();
    await host.enter('Grace');
    await host.isIn('waiting');
    await guest.openLink(host.page.url());
    await guest.enter('Ada');
    await seeAndHearEachOther(host, guest);
    const [ofFree, ofWalled] = await Promise.all(pair.map(pathsOf));
    expect(ofWalled).toEqual([expect.stringMatching(/^relay tcp to /)]);
    expect(ofFree).toEqual([expect.stringMatching(/to (relay|prflx)$/)]);
    expect(ofFree).toEqual([expect.stringMatching(/to relay$/)]);
    for (const person of pair) {
      person.assertNoErrors();
      await person.context.close();
    }
  });

  describe('somebody who hides their address', () => {
    /** Both could reach each other directly, and the guest wants that not to be. */
    async function givenHiddenGuest(issue: () => Promise<unknown>): Promise<[Person, Person]> {
      const [browser = expect.unreachable()] = browsers;
      const create = () => Person.create(browser, { asksForRelays: true });
      const [host, guest] = await Promise.all([create(), create()]);
      await giveRelays(issue, host, guest);
      await host.page.addInitScript(noteWhatIsTold);
      await guest.page.addInitScript(() => localStorage.setItem('parley:address', 'hidden'));
      await host.startCall();
      await host.enter('Grace');
      await host.isIn('waiting');
      await guest.openLink(host.page.url());
      return [host, guest];
    }

    it('meets the other through the relay, and nothing else about them ever reaches the other', async () => {
      const pair = await givenHiddenGuest(() => relays.issue());
      const [host, guest] = pair;
      await guest.enter('Ada');
      await seeAndHearEachOther(host, guest);
      expect(await pathsOf(guest)).toEqual([expect.stringMatching(/^relay (udp|tcp) to /)]);
      const told = await toldTo(host);
      expect(told).toMatch(/ typ relay /);
      expect(told).not.toMatch(/ typ (host|srflx|prflx)/);
      // What the same would tell that hides nothing.
      await guest.page.addInitScript(() => localStorage.setItem('parley:address', ''));
      await guest.page.reload();
      await seeAndHearEachOther(host, guest);
      expect(await toldTo(host)).toMatch(/ typ host/);
      for (const person of pair) {
        person.assertNoErrors();
        await person.context.close();
      }
    });

    it('is not connected directly where there is no relay, is told so, and may change their mind', async () => {
      const pair = await givenHiddenGuest(async () => ({ servers: [], validForSeconds: 600 }));
      const [host, guest] = pair;
      await guest.enter('Ada');
      const directly = guest.page.getByRole('button', { name: 'Connect directly' });
      await directly.waitFor({ timeout: 30_000 });
      await guest.page.getByText('There is no relay to hide your address behind').first().waitFor();
      expect(await toldTo(host)).not.toMatch(/a?=?candidate:/);
      await directly.click();
      await seeAndHearEachOther(host, guest);
      for (const person of pair) await person.context.close();
    });
  });
});
