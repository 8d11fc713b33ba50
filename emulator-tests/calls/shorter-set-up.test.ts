/**
 * Two whose browser sets a connection up in fewer round trips, as Chromium is about to (WARP: DTLS within ICE's checks, and the first chunk
 * of SCTP in the description): what Parley lets through of descriptions is enough for it, and nobody is harmed by one who does not.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { haveCall, Person } from './person.ts';
import { flagsWithSmallCamera } from './small-camera.ts';

const TRIALS = '--force-fieldtrials=WebRTC-IceHandshakeDtls/Enabled/WebRTC-Sctp-Snap/Enabled/';

let usual: Browser;
let shorter: Browser;
beforeAll(async () => {
  [usual, shorter] = await Promise.all([
    launchChromium(),
    launchChromium([...flagsWithSmallCamera(), TRIALS]),
  ]);
});
afterAll(() => Promise.all([usual.close(), shorter.close()]));

it.each([
  ['both', true, true],
  ['whoever calls', true, false],
  ['whoever is called', false, true],
])('see and hear each other where it is the browser of %s', async (_, isHosts, isGuests) => {
  const [host, guest] = await Promise.all(
    [isHosts, isGuests].map((isShorter) => Person.create(isShorter ? shorter : usual)),
  );
  if (host === undefined || guest === undefined) throw new Error('It takes two');
  try {
    await haveCall(host, guest);
    const said = await Promise.all([host, guest].map((person) => person.page.evaluate(readSaid)));
    const [ofGuest, ofHost] = said;
    expect([ofHost, ofGuest].map((lines) => lines?.includes('sctp-init'))).toEqual([
      isHosts,
      isHosts && isGuests,
    ]);
    expect(ofHost?.includes('sped')).toBe(isHosts);
    for (const person of [host, guest]) person.assertNoErrors();
  } finally {
    await Promise.all([host.context.close(), guest.context.close()]);
  }
});

/** In the page: which of it stands in what the other has said. */
function readSaid(): string[] {
  const sdp = window.parleyTestConnections.at(-1)?.remoteDescription?.sdp ?? '';
  return ['sctp-init', 'sped'].filter((word) => sdp.includes(word));
}
