/** What people do in a call, in Firefox: keys, a small window, a screen, a headset, and what its settings refuse. */
import type { Browser as Chromium } from 'playwright-core';
import type { Browser as Firefox } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrivesOnly } from './arriving.ts';
import { launchChromium } from './chromium.ts';
import { FirefoxPerson, hasFirefox, launchFirefox } from './firefox-person.ts';
import { Person, seeAndHearEachOther } from './person.ts';
import { readQuadrants, readTone, SHARED_PAGE } from './screen-probe.ts';
import { type SoundServer, startSoundServer, whyNoSoundServer } from './sound-server.ts';
import { openVirtualScreen, type VirtualScreen, whyNoScreen } from './virtual-screen.ts';

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
});

const whyNoShare = hasFirefox ? whyNoScreen : 'needs Firefox';

describe.skipIf(whyNoShare !== undefined)(`Firefox on a screen (${whyNoShare ?? 'of Xvfb'})`, () => {
  let screen: VirtualScreen;
  let firefox: Firefox;
  beforeAll(async () => {
    screen = await openVirtualScreen();
    firefox = await launchFirefox({}, screen);
  });
  afterAll(async () => {
    await firefox?.close();
    await screen?.close();
  });

  it('shares all of it beside the camera, until it is stopped', () =>
    withHost(firefox, async (person, host) => {
      await person.enter();
      await seeAndHearEachOther(person, host);
      const video = host.page.getByTestId('screen-video');
      await person.page.locator('>>> button[aria-label="Share screen"]').click();
      await person.reads('You are sharing your screen');
      await video.and(host.page.locator(':not([inert])')).waitFor();
      const shared = await person.openWindow(SHARED_PAGE);
      await expect.poll(() => video.evaluate(readQuadrants)).toEqual(['red', 'green', 'blue', 'white']);
      await shared.close();
      await expect.poll(() => video.evaluate(readQuadrants)).not.toEqual(['red', 'green', 'blue', 'white']);
      await seeAndHearEachOther(person, host);

      await person.press('Stop sharing');
      await person.page.waitForSelector('>>> button[aria-label="Share screen"]');
      await expect.poll(() => video.isVisible()).toBe(false);
      await seeAndHearEachOther(person, host);
    }));
});

const whyNoPlugs = hasFirefox ? whyNoSoundServer : 'needs Firefox';

describe.skipIf(whyNoPlugs !== undefined)(
  `Firefox with microphones (${whyNoPlugs ?? 'of PulseAudio'})`,
  () => {
    let sound: SoundServer;
    let firefox: Firefox;
    beforeAll(async () => {
      sound = await startSoundServer();
      firefox = await launchFirefox({ 'media.navigator.streams.fake': false }, sound);
    });
    afterAll(async () => {
      await firefox?.close();
      await sound?.close();
    });

    it('goes on with another when one is unplugged, says which, and offers the one that is plugged in again', () =>
      withHost(firefox, async (person, host) => {
        await sound.plugIn('Headset', 440);
        await sound.plugIn('Webcam', 1_320);
        const hears = (toneHz: number) =>
          expect
            .poll(async () =>
              Math.abs((await host.page.getByTestId('remote-video').evaluate(readTone)) - toneHz),
            )
            .toBeLessThan(15);
        await person.page.reload();
        await person.enter('Join without camera');
        await Promise.all([host.isIn('connected'), person.isIn('connected')]);
        await person.page.locator('>>> button[aria-label^="Choose microphone"]').click();
        await person.page
          .locator('>>> [role=menu]:popover-open [role=menuitemradio] ::-p-text(Headset)')
          .click();
        await hears(440);

        await sound.unplug('Headset');
        await person.reads('“Webcam” is used now.');
        await hears(1_320);

        await sound.plugIn('Headset', 440);
        await person.reads('“Headset” was plugged in');
        await person.press('Use it');
        await hears(440);
      }));
  },
);

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
