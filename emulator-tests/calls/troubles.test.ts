/** What a person meets when something is missing, refused or gone: a sentence, and a way on. */
import { createCallId, formatCallId } from '@parley/protocol';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { flagsWithoutDevices } from '../../scripts/browsers/chromium-flags.ts';
import { launchChromium } from './chromium.ts';
import { haveCall, Person, seeAndHearEachOther, withPerson } from './person.ts';

const ORIGIN = new URL(process.env.PARLEY_ORIGIN ?? 'http://localhost:5000');

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** What clearing the site's data does to whoever is signed in. Runs in the page. */
function forgetUser(): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('firebaseLocalStorageDb');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const clearing = opening.result.transaction('firebaseLocalStorage', 'readwrite');
      clearing.objectStore('firebaseLocalStorage').clear();
      clearing.oncomplete = () => resolve();
      clearing.onerror = () => reject(clearing.error);
    };
  });
}

describe('a call ID', () => {
  it('that is cut short in a link leads to a page that says so', () =>
    withPerson(browser, async ({ page }) => {
      await page.goto('/call#8hm2h-yg8en');
      await page.getByText('This link does not lead to a call').waitFor();
      await page.getByText('too short').waitFor();
      await page.getByRole('button', { name: 'Back to start' }).click();
      await page.getByRole('button', { name: 'Start a call' }).waitFor();
    }));

  it('of no call leads to a page that says so', () =>
    withPerson(browser, async (person) => {
      await person.openLink(`/call#${formatCallId(createCallId())}`);
      await person.isIn('failed', { error: 'no-such-call' });
      await person.page.getByRole('heading', { level: 1 }).waitFor();
      await person.page.getByRole('button', { name: 'Back to start' }).click();
      await person.page.getByRole('button', { name: 'Start a call' }).waitFor();
    }));
});

describe('camera and microphone', () => {
  it('missing: one can join and watch', async () => {
    const poor = await launchChromium(flagsWithoutDevices);
    try {
      const watcher = await Person.create(poor);
      await withPerson(browser, async (person) => {
        await person.startCall();
        await person.enter();
        await watcher.openLink(person.page.url());
        await watcher.page
          .getByText(/No camera and no microphone were found/i)
          .first()
          .waitFor();
        await watcher.enter();
        await watcher.seesAndHears();
        await person.isIn('connected');
        watcher.assertNoErrors();
      });
    } finally {
      await poor.close();
    }
  });

  it('refused: the page says how to allow them, and one can join without', () =>
    withPerson(
      browser,
      async (person) => {
        await person.page.addInitScript(() => {
          navigator.mediaDevices.getUserMedia = async () => {
            throw new DOMException('Permission denied', 'NotAllowedError');
          };
        });
        await person.startCall();
        await person.page
          .getByText(/browser blocks/i)
          .first()
          .waitFor();
        await person.enter();
        await person.isIn('waiting');
      },
      { permissions: [] },
    ));

  it('in use by another program: the other device still works', () =>
    withPerson(browser, async (person) => {
      await person.page.addInitScript(() => {
        const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async (constraints = {}) => {
          if (constraints.video) throw new DOMException('Could not start video source', 'NotReadableError');
          return original(constraints);
        };
      });
      await person.startCall();
      await person.page.getByText('Your camera is busy').waitFor();
      await person.page.getByRole('button', { name: 'Turn off microphone' }).waitFor();
    }));
});

describe('the surroundings', () => {
  it('Firestore out of reach: it says so instead of waiting for ever, and one can try again', () =>
    withPerson(browser, async (person) => {
      await person.startCall();
      await person.enter();
      const url = person.page.url();
      await withPerson(browser, async (late) => {
        await late.page.goto('/');
        const port = (process.env.FIRESTORE_EMULATOR_HOST ?? '127.0.0.1:8080').split(':')[1];
        const blocked = `http://*:${port}/**`;
        await late.context.route(blocked, (route) => route.abort());
        await late.openLink(url);
        await late.isIn('failed', { error: 'signaling-unreachable' });
        await late.context.unroute(blocked);
        await late.page.getByRole('button', { name: 'Try again' }).click();
        await late.enter();
        await seeAndHearEachOther(person, late);
      });
    }));

  it('a part of the page does not come: it says so, and where to begin', () =>
    withPerson(browser, async ({ context, page }) => {
      await context.route('**/assets/connect-firebase*', (route) => route.abort());
      await page.goto('/');
      await page.getByRole('button', { name: 'Start a call' }).click();
      await page.getByText('Part of this page could not be loaded').waitFor();
    }));

  it('the allowance for reading is used up: “Start a call” says so at once', () =>
    withPerson(browser, async ({ context, page }) => {
      await context.route('**/documents:batchGet', (route) =>
        route.fulfill({ status: 429, headers: { 'Access-Control-Allow-Origin': '*' }, json: {} }),
      );
      await page.goto('/');
      await page.getByRole('button', { name: 'Start a call' }).click();
      await page.getByText('This site has used up its allowance').waitFor();
    }));

  it('signed out while arriving: it says so, and trying again signs in again', () =>
    withPerson(browser, (person) =>
      withPerson(browser, async (other) => {
        await person.startCall();
        await person.enter();
        await other.context.route('**/documents:commit', (route) =>
          route.fulfill({ status: 401, headers: { 'Access-Control-Allow-Origin': '*' }, json: {} }),
        );
        await other.openLink(person.page.url());
        await other.isIn('failed', { error: 'signed-out' });
        await other.context.unroute('**/documents:commit');
        await other.page.getByRole('button', { name: 'Try again' }).click();
        await other.enter();
        await seeAndHearEachOther(person, other);
      }),
    ));

  it('an address that is not secure: it says so', async () => {
    const insecure = new URL(ORIGIN);
    insecure.hostname = 'parley.test';
    const resolver = `--host-resolver-rules=MAP parley.test 127.0.0.1`;
    const other = await launchChromium([...flagsWithoutDevices, resolver]);
    try {
      const page = await (await other.newContext()).newPage();
      await page.goto(insecure.href);
      await page.getByRole('button', { name: 'Start a call' }).click();
      await page
        .getByText(/secure/i)
        .first()
        .waitFor();
    } finally {
      await other.close();
    }
  });

  it('no WebRTC: it says so', () =>
    withPerson(browser, async (person) => {
      await person.page.addInitScript(() => Reflect.deleteProperty(window, 'RTCPeerConnection'));
      await person.openLink(`/call#${formatCallId(createCallId())}`);
      await person.isIn('failed', { error: 'no-webrtc' });
    }));
});

it('A call goes on when somebody is signed out under it, who is told so, and when Firestore is lost', () =>
  withPerson(browser, (host) =>
    withPerson(browser, async (guest) => {
      await haveCall(host, guest);

      await guest.page.evaluate(forgetUser);
      await guest.isIn('connected', { trouble: 'signed-out' });
      await guest.page.getByText('This browser was signed out').waitFor();
      await seeAndHearEachOther(host, guest);

      await Promise.all([host, guest].map(({ context }) => context.setOffline(true)));
      await seeAndHearEachOther(host, guest);
    }),
  ));
