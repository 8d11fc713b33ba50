/** Microphone, camera and speaker chosen by people among three of each, before the call and during it. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { flagsWithoutDevices } from '../../scripts/browsers/chromium-flags.ts';
import { launchChromium } from './chromium.ts';
import { haveCall, type Person, seeAndHearEachOther, withPerson } from './person.ts';
import { watchLoading } from './picture-probe.ts';
import { hideDevice, lookBothWays, showDevice } from './troubled-devices.ts';

let browser: Browser;
beforeAll(async () => {
  // The one in the middle, fake_device_1, is a camera for depth, whose pictures Chromium does not send.
  browser = await launchChromium([
    ...flagsWithoutDevices,
    '--use-fake-device-for-media-stream=fps=10,device-count=3',
    // Its pretended cameras can blur what is behind somebody; on Linux Chromium tells no page so by itself.
    '--enable-blink-features=MediaCaptureBackgroundBlur',
  ]);
});
afterAll(() => browser.close());

const button = ({ page }: Person, name: string | RegExp) => page.getByRole('button', { name });

/** Opens the menu, picks one, and reads back what is marked. */
async function choose(person: Person, menu: string | RegExp, device: string): Promise<void> {
  const item = person.page.getByRole('menuitemradio', { name: device, exact: true });
  await button(person, menu).click();
  await item.click();
  await button(person, menu).click();
  await expect.poll(() => item.getAttribute('aria-checked')).toBe('true');
  await person.page.keyboard.press('Escape');
}

/** What is really sent: the names of the microphone and the camera. */
const sent = ({ page }: Person) =>
  page.evaluate(() =>
    window.parleyTestConnections
      .filter(({ connectionState }) => connectionState === 'connected')
      .flatMap((connection) => connection.getSenders())
      .flatMap(({ track }) => (track?.readyState === 'live' ? [track.label] : [])),
  );

function isEchoCancelled(): boolean | string | undefined {
  const connection = window.parleyTestConnections.findLast(
    ({ connectionState }) => connectionState === 'connected',
  );
  const [microphone] = connection?.getSenders() ?? [];
  return microphone?.track?.getSettings().echoCancellation;
}

/** By which speaker the other is heard. */
const heardBy = ({ page }: Person) =>
  page.getByTestId('remote-video').evaluate(async (video) => {
    const { sinkId } = video as HTMLVideoElement;
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.find(({ kind, deviceId }) => kind === 'audiooutput' && deviceId === sinkId)?.label;
  });

const offersOf = ({ page }: Person) =>
  page.evaluate(() => window.parleyTestConnections.map((one) => one.localDescription?.sdp.split('\r\n')[1]));

it('Each device is chosen in the lobby and in the call, is what the other sees and hears without a blink, and is remembered', () =>
  withPerson(browser, (other) =>
    withPerson(browser, async (person) => {
      await other.startCall();
      await other.enter('Grace');
      await person.openLink(other.page.url());
      await choose(person, /^Camera: /, 'fake_device_2');
      await choose(person, /^Microphone: /, 'Fake Audio Input 1');
      await choose(person, /^Speaker: /, 'Fake Audio Output 1');
      await person.enter('Ada');
      await seeAndHearEachOther(person, other);
      expect(await sent(person)).toEqual(['Fake Audio Input 1', 'fake_device_2']);
      expect(await heardBy(person)).toBe('Fake Audio Output 1');

      await other.page.getByTestId('remote-video').evaluate(watchLoading);
      const descriptions = await offersOf(person);
      await choose(person, 'Choose camera', 'fake_device_0');
      await choose(person, 'Choose microphone and speaker', 'Fake Audio Input 2');
      await choose(person, 'Choose microphone and speaker', 'Fake Audio Output 2');
      await expect.poll(() => sent(person)).toEqual(['Fake Audio Input 2', 'fake_device_0']);
      await expect.poll(() => heardBy(person)).toBe('Fake Audio Output 2');
      await button(person, 'Choose microphone and speaker').click();
      await person.page.getByRole('menuitemradio', { name: 'Original sound, for music' }).click();
      await expect.poll(() => person.page.evaluate(isEchoCancelled)).toBe(false);
      await person.page.keyboard.press('Escape');
      await other.seesAndHears();
      expect(await other.page.evaluate(() => window.mediaEvents)).toEqual([]);
      // Nothing was negotiated for it.
      expect(await offersOf(person)).toEqual(descriptions);

      await person.page.reload();
      await seeAndHearEachOther(person, other);
      expect(await sent(person)).toEqual(['Fake Audio Input 2', 'fake_device_0']);
      expect(await heardBy(person)).toBe('Fake Audio Output 2');
    }),
  ));

