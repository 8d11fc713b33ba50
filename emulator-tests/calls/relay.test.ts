/**
 * Two who find no direct way, since the network of one lets no UDP through: with a relay they meet over TCP. The site's
 * function is stood in for by what it is made of, with the secret of a coturn on this machine.
 */
import { randomBytes } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Coturn } from '../../functions/src/relays/coturn.ts';
import { flagsWithDevices } from '../../scripts/browsers/chromium-flags.ts';
import { canRelay, type LocalRelay, startLocalRelay } from '../../scripts/servers/local-relay.ts';
import { launchChromium, launchWholeChromium } from './chromium.ts';
import { readSelectedPairs } from './media-probe.ts';
import { Person, seeAndHearEachOther } from './person.ts';

const SECRET = randomBytes(32).toString('base64url');

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
  let relay: LocalRelay;
  let browsers: Browser[];
  beforeAll(async () => {
    relay = await startLocalRelay(SECRET, new AbortController().signal);
    // A Chromium without windows knows nothing of that policy.
    browsers = await Promise.all([launchChromium(), launchWholeChromium(WITHOUT_UDP)]);
  });
  afterAll(() => Promise.all([relay.stop(), ...browsers.map((browser) => browser.close())]));

  async function givenPair(issue: () => Promise<unknown>): Promise<[Person, Person]> {
    const [free, walled] = await Promise.all(
      browsers.map((browser) => Person.create(browser, { asksForRelays: true })),
    );
    if (free === undefined || walled === undefined) throw new Error('There are two browsers');
    for (const { context } of [free, walled])
      await context.route('**/api/relays', async (route) =>
        route.fulfill({ json: { result: await issue() } }),
      );
    return [free, walled];
  }

  const provider = () => new Coturn(relay.urls.split(','), SECRET, Date.now);

  it.each([
    ['who calls', true],
    ['who is called', false],
  ])('somebody without UDP %s sees and hears the other, over TCP', async (_, isWalledHost) => {
    const pair = await givenPair(async () => ({
      servers: await provider().issue('somebody', 600),
      validForSeconds: 600,
    }));
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
      for (const { context } of [host, guest])
        await context.route('**/api/relays', async (route) =>
          route.fulfill({ json: { result: await issue() } }),
        );
      await host.page.addInitScript(noteWhatIsTold);
      await guest.page.addInitScript(() => localStorage.setItem('parley:address', 'hidden'));
      await host.startCall();
      await host.enter('Grace');
      await host.isIn('waiting');
      await guest.openLink(host.page.url());
      return [host, guest];
    }
    /** Everything about where the other is that ever reached this page. */
    const toldTo = ({ page }: Person) => page.evaluate(() => window.parleyTold.join('\n'));

    it('meets the other through the relay, and nothing else about them ever reaches the other', async () => {
      const pair = await givenHiddenGuest(async () => ({
        servers: await provider().issue('somebody', 600),
        validForSeconds: 600,
      }));
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

declare global {
  interface Window {
    parleyTold: string[];
  }
}

/** In the page, before any of its scripts: notes every description and candidate of the other's. */
function noteWhatIsTold(): void {
  window.parleyTold = [];
  const { prototype } = RTCPeerConnection;
  const { setRemoteDescription, addIceCandidate } = prototype;
  prototype.setRemoteDescription = function (description: RTCSessionDescriptionInit) {
    window.parleyTold.push(description.sdp ?? '');
    return Reflect.apply(setRemoteDescription, this, [description]);
  };
  prototype.addIceCandidate = function (candidate?: RTCIceCandidateInit | null) {
    window.parleyTold.push(candidate?.candidate ?? '');
    return Reflect.apply(addIceCandidate, this, [candidate]);
  };
}
