/** What people notice and know of a running call: who came, how well they are connected, what they may ask for, and keys. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flagsWithDevices } from '../../scripts/browsers/chromium-flags.ts';
import { launchChromium } from './chromium.ts';
import { readPictureHeight } from './media-probe.ts';
import { type Person, seeAndHearEachOther, withPerson } from './person.ts';

declare global {
  interface Window {
    /** The frequency of each tone that the page has begun, in hertz. */
    parleyTestTones: number[];
    /** The person looks at something else. */
    parleyTestIsHidden: boolean;
  }
}

let browser: Browser;
beforeAll(async () => {
  // With pictures that have lines to lose.
  browser = await launchChromium(flagsWithDevices);
});
afterAll(() => browser.close());

function listenToTones(): void {
  window.parleyTestTones = [];
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
    window.parleyTestTones.push(this.frequency.value);
    start.call(this, when);
  };
}

/** A headless browser shows every page to somebody. */
function beAwayAtWill(): void {
  Object.defineProperty(document, 'hidden', { get: () => window.parleyTestIsHidden });
}

async function look(person: Person, isHidden: boolean): Promise<void> {
  await person.page.evaluate((value) => {
    window.parleyTestIsHidden = value;
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);
}

const tonesOf = (person: Person) => person.page.evaluate(() => window.parleyTestTones);
const badge = (person: Person) => person.page.getByRole('button', { name: /^Connection:/ });
const heightOf = (person: Person) => person.page.evaluate(readPictureHeight);

describe('in a call', () => {
  it('one hears and reads who comes and goes, knows how well one is connected, asks for less, and uses keys', () =>
    withPerson(browser, (host) =>
      withPerson(browser, async (guest) => {
        await host.context.addInitScript(listenToTones);
        await host.context.addInitScript(beAwayAtWill);
        await host.startCall();
        await host.enter('Grace');
        await host.isIn('waiting');
        await look(host, true);
        const url = host.page.url();
        await guest.openLink(url);
        await guest.enter('Ada');
        await seeAndHearEachOther(host, guest);
        await expect.poll(() => tonesOf(host)).toEqual([440, 660]);
        await expect.poll(() => host.page.title()).toBe('Ada is here');
        await look(host, false);
        expect(await host.page.title()).not.toBe('Ada is here');

        await badge(guest)
          .and(guest.page.getByRole('button', { name: /Good/ }))
          .click();
        await guest.page.getByText('Direct, from browser to browser (UDP).').waitFor();
        await guest.page.getByRole('button', { name: 'Copy report' }).click();
        const report = await guest.readClipboard();
        expect(report).toMatch(/^Verdict: good$/m);
        expect(report).toMatch(/^Round trip: \d+ /m);
        // A browser's version looks like an address.
        const figures = report.replace(/^Browser: .*$/m, '');
        const id = new URL(url).hash.slice(1);
        for (const secret of [id, id.replaceAll('-', ''), 'Ada', 'Grace', 'candidate', '.local', 'sha-'])
          expect(figures.toLowerCase()).not.toContain(secret.toLowerCase());
        expect(figures).not.toMatch(/\d+\.\d+\.\d+\.\d+|[0-9a-f]+:[0-9a-f]*:[0-9a-f]+:/i);

        await guest.page.getByRole('radio', { name: 'Less data' }).click();
        await expect.poll(() => heightOf(guest)).toBeLessThanOrEqual(240);
        await expect.poll(() => heightOf(host)).toBeLessThanOrEqual(240);
        await guest.page.getByRole('radio', { name: 'Sound only' }).click();
        await host.page.getByRole('status').filter({ hasText: 'Ada asked for sound only' }).waitFor();
        await expect
          .poll(async () => {
            const before = await guest.received();
            await expect
              .poll(async () => (await guest.received()).audioEnergy)
              .toBeGreaterThan(before.audioEnergy);
            return (await guest.received()).framesDecoded - before.framesDecoded;
          })
          .toBe(0);
        await guest.page.getByRole('radio', { name: 'Best picture' }).click();
        await guest.page.keyboard.press('Escape');
        // It was on before.
        await seeAndHearEachOther(host, guest);

        const muted = guest.page
          .getByText('Microphone off')
          .or(guest.page.getByText('Microphone off:'))
          .first();
        await host.page.keyboard.press('m');
        await muted.waitFor();
        await host.page.keyboard.down('Space');
        await muted.waitFor({ state: 'hidden' });
        await host.page.keyboard.up('Space');
        await muted.waitFor();
        await host.page.keyboard.press('?');
        await host.page
          .getByRole('dialog', { name: 'Keys and sounds' })
          .getByRole('button', { name: 'Done' })
          .click();

        await guest.leave();
        await host.isIn('waiting', { because: 'peer-left' });
        await expect.poll(() => tonesOf(host)).toEqual([440, 660, 660, 440]);
      }),
    ));
});
