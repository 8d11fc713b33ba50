/** What people do in a call, in Firefox: keys, a small window, and what its settings refuse. */
import type { Browser as Chromium } from 'playwright-core';
import type { Browser as Firefox } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrivesOnly } from './arriving.ts';
import { launchChromium } from './chromium.ts';
import { FirefoxPerson, hasFirefox, launchFirefox } from './firefox-person.ts';
import { Person, seeAndHearEachOther } from './person.ts';

let chromium: Chromium;
beforeAll(async () => {
  chromium = await launchChromium();
});
afterAll(() => chromium.close());

declare global {
  interface Window {
    /** Not in TypeScript's library. */
    readonly documentPictureInPicture?: { readonly window: Window | null };
  }
}

/** Somebody in a call, in Chromium, and somebody with Firefox whom they have sent the link. */
async function withHost(
  firefox: Firefox,
  use: (person: FirefoxPerson, host: Person) => Promise<void>,
): Promise<void> {
  const host = await Person.create(chromium);
  const person = await FirefoxPerson.create(firefox);
  try {
    await host.startCall();
    await host.enter('Grace');
    await person.openLink(host.page.url());
    await use(person, host);
    host.assertNoErrors();
    expect(person.violations).toEqual([]);
  } finally {
    await Promise.all([host.context.close(), person.page.browserContext().close()]);
  }
}

/** Runs in the page: resolves once the small window has presented some pictures of the other. Firefox counts none of a stream. */
async function windowShowsFrames(): Promise<void> {
  const video = window.documentPictureInPicture?.window?.document.querySelector('video');
  if (video == null) throw new Error('There is no small window');
  for (let count = 0; count < 5; count += 1)
    await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
}

const hasWindow = () => window.documentPictureInPicture?.window != null;

describe.skipIf(!hasFirefox)('Firefox', () => {
  let firefox: Firefox;
  beforeAll(async () => {
    firefox = await launchFirefox();
  });
  afterAll(() => firefox.close());

  it('has the keys, and plays the other in a small window that is closed again', () =>
    withHost(firefox, async (person, host) => {
      await person.enter();
      await seeAndHearEachOther(person, host);
      const { keyboard } = person.page;
      const muted = host.page.getByText(/^Microphone off/).first();
      await keyboard.press('m');
      await muted.waitFor();
      await keyboard.down(' ');
      await muted.waitFor({ state: 'hidden' });
      await keyboard.up(' ');
      await muted.waitFor();
      await keyboard.press('m');
      await muted.waitFor({ state: 'hidden' });
      await keyboard.press('c');
      await host.page.locator('parley-remote-picture').getByText('camera is off').waitFor();
      await keyboard.press('c');
      await seeAndHearEachOther(person, host);

      await person.press('Pop out');
      await expect.poll(() => person.page.evaluate(hasWindow)).toBe(true);
      await person.page.evaluate(windowShowsFrames);
      await person.seesAndHears();
      await person.press('Bring back');
      await expect.poll(() => person.page.evaluate(hasWindow)).toBe(false);
      await seeAndHearEachOther(person, host);
    }));

  it('shows a camera that comes back also without a callback for frames, as before version 132', () =>
    withHost(firefox, async (person, host) => {
      await person.page.evaluateOnNewDocument(() => {
        Reflect.deleteProperty(HTMLVideoElement.prototype, 'requestVideoFrameCallback');
      });
      await person.page.reload();
      await person.enter();
      await seeAndHearEachOther(person, host);
      for (let time = 0; time < 2; time += 1) {
        await person.page.waitForSelector('>>> [data-testid="remote-video"]:not([inert])');
        await host.page.getByRole('button', { name: 'Turn off camera' }).click();
        await person.page.waitForSelector('>>> [data-testid="remote-video"][inert]');
        await host.page.getByRole('button', { name: 'Turn on camera' }).click();
      }
      await person.page.waitForSelector('>>> [data-testid="remote-video"]:not([inert])');
      await seeAndHearEachOther(person, host);
    }));

  // It needs a window on a screen: headless, Firefox finds none to share (NotFoundError). On one by Xvfb it calls as it does headless.
  it.todo('shares a screen of its own: not tested, for it needs Xvfb');
  // Its pretended devices cannot be unplugged. Those of a PulseAudio of the test's own can, but a tone that one hums did not arrive as such.
  it.todo('notices a device that is unplugged: not tested, for it needs PulseAudio');
});

describe.skipIf(!hasFirefox)('Firefox whose settings refuse', () => {
  it.each([
    ['the camera', { camera: 2, microphone: 1 }, 'Join without camera', { frames: false, sound: true }],
    [
      'the microphone',
      { camera: 1, microphone: 2 },
      'Join without microphone',
      { frames: true, sound: false },
    ],
    [
      'camera and microphone',
      { camera: 2, microphone: 2 },
      'Just watch and listen',
      { frames: false, sound: false },
    ],
  ])('%s says so, joins with what there is, and the rest arrives', async (what, settings, join, arriving) => {
    // 1: allowed, 2: refused, as in its settings.
    const refusing = await launchFirefox({
      'media.navigator.permission.disabled': false,
      'permissions.default.camera': settings.camera,
      'permissions.default.microphone': settings.microphone,
    });
    try {
      await withHost(refusing, async (person, host) => {
        await person.reads(`Your browser blocks ${what}`);
        await person.reads('Press the crossed-out sign left of the address.');
        await person.enter(join);
        await Promise.all([host.isIn('connected'), person.isIn('connected')]);
        await arrivesOnly(host, arriving, () => person.seesAndHears());
      });
    } finally {
      await refusing.close();
    }
  });
});
