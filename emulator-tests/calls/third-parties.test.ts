/** During a call nobody else is asked for anything: not for scripts, fonts or statistics, nor when something fails. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { haveCall, Person } from './person.ts';
import { PICTURE_OF_GOOGLE } from './policy-probe.ts';

/** This site and its own Firebase services, which in production are the three hosts that the policy names. */
const OWN = [
  process.env.PARLEY_ORIGIN ?? 'http://localhost:5000',
  ...['FIRESTORE_EMULATOR_HOST', 'FIREBASE_AUTH_EMULATOR_HOST'].map(
    (name) => `http://localhost:${process.env[name]?.split(':')[1]}`,
  ),
];

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** The origins that somebody's browser has tried to reach, with the reason where the browser itself said no. */
function recordOrigins(person: Person): Set<string> {
  const origins = new Set<string>();
  person.context.on('request', (request) => origins.add(new URL(request.url()).origin));
  return origins;
}

it('A call asks this site and its Firebase services, and nobody else', async () => {
  const create = () => Person.create(browser, { asksForRelays: true });
  const [host, guest] = await Promise.all([create(), create()]);
  const asked = [recordOrigins(host), recordOrigins(guest)];
  await haveCall(host, guest);
  await host.endForBoth();
  await guest.isIn('ended', { reason: 'host-ended' });
  for (const origins of asked) expect([...origins].sort()).toEqual([...OWN].sort());
  await Promise.all([host.context.close(), guest.context.close()]);
});

it('Where Firestore is out of reach its SDK would ask Google, and the policy stops it', async () => {
  const person = await Person.create(browser, { asksForRelays: true });
  const answered: string[] = [];
  person.context.on('response', (response) => answered.push(new URL(response.url()).origin));
  // Whatever gets past the policy is answered, and so noticed.
  await person.context.route('https://**', (route) => route.fulfill({ body: '' }));
  const stopped = person.page.waitForEvent('console', (line) => line.text().includes(PICTURE_OF_GOOGLE));
  await person.context.route(`${OWN[1]}/**`, (route) => route.abort());
  await person.openLink('/call#7k3md-2p9xw-q4zt8-b1hvn');
  await stopped;
  await person.isIn('failed', { error: 'signaling-unreachable' });
  expect(answered.filter((origin) => !OWN.includes(origin))).toEqual([]);
  person.assertNoErrors();
  await person.context.close();
});
