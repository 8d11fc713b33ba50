import type { DeviceState, MediaErrorCode } from '@parley/call';
import { expect, onTestFinished, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { findViolations, SCHEMES } from '../../testing/accessibility.ts';
import { MEDIA_ON } from '../../testing/call-scenes.ts';
import { type DeviceScene, FakeDevices } from '../../testing/fake-devices.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import { mediaMessage } from '../../words/device-messages.ts';
import { repairSteps } from '../../words/permission-repair.ts';
import type { DeviceNotices } from './device-notices.ts';
import './device-notices.ts';
import { DEVICE_NEWS } from './scenes.ts';

let asked: string[];

const unavailable = (problem: MediaErrorCode): DeviceState => ({ status: 'unavailable', problem });

async function mountNotices(
  properties: Partial<DeviceNotices>,
  scene: DeviceScene = {},
): Promise<FakeDevices> {
  asked = [];
  const devices = new FakeDevices(asked, scene);
  await mount('parley-device-notices', { media: MEDIA_ON, ...properties, devices });
  return devices;
}

const button = (name: string) => page.getByRole('button', { name });

test.each<[string, Partial<DeviceNotices['media']>, 'camera' | 'microphone' | 'both']>([
  ['camera', { camera: unavailable('permission-denied') }, 'camera'],
  ['microphone', { microphone: unavailable('permission-denied') }, 'microphone'],
  [
    'both',
    { camera: unavailable('permission-denied'), microphone: unavailable('permission-denied') },
    'both',
  ],
])(
  'What was refused is given back as this browser wants it, with a drawing: %s',
  async (_, broken, refused) => {
    await mountNotices({ media: { ...MEDIA_ON, ...broken } });
    await expect.element(page.getByText(mediaMessage(refused, 'permission-denied').title)).toBeVisible();
    for (const step of repairSteps('chromium', refused))
      await expect.element(page.getByText(step)).toBeVisible();
    const drawing = document
      .querySelector('parley-device-notices')
      ?.renderRoot.querySelector('parley-permission-repair')
      ?.renderRoot.querySelector('svg');
    expect(drawing?.getBoundingClientRect().width).toBeGreaterThan(100);
  },
);

test.each([
  ['camera', { camera: unavailable('question-closed') }],
  ['both', { camera: unavailable('question-closed'), microphone: unavailable('question-closed') }],
] as const)(
  'A question that was closed is no refusal: the browser can ask again: %s',
  async (what, broken) => {
    await mountNotices({ media: { ...MEDIA_ON, ...broken } });
    await expect.element(page.getByText(mediaMessage(what, 'question-closed').title)).toBeVisible();
    const { renderRoot } = document.querySelector('parley-device-notices') as DeviceNotices;
    expect(renderRoot.querySelector('parley-permission-repair')).toBeNull();
    await button('Ask again').click();
    expect(asked).toEqual(['ask again']);
  },
);

test('Two causes are two notices, and only the refusal is repaired', async () => {
  const media = { ...MEDIA_ON, camera: unavailable('in-use'), microphone: unavailable('permission-denied') };
  await mountNotices({ media });
  await expect.element(page.getByText(mediaMessage('camera', 'in-use').title)).toBeVisible();
  await expect.element(page.getByText(repairSteps('chromium', 'microphone')[1] ?? '')).toBeVisible();
});

test.each<MediaErrorCode>(['in-use', 'no-answer', 'unknown'])(
  'Beside one that does not work (%s) another is offered, if there is another',
  async (problem) => {
    const devices = await mountNotices({ media: { ...MEDIA_ON, camera: unavailable(problem) } });
    await button('Use “Webcam”').click();
    expect(asked).toEqual(['choose camera webcam']);
    devices.list.set({ ...devices.list.value, camera: devices.list.value.camera.slice(0, 1) });
    await devices.choose('camera', 'built-in camera');
    await expect.element(button('Use “Webcam”')).not.toBeInTheDocument();
  },
);

test('One that the system mutes can be had by another, too', async () => {
  const muted: DeviceState = { status: 'muted', problem: 'muted-by-system' };
  await mountNotices({ media: { ...MEDIA_ON, microphone: muted } });
  await button('Use “Headset”').click();
  expect(asked).toEqual(['choose microphone headset']);
});

test.each([
  ['in-use', 'Another program may be using it. They see you as before.'],
  ['not-found', 'It is not there any more. They see you as before.'],
  ['no-answer', 'It does not answer. They see you as before.'],
  ['unknown', 'They see you as before.'],
] as const)(
  'What was chosen and cannot be had is said to be that (%s), and is gone when it was read',
  async (...[code, help]) => {
    await mountNotices({}, { failure: { kind: 'camera', label: 'Webcam', code } });
    await expect.element(page.getByText('“Webcam” did not start')).toBeVisible();
    await expect.element(page.getByText(help, { exact: true })).toBeVisible();
    await button('OK').click();
    await expect.element(page.getByText('“Webcam” did not start')).not.toBeInTheDocument();
  },
);

test('A sound that could not be had is called that, and not a microphone that does not start', async () => {
  const failure = { kind: 'microphone', label: 'Headset', code: 'in-use', sound: 'original' } as const;
  await mountNotices({}, { failure });
  await expect
    .element(page.getByText('Your sound could not become “Original sound, for music”'))
    .toBeVisible();
  await expect.element(page.getByText('They hear you as before.', { exact: true })).toBeVisible();
  expect(page.getByText(/did not start/).elements()).toEqual([]);
});

test('In a call what was read can be had away', async () => {
  const dismissed = recordEvents('device-notices-dismissed');
  await mountNotices({ media: { ...MEDIA_ON, camera: unavailable('disconnected') }, dismissable: true });
  await button('Dismiss').click();
  expect(dismissed).toHaveLength(1);
});

test.each(SCHEMES)('Everybody can use whatever is said of devices, in the %s scheme', async (scheme) => {
  const [main, heading] = [document.createElement('main'), document.createElement('h1')];
  heading.textContent = 'Call';
  main.append(heading);
  document.body.append(main);
  onTestFinished(() => main.remove());
  for (const { media = MEDIA_ON, devices } of Object.values(DEVICE_NEWS))
    main.append(
      await mount('parley-device-notices', {
        media,
        devices: new FakeDevices([], devices),
        dismissable: true,
      }),
    );
  for (const element of main.querySelectorAll('parley-device-notices'))
    expect(element.renderRoot.querySelector('parley-notice')).not.toBeNull();
  expect(await findViolations(scheme)).toEqual([]);
});

test('Nothing is said of what is well, nor of whose troubles nobody asks', async () => {
  await mountNotices({});
  expect(
    document.querySelector('parley-device-notices')?.renderRoot.querySelector('parley-notice'),
  ).toBeNull();
  await mountNotices({ media: { ...MEDIA_ON, camera: unavailable('in-use') }, explained: ['microphone'] });
  expect(page.getByText(/busy/).elements()).toEqual([]);
});
