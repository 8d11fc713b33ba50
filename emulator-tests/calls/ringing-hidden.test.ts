/**
 * Two who know each other are connected while it rings, which tells whoever rings where the other is, and the other way round. Whoever
 * hides their address is found behind a relay alone: before the answer, and after it.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canRelay } from '../../scripts/servers/local-relay.ts';
import { launchChromium } from './chromium.ts';
import { readSelectedPairs } from './media-probe.ts';
import { press, says, withNamed } from './named.ts';
import { type Person, seeAndHearEachOther } from './person.ts';
import { type GivenRelays, giveRelays, noteWhatIsTold, startRelays, toldTo } from './relayed-people.ts';

const RELAYED = / typ relay /;
/** Where somebody is, as they see it themselves, as a server does, or as the other does. */
const OWN = / typ (host|srflx|prflx)/;

describe.skipIf(!canRelay())('a ring (needs coturn, and a network)', () => {
  let relays: GivenRelays;
  let browser: Browser;
  beforeAll(async () => {
    [relays, browser] = await Promise.all([startRelays(), launchChromium()]);
  });
  afterAll(() => Promise.all([relays.stop(), browser.close()]));

  const choose = ({ page }: Person, hidesAddress: boolean) =>
    page.evaluate((choice) => localStorage.setItem('parley:address', choice), hidesAddress ? 'hidden' : '');

  /** Through a relay of their own, or however it goes. */
  const ownEnds = async ({ page }: Person) =>
    (await page.evaluate(readSelectedPairs)).map(({ local }) => local.candidateType);

  // Who is rung tells nobody the addresses of their own machine before they answer, also where they hide nothing.
  it.each([
    ['who rings', 0, true],
    ['who is rung', 1, false],
  ] as const)(
    'tells the other nothing of where %s is who hides it, neither before the answer nor after it',
    { timeout: 240_000 },
    (_, index, isToldBefore) =>
      withNamed(
        browser,
        async (grace, ada, names) => {
          const [hider, other] = index === 0 ? [grace, ada] : [ada, grace];
          await giveRelays(relays.issue, grace, ada);
          await other.page.addInitScript(noteWhatIsTold);
          const ring = async () => {
            await Promise.all([grace.openPeople(), ada.openPeople()]);
            await grace.ring(names.ada);
            await says(ada, `${names.grace} is ringing you`);
          };
          const areConnected = () =>
            Promise.all(
              [grace, ada].map((person) =>
                expect.poll(() => ownEnds(person), { timeout: 60_000 }).toHaveLength(1),
              ),
            );
          const answer = async () => {
            await press(ada, 'Answer');
            await seeAndHearEachOther(grace, ada);
          };

          // Strangers are not connected before there is an answer.
          await choose(hider, true);
          await ring();
          expect(await toldTo(other)).toBe('');
          await answer();
          expect(await toldTo(other)).toMatch(RELAYED);
          expect(await toldTo(other)).not.toMatch(OWN);

          await Promise.all([grace.leave(), ada.leave()]);
          await ring();
          await areConnected();
          expect(await ownEnds(hider)).toEqual(['relay']);
          expect(await toldTo(other)).toMatch(RELAYED);
          expect(await toldTo(other)).not.toMatch(OWN);
          await answer();
          expect(await ownEnds(hider)).toEqual(['relay']);
          expect(await toldTo(other)).not.toMatch(OWN);

          // The same two, and nobody hides.
          await Promise.all([grace.leave(), ada.leave()]);
          await choose(hider, false);
          await ring();
          await areConnected();
          expect(await ownEnds(hider)).not.toEqual(['relay']);
          expect(OWN.test(await toldTo(other))).toBe(isToldBefore);
          await answer();
          await expect.poll(() => toldTo(other)).toMatch(OWN);
        },
        { asksForRelays: true },
      ),
  );
});
