/** One's own devices in a whole call: what a person wants holds, and what happens to a device is said. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setPermission } from './browser-settings.ts';
import { launchChromium } from './chromium.ts';
import { PATIENCE_MS, type Person, seeAndHearEachOther, withPerson } from './person.ts';
import { breakDevices, muteBySystem, plugIn, unplug } from './troubled-devices.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Two people who see and hear each other, one of whom has devices that the test breaks. */
function withCall(use: (person: Person, other: Person) => Promise<void>): Promise<void> {
  return withPerson(browser, (other) =>
    withPerson(browser, async (person) => {
      await person.context.addInitScript(breakDevices);
      await other.startCall();
      await other.enter('Grace');
      await person.openLink(other.page.url());
      await person.enter('Ada');
      await seeAndHearEachOther(person, other);
      await use(person, other);
    }),
  );
}

const button = (person: Person, name: string | RegExp) => person.page.getByRole('button', { name });

async function hearsMore(person: Person): Promise<void> {
  const { audioEnergy } = await person.received();
  await expect
    .poll(async () => (await person.received()).audioEnergy, { timeout: PATIENCE_MS })
    .toBeGreaterThan(audioEnergy);
}

async function switchBothOff(person: Person, other: Person): Promise<void> {
  await button(person, 'Turn off microphone').click();
  await button(person, 'Turn off camera').click();
  await other.page.getByText('Ada’s camera is off').waitFor();
}

/** Nothing of theirs has arrived in the time in which enough of the other's has; and does arrive once they wish it. */
async function isOffUntilSwitchedOn(person: Person, other: Person): Promise<void> {
  await Promise.all([person.isIn('connected'), other.isIn('connected')]);
  await person.seesAndHears();
  await button(person, 'Turn on microphone').waitFor();
  await button(person, 'Turn on camera').waitFor();
  expect(await other.received()).toMatchObject({ framesDecoded: 0, audioEnergy: 0 });
  await other.page.getByText('Ada’s camera is off').waitFor();
  await button(person, 'Turn on microphone').click();
  await button(person, 'Turn on camera').click();
  await seeAndHearEachOther(person, other);
}

describe('somebody who has switched both off', () => {
  it('is neither seen nor heard after a reload, from the browser’s cache or when they rejoin, until they switch them on', () =>
    withCall(async (person, other) => {
      // With both on a reload changes nothing.
      await person.page.reload();
      await seeAndHearEachOther(person, other);

      await switchBothOff(person, other);
      await person.page.reload();
      await isOffUntilSwitchedOn(person, other);

      await switchBothOff(person, other);
      await Promise.all([
        person.page.waitForEvent('load'),
        person.page.evaluate(() => {
          dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
          dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
        }),
      ]);
      await isOffUntilSwitchedOn(person, other);

      await switchBothOff(person, other);
      await person.leave();
      await button(person, 'Back in').click();
      await isOffUntilSwitchedOn(person, other);
    }));

  it('nor where the browser blocks storage', () =>
    withCall(async (person, other) => {
      await person.context.addInitScript(() => {
        Object.defineProperty(window, 'sessionStorage', {
          get() {
            throw new DOMException('Access is denied for this document.', 'SecurityError');
          },
        });
      });
      await person.page.reload();
      await seeAndHearEachOther(person, other);
      await switchBothOff(person, other);
      await person.page.reload();
      await isOffUntilSwitchedOn(person, other);
    }));
});

