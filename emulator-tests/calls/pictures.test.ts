/** What the other's picture shows and plays, and when: never what it should not, and never with a blink. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { haveCall, PATIENCE_MS, type Person, seeAndHearEachOther, withPerson } from './person.ts';
import {
  describePlaying,
  sendAnyway,
  useColouredCamera,
  watchColours,
  watchLoading,
} from './picture-probe.ts';
import { breakDevices, plugIn } from './troubled-devices.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

function withTwo(use: (person: Person, other: Person) => Promise<void>): Promise<void> {
  const moving = { reducedMotion: 'no-preference' } as const;
  return withPerson(browser, (person) => withPerson(browser, (other) => use(person, other), moving), moving);
}

const button = (person: Person, name: string | RegExp) => person.page.getByRole('button', { name });
const remoteVideo = (person: Person) => person.page.getByTestId('remote-video');

/** What somebody sends arrives, be it shown or not. */
async function framesArrive(person: Person): Promise<void> {
  const { framesDecoded } = await person.received();
  await expect
    .poll(async () => (await person.received()).framesDecoded, { timeout: PATIENCE_MS })
    .toBeGreaterThan(framesDecoded + 5);
}

describe('a picture', () => {
  it('is never loaded anew, whatever is switched, resized, stalled or restarted', () =>
    withTwo(async (person, other) => {
      await haveCall(person, other);
      for (const { page } of [person, other])
        for (const id of ['remote-video', 'local-video']) await page.getByTestId(id).evaluate(watchLoading);
      for (const one of [person, other]) {
        for (const device of ['microphone', 'camera', 'microphone', 'camera']) {
          await button(one, `Turn off ${device}`).click();
          await button(one, `Turn on ${device}`).click();
          await button(one, `Turn off ${device}`).waitFor();
        }
      }
      for (const [width, height] of [
        [390, 844],
        [844, 390],
        [1280, 800],
      ] as const) {
        await person.page.setViewportSize({ width, height });
      }
      // The other's page is busy, and says nothing. Sound comes all the same, since browsers send it without the page; but this one
      // does not tell when.
      await person.page.evaluate(() => {
        RTCRtpReceiver.prototype.getSynchronizationSources = () => [];
      });
      const before = await person.page.evaluate(
        () => window.parleyTestConnections.at(-1)?.localDescription?.sdp,
      );
      const busy = other.page.evaluate(() => {
        const until = performance.now() + 6_000;
        while (performance.now() < until);
      });
      await person.page.getByText('connection is unstable').first().waitFor();
      await busy;
      await person.page.getByText('Connected with').first().waitFor();
      // Mended over another path, for the silence.
      await person.page.waitForFunction(
        (sdp) => window.parleyTestConnections.at(-1)?.localDescription?.sdp !== sdp,
        before,
      );
      await seeAndHearEachOther(person, other);
      for (const { page } of [person, other])
        expect(await page.evaluate(() => window.mediaEvents)).toEqual([]);
    }));

  it('that comes back begins with what is there now', () =>
    withTwo(async (person, other) => {
      await other.context.addInitScript(useColouredCamera);
      await haveCall(person, other);
      const video = remoteVideo(person);
      await video.evaluate(watchColours);
      const seen = () => person.page.evaluate(() => window.seenColours);
      await expect.poll(seen, { timeout: PATIENCE_MS }).toEqual(['red']);
      await button(other, 'Turn off camera').click();
      await expect.poll(() => video.evaluate(describePlaying)).toMatchObject({ isSeen: false });
      await other.page.evaluate(() => {
        window.colourOfCamera = 'blue';
      });
      await person.page.evaluate(() => {
        window.seenColours = [];
      });
      await button(other, 'Turn on camera').click();
      await expect.poll(seen, { timeout: PATIENCE_MS }).toContain('blue');
      expect(await seen()).toEqual(['blue']);
    }));
});

describe('somebody without a picture', () => {
  it('is heard all the same, and seen once they have one', () =>
    withTwo(async (person, other) => {
      await other.context.addInitScript(breakDevices);
      await other.context.addInitScript(() => window.brokenDevices.missing.add('video'));
      await person.startCall();
      await person.enter();
      await other.openLink(person.page.url());
      await other.page.getByText('No camera was found').waitFor();
      await other.enter('Ada');
      await Promise.all([person.isIn('connected'), other.isIn('connected')]);
      await remoteVideo(person).evaluate(watchLoading);
      await expect
        .poll(async () => (await person.received()).audioEnergy, { timeout: PATIENCE_MS })
        .toBeGreaterThan(0);
      await other.page.evaluate(plugIn, 'video' as const);
      await button(other, 'Turn on camera').click();
      await person.seesAndHears();
      await expect
        .poll(() => remoteVideo(person).evaluate(describePlaying), { timeout: PATIENCE_MS })
        .toEqual({ isMuted: false, isSeen: true });
      expect(await person.page.evaluate(() => window.mediaEvents)).toEqual([]);
    }));
});

describe('somebody in the lobby', () => {
  it('is neither seen nor heard, whatever they send, until they join', () =>
    withTwo(async (person, other) => {
      await person.startCall();
      await person.enter();
      await other.openLink(person.page.url());
      await Promise.all([person.isIn('connected'), other.isIn('connected')]);
      await other.page.evaluate(sendAnyway);
      await framesArrive(person);
      expect(await remoteVideo(person).evaluate(describePlaying)).toEqual({ isMuted: true, isSeen: false });
      // What no element plays aloud has no energy.
      expect(await person.received()).toMatchObject({ audioEnergy: 0 });
      await other.enter('Ada');
      await expect
        .poll(() => remoteVideo(person).evaluate(describePlaying), { timeout: PATIENCE_MS })
        .toEqual({ isMuted: false, isSeen: true });
      await seeAndHearEachOther(person, other);
    }));

  it('neither sees nor hears anybody, whatever is sent to them', () =>
    withTwo(async (person, other) => {
      await person.startCall();
      await other.openLink(person.page.url());
      await other.enter();
      await Promise.all([person.isIn('connected'), other.isIn('connected')]);
      await other.page.evaluate(sendAnyway);
      await framesArrive(person);
      expect(await person.received()).toMatchObject({ audioEnergy: 0 });
      expect(await remoteVideo(person).count()).toBe(0);
    }));
});

it('somebody who says that their devices are off is neither seen nor heard, whatever they send', () =>
  withTwo(async (person, other) => {
    await haveCall(person, other);
    await button(other, 'Turn off microphone').click();
    await button(other, 'Turn off camera').click();
    await person.page.getByText('Ada’s camera is off').waitFor();
    await other.page.evaluate(sendAnyway);
    await framesArrive(person);
    expect(await remoteVideo(person).evaluate(describePlaying)).toEqual({ isMuted: true, isSeen: false });
  }));
