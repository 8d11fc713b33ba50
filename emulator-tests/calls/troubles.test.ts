/** What a person meets when something is missing, refused or gone: a sentence, and a way on. */
import { createCallId, formatCallId } from '@parley/protocol';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flagsWithoutDevices } from '../../scripts/chromium-flags.ts';
import { launchChromium } from './chromium.ts';
import { Person, seeAndHearEachOther, withPerson } from './person.ts';

const ORIGIN = new URL(process.env.PARLEY_ORIGIN ?? 'http://localhost:5000');

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Two people who see and hear each other. */
function withCall(use: (host: Person, guest: Person) => Promise<void>): Promise<void> {
  return withPerson(browser, (host) =>
    withPerson(browser, async (guest) => {
      await host.startCall();
      await host.enter('Grace');
      await guest.openLink(host.page.url());
      await guest.enter('Ada');
      await seeAndHearEachOther(host, guest);
      await use(host, guest);
    }),
  );
}

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
  it('that is malformed is told beside the field, as it is pasted', () =>
    withPerson(browser, async ({ page }) => {
      await page.goto('/');
      const field = page.getByLabel('Call ID or link');
      await field.fill('what?!');
      await page.getByText('This is not a call ID or link').waitFor();
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      expect(new URL(page.url()).pathname).toBe('/');
      await field.fill(formatCallId(createCallId()));
      await expect.poll(() => field.getAttribute('aria-invalid')).not.toBe('true');
    }));

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

  it('switched off and on again: the other sees and hears nothing meanwhile', () =>
    withCall(async (person, other) => {
      await person.page.getByRole('button', { name: 'Turn off camera' }).click();
      await other.page
        .getByText(/camera is off/i)
        .first()
        .waitFor();
      await person.page.getByRole('button', { name: 'Turn on camera' }).click();
      await seeAndHearEachOther(person, other);
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

  it('Firestore lost during a call: the call goes on', () =>
    withCall(async (person, other) => {
      await Promise.all([person, other].map(({ context }) => context.setOffline(true)));
      await seeAndHearEachOther(person, other);
    }));

  it('signed out under us: a running call says so and goes on', () =>
    withCall(async (person, other) => {
      await other.page.evaluate(forgetUser);
      await other.isIn('connected', { trouble: 'signed-out' });
      await other.page.getByText('This browser was signed out').waitFor();
      await seeAndHearEachOther(person, other);
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

  it('a tab that is closed: the other knows at once', () =>
    withCall(async (person, other) => {
      await other.page.close({ runBeforeUnload: true });
      await person.isIn('waiting', { because: 'peer-left' });
    }));
});

/** As Chromium does for a site whose cookies are blocked. Runs in the page, before it. */
function blockStorage(): void {
  const refuse = (): never => {
    throw new DOMException('Access is denied for this document.', 'SecurityError');
  };
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
    Object.defineProperty(window, name, { configurable: true, get: refuse });
  }
  LockManager.prototype.request = () => Promise.reject(new DOMException('', 'SecurityError'));
}

it('A browser that blocks cookies, and all storage with them, still makes calls', async () => {
  const [host, guest] = await Promise.all([Person.create(browser), Person.create(browser)]);
  for (const { context } of [host, guest]) await context.addInitScript(blockStorage);
  await host.startCall();
  await host.enter('Grace');
  await guest.openLink(host.page.url());
  await guest.enter('Ada');
  await seeAndHearEachOther(host, guest);
  await host.endForBoth();
  await guest.isIn('ended', { reason: 'host-ended' });
  for (const person of [host, guest]) {
    person.assertNoErrors();
    await person.context.close();
  }
});