describe('a device that', () => {
  it('never answers does not hold back the other, and is said to be silent', () =>
    withPerson(browser, (other) =>
      withPerson(browser, async (person) => {
        await person.context.addInitScript(breakDevices);
        await person.context.addInitScript(() => window.brokenDevices.silent.add('video'));
        await other.startCall();
        await other.enter();
        await person.openLink(other.page.url());
        await button(person, 'Turn off microphone').waitFor();
        await person.enter('Ada');
        await hearsMore(other);
        await person.page.getByText('Your camera does not answer').waitFor();
        await button(person, 'Try camera again').waitFor();
      }),
    ));

  it('is unplugged is told of to both, and comes back with its plug, unless it was off', () =>
    withCall(async (person, other) => {
      for (const [kind, name, seen] of [
        ['audio', 'microphone', /^Microphone off/],
        ['video', 'camera', 'Ada’s camera is off'],
      ] as const) {
        await person.page.evaluate(unplug, kind);
        await person.page.getByText(`Your ${name} was disconnected`).waitFor();
        await button(person, `Try ${name} again`).waitFor();
        await other.page.locator('parley-remote-picture').getByText(seen).first().waitFor();
        await person.page.evaluate(plugIn, kind);
        await button(person, `Turn off ${name}`).waitFor();
        await seeAndHearEachOther(person, other);
        expect(await person.page.getByText(`Your ${name} was disconnected`).count()).toBe(0);
      }
      await switchBothOff(person, other);
      for (const change of [unplug, plugIn]) {
        for (const kind of ['audio', 'video'] as const) await person.page.evaluate(change, kind);
      }
      await person.page.reload();
      await isOffUntilSwitchedOn(person, other);
    }));

  it('the system mutes, or the person blocks in mid-call, is said to be that, and costs nothing of the other', () =>
    withCall(async (person, other) => {
      await person.page.evaluate(muteBySystem, { kind: 'audio', isMuted: true } as const);
      await person.page.getByText('Your system has muted the microphone').waitFor();
      await other.page.getByText('Microphone off:').waitFor({ state: 'attached' });
      await person.page.evaluate(muteBySystem, { kind: 'audio', isMuted: false } as const);
      await seeAndHearEachOther(person, other);
      await other.page.getByText('Microphone off:').waitFor({ state: 'detached' });
      expect(await person.page.getByText('Your system has muted the microphone').count()).toBe(0);

      await setPermission(person, 'camera', 'denied');
      await person.page.getByText('Your browser blocks the camera').waitFor();
      await person.page.getByText('Press the two sliders left of the address.').waitFor();
      await other.page.getByText('Ada’s camera is off').waitFor();
      await button(person, 'Turn off microphone').waitFor();
      await hearsMore(other);
      // Allowed again, it goes on by itself, as the steps say.
      await setPermission(person, 'camera', 'granted');
      await seeAndHearEachOther(person, other);
      expect(await person.page.getByText('Your browser blocks the camera').count()).toBe(0);
    }));

  it('no page gets in a browser inside another app is not to be unplugged: the link is to be opened elsewhere', () =>
    withPerson(browser, async (person) => {
      await person.context.addInitScript(() => {
        Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
      });
      await person.startCall();
      await person.page.getByText('This app’s browser cannot use camera and microphone').waitFor();
      await person.page.getByText('Open it in your browser instead').waitFor();
      await person.enter();
      await person.isIn('waiting');
    }));
});

const FAILURE = 'A link that fails whatever it is asked';

describe('a link that fails whatever it is asked', () => {
  it('changes nothing of what one’s own devices do, and of what is said of them', () =>
    withCall(async (person, other) => {
      await person.page.evaluate((failure) => {
        const fail = () => {
          throw new Error(failure);
        };
        RTCDataChannel.prototype.send = fail;
        RTCRtpSender.prototype.replaceTrack = fail;
        RTCRtpSender.prototype.setParameters = fail;
      }, FAILURE);
      for (const [word, isOn] of [
        ['off', false],
        ['on', true],
        ['off', false],
      ] as const) {
        for (const device of ['microphone', 'camera']) {
          await button(person, `Turn ${word} ${device}`).click();
          await button(person, `Turn ${isOn ? 'off' : 'on'} ${device}`).waitFor();
        }
        const live = await person.page.evaluate(() =>
          window.brokenDevices.tracks
            .filter(({ readyState, enabled }) => readyState === 'live' && enabled)
            .map(({ kind }) => kind),
        );
        expect(live.toSorted()).toEqual(isOn ? ['audio', 'video'] : []);
      }
      await person.page.getByRole('button', { name: 'More', exact: true }).click();
      await person.page.getByRole('menuitem', { name: 'Link of this call' }).click();
      await button(person, 'Read out').click();
      await button(person, 'Copy ID').click();
      await person.page.keyboard.press('Escape');
      await person.leave();
      await other.isIn('waiting', { because: 'peer-left' });
      // Said aloud, and nothing else is.
      expect(person.errors.filter(({ message }) => !message.includes(FAILURE))).toEqual([]);
      person.errors.length = 0;
    }));
});