it('What is unplugged is replaced and named, and offered when it is plugged in again', () =>
  withPerson(browser, (other) =>
    withPerson(browser, async (person) => {
      await other.startCall();
      await other.enter('Grace');
      await person.openLink(other.page.url());
      await choose(person, /^Camera: /, 'fake_device_2');
      await person.enter('Ada');
      await seeAndHearEachOther(person, other);
      await other.page.getByTestId('remote-video').evaluate(watchLoading);

      await person.page.evaluate(hideDevice, 'fake_device_2');
      await person.page.getByText('“fake_device_0” is used now.').waitFor();
      await other.seesAndHears();
      expect((await sent(person))[1]).toBe('fake_device_0');

      await person.page.evaluate(showDevice);
      await person.page.getByText('“fake_device_2” was plugged in').waitFor();
      await button(person, 'Use it').click();
      await expect.poll(async () => (await sent(person))[1]).toBe('fake_device_2');
      await other.seesAndHears();
      expect(await other.page.evaluate(() => window.mediaEvents)).toEqual([]);
    }),
  ));

const cameraSettings = ({ page }: Person) =>
  page.evaluate(() => {
    const connection = window.parleyTestConnections.findLast(
      ({ connectionState }) => connectionState === 'connected',
    );
    const camera = connection?.getSenders()[1]?.track;
    const { facingMode, backgroundBlur } = (camera?.getSettings() ?? {}) as MediaTrackSettings & {
      backgroundBlur?: boolean;
    };
    return { camera: camera?.label, facingMode, backgroundBlur };
  });

it('What is behind somebody is blurred, and a phone’s camera flipped, without a blink', () =>
  withPerson(browser, (other) =>
    withPerson(browser, async (person) => {
      await person.context.addInitScript(lookBothWays, {
        user: 'fake_device_0',
        environment: 'fake_device_2',
      });
      await haveCall(other, person);
      await other.page.getByTestId('remote-video').evaluate(watchLoading);
      const descriptions = await offersOf(person);
      const blur = person.page.getByRole('menuitemcheckbox', { name: 'Blur the background' });
      const isMirrored = () =>
        person.page
          .getByTestId('local-video')
          .evaluate((video) => getComputedStyle(video).scale.startsWith('-1'));
      const [own, away] = [
        { camera: 'fake_device_0', facingMode: 'user' },
        { camera: 'fake_device_2', facingMode: 'environment' },
      ];
      expect(await cameraSettings(person)).toMatchObject({ ...own, backgroundBlur: false });
      await button(person, 'Choose camera').click();
      await blur.click();
      await expect.poll(() => blur.getAttribute('aria-checked')).toBe('true');
      expect(await cameraSettings(person)).toMatchObject({ backgroundBlur: true });

      await person.page.getByRole('menuitem', { name: 'Flip the camera' }).click();
      await expect.poll(() => cameraSettings(person)).toMatchObject({ ...away, backgroundBlur: true });
      expect(await isMirrored()).toBe(false);
      await other.seesAndHears();
      await button(person, 'Choose camera').click();
      await blur.click();
      await expect.poll(() => cameraSettings(person)).toMatchObject({ ...away, backgroundBlur: false });
      await person.page.getByRole('menuitem', { name: 'Flip the camera' }).click();
      await expect.poll(() => cameraSettings(person)).toMatchObject({ ...own, backgroundBlur: false });
      expect(await isMirrored()).toBe(true);
      await other.seesAndHears();
      expect(await other.page.evaluate(() => window.mediaEvents)).toEqual([]);
      expect(await offersOf(person)).toEqual(descriptions);
    }),
  ));
