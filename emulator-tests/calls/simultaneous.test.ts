import { createCallId, deriveCallKeys, formatCallId, parseCallAddress } from '@parley/protocol';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aCall } from '../../protocol/src/testing/call-docs.ts';
import { seed } from '../rules/rest-firestore.ts';
import { storable } from '../rules/scene.ts';
import { readDocument } from './admin.ts';
import { launchChromium } from './chromium.ts';
import { Person, seeAndHearEachOther } from './person.ts';

/** Each is another draw: what goes wrong in one of ten is missed one time in eight. */
const ARRIVALS = 20;

let browser: Browser;
let host: Person;
let guest: Person;

beforeAll(async () => {
  browser = await launchChromium();
  [host, guest] = await Promise.all([Person.create(browser), Person.create(browser)]);
});
afterAll(() => browser.close());

/** Whose calls these are: the host's browser knows itself as a Firebase user. */
async function uidOf(person: Person): Promise<string> {
  const id = parseCallAddress(person.page.url()).id;
  const { hostUid } = await readDocument(`calls/${(await deriveCallKeys(id)).docId}`);
  return String(hostUid);
}

/** Goes to another call without loading the page again, as following a link within it does. */
function arrive(person: Person, id: string): Promise<void> {
  return person.page.evaluate((hash) => {
    location.hash = hash;
  }, id);
}

it(`connects two that arrive in the same instant, ${ARRIVALS} times out of ${ARRIVALS}`, async () => {
  await host.startCall();
  const hostUid = await uidOf(host);
  await guest.openLink(host.page.url());
  await guest.isIn('connecting');
  for (let arrival = 0; arrival < ARRIVALS; arrival++) {
    // Whoever is in a call is asked before they go to another.
    if (arrival > 0) await host.leave();
    const id = createCallId();
    await seed(`calls/${(await deriveCallKeys(id)).docId}`, storable(aCall({ hostUid })));
    await Promise.all([host, guest].map((person) => arrive(person, formatCallId(id))));
    await Promise.all([host.isIn('connecting'), guest.isIn('connecting')]);
    // On one network there is no way between two who only look that either may tell.
    await host.enter();
    await Promise.all([host.isIn('connected'), guest.isIn('connected')]);
    const { openConnections } = await host.received();
    expect({ arrival, openConnections }).toEqual({ arrival, openConnections: 1 });
  }
  // And the last of them is a call like any other.
  await guest.enter();
  await seeAndHearEachOther(host, guest);
  host.assertNoErrors();
  guest.assertNoErrors();
});
