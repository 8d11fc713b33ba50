import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import { findViolations, SCHEMES } from '../../testing/accessibility.ts';
import { type DeviceScene, FakeDevices } from '../../testing/fake-devices.ts';
import { focusedElement } from '../../testing/focus.ts';
import { mount } from '../../testing/mount.ts';
import type { DeviceMenu } from './device-menu.ts';
import './device-menu.ts';

let asked: string[];

async function mountMenu(
  properties: Partial<DeviceMenu> = {},
  scene: DeviceScene = {},
): Promise<FakeDevices> {
  asked = [];
  const devices = new FakeDevices(asked, scene);
  await mount('parley-device-menu', { ...properties, devices });
  return devices;
}

const ALL: Partial<DeviceMenu> = { look: 'arrow', kinds: ['microphone', 'speaker'] };
const press = (name: string) => page.getByRole('button', { name }).click();
const item = (role: 'menuitem' | 'menuitemradio' | 'menuitemcheckbox', name: string) =>
  page.getByRole(role, { name });
const focused = () => focusedElement()?.textContent?.trim().replace(/\s+/g, ' ');

test('Beside a switch one menu has what is chosen there, each under its name', async () => {
  await mountMenu(ALL);
  await press('Choose microphone and speaker');
  for (const name of ['Microphone', 'Speaker', 'Your sound'])
    await expect.element(page.getByRole('group', { name, exact: true })).toBeVisible();
  await page.getByRole('group', { name: 'Speaker' }).getByRole('menuitemradio', { name: 'Headset' }).click();
  expect(asked).toEqual(['choose speaker headset']);
  await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
});

test('It is used by the keys that menus have, and gives the focus back', async () => {
  await mountMenu();
  const chip = page.getByRole('button', { name: 'Microphone: Built-in microphone' });
  (chip.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(focused).toBe('Built-in microphone');
  await userEvent.keyboard('{ArrowDown}');
  expect(focused()).toBe('Headset');
  await userEvent.keyboard('{End}');
  expect(focused()).toBe('Tell me when I speak while muted');
  await userEvent.keyboard('{ArrowDown}');
  expect(focused()).toBe('Built-in microphone');
  await userEvent.keyboard('{ArrowUp}{Home}{ArrowDown}{Enter}');
  expect(asked).toEqual(['choose microphone headset']);
  await expect.poll(() => focusedElement()?.ariaLabel).toBe('Microphone: Headset');
  await userEvent.keyboard('{Enter}');
  await expect.poll(focused).toBe('Headset');
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => focusedElement()?.ariaLabel).toBe('Microphone: Headset');
});

test('Sound and what is noticed are chosen without closing it', async () => {
  await mountMenu();
  await press('Microphone: Built-in microphone');
  expect(item('menuitemradio', 'Less noise').element().ariaChecked).toBe('true');
  await item('menuitemradio', 'Original sound, for music').click();
  await expect
    .poll(() => item('menuitemradio', 'Original sound, for music').element().ariaChecked)
    .toBe('true');
  await item('menuitemcheckbox', 'Tell me when I speak while muted').click();
  await expect
    .poll(() => item('menuitemcheckbox', 'Tell me when I speak while muted').element().ariaChecked)
    .toBe('false');
  expect(asked).toEqual(['sound original', 'notice muted speech false']);
});

test('Only what browser and camera can do is offered of the picture', async () => {
  const devices = await mountMenu({ kinds: ['camera'] });
  await press('Camera: Built-in camera');
  expect(page.getByRole('group', { name: 'Your picture' }).elements()).toEqual([]);
  devices.abilities.set({ ...devices.abilities.value, canFlip: true, isBackgroundBlurred: false });
  await item('menuitemcheckbox', 'Blur the background').click();
  await item('menuitem', 'Flip the camera').click();
  expect(asked).toEqual(['blur true', 'flip camera']);
});

test('The test sound is played by the speaker that is chosen', async () => {
  const { setSinkId, play } = HTMLMediaElement.prototype;
  const heard: string[] = [];
  HTMLMediaElement.prototype.setSinkId = async (id) => void heard.push(`by ${id}`);
  HTMLMediaElement.prototype.play = async function (this: HTMLMediaElement) {
    const [track] = (this.srcObject as MediaStream).getAudioTracks();
    heard.push(`${track?.readyState} ${track?.kind}`);
  };
  onTestFinished(() => {
    Object.assign(HTMLMediaElement.prototype, { setSinkId, play });
  });
  const devices = await mountMenu({ kinds: ['speaker'] });
  devices.speaker.set('headset');
  await press('Speaker: System default');
  await item('menuitem', 'Play a test sound').click();
  await expect.poll(() => heard).toEqual(['by headset', 'live audio']);
});

test('A browser that has a list of speakers of its own is asked for it', async () => {
  await mountMenu({ kinds: ['speaker'] }, { abilities: { canAskForSpeaker: true } });
  await press('Speaker: System default');
  await item('menuitem', 'Another speaker…').click();
  expect(asked).toEqual(['ask for speaker']);
});

test('There is no menu where there is nothing to choose', async () => {
  await mountMenu({}, { list: { microphone: [], camera: [], speaker: [] } });
  expect(page.getByRole('button').elements()).toEqual([]);
});

test('A device without a name has that of its kind, and the numbers of vendors are left out', async () => {
  const device = { groupId: '', isChosen: false };
  await mountMenu(
    { kinds: ['camera'] },
    {
      list: {
        microphone: [],
        camera: [
          { ...device, id: 'a', label: 'Webcam C920 (046d:082d)', isChosen: true },
          { ...device, id: 'b', label: '' },
        ],
        speaker: [],
      },
    },
  );
  await press('Camera: Webcam C920');
  await expect.element(item('menuitemradio', 'Camera 2')).toBeVisible();
});

test.each(SCHEMES)(
  'It can be used by everybody, on a narrow screen too, in the %s scheme',
  async (scheme) => {
    await page.viewport(320, 568);
    onTestFinished(() => page.viewport(1280, 800));
    await mountMenu(ALL, { abilities: { canAskForSpeaker: true } });
    await press('Choose microphone and speaker');
    const menu = page.getByRole('menu').element().getBoundingClientRect();
    expect([menu.left >= 0, menu.right <= 320, menu.top >= 0, menu.bottom <= 568]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    for (const button of page.getByRole('menu').element().querySelectorAll('button'))
      expect(button.getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
    // axe asks for landmarks, which are the page's business.
    const violations = await findViolations(scheme);
    expect(
      violations.filter((line) => !/^(region|landmark-one-main|page-has-heading-one)/.test(line)),
    ).toEqual([]);
  },
);
