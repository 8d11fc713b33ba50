import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../app/global.css';
import { MEDIA_MESSAGES } from '../app/messages.ts';
import {
  ADA,
  ARRANGED_TIME,
  CALL_ID,
  connected,
  JOIN_URL,
  MEDIA_NONE,
  MEDIA_ON,
  NOW,
  waiting,
} from '../testing/call-scenes.ts';
import { createFakePicture } from '../testing/fake-picture.ts';
import { mount, recordEvents } from '../testing/mount.ts';
import { ODD_ZONES } from '../testing/odd-zones.ts';
import { liveIn } from '../testing/time-zones.ts';
import { cityOf } from './call-times.ts';
import type { Lobby } from './lobby.ts';
import './lobby.ts';

function mountLobby(properties: Partial<Lobby> = {}): Promise<Lobby> {
  const state = waiting({ hasEntered: false });
  return mount('parley-lobby', { callId: CALL_ID, joinUrl: JOIN_URL, state, media: MEDIA_ON, ...properties });
}

test.each([
  ['Getting the call ready', { phase: 'arriving', hasEntered: false } as const],
  ['Nobody else is here yet.', waiting({ hasEntered: false })],
  ['They have left the call.', waiting({ hasEntered: false, because: 'peer-left' })],
  [
    'Ada is here. Connecting',
    { phase: 'connecting', role: 'guest', hasEntered: false, peerName: 'Ada' } as const,
  ],
  [/Someone is here\.\s*$/, { phase: 'connecting', role: 'guest', hasEntered: false, peerName: '' } as const],
  ['Ada is in the call.', connected({ hasEntered: false })],
  ['Ada is in the lobby too.', connected({ hasEntered: false, peer: { ...ADA, hasEntered: false } })],
  ['Someone is in the call.', connected({ hasEntered: false, peer: { ...ADA, name: '' } })],
  ['connection is unstable', connected({ hasEntered: false, isStalled: true })],
  ['Reconnecting', { phase: 'reconnecting', role: 'host', hasEntered: false } as const],
])('It says who is there: %s', async (sentence, state) => {
  await mountLobby({ state });
  await expect.element(page.getByRole('status').filter({ hasText: sentence })).toBeVisible();
});

test('It does not say that nobody learns what somebody has learnt', async () => {
  const lobby = await mountLobby({
    state: { phase: 'early', hasEntered: false, because: 'not-joined' },
    connectsOnlyWhenJoining: true,
  });
  const help = page.getByRole('checkbox', { name: /Before that nobody learns that you are here/ });
  await expect.element(help).toBeVisible();
  lobby.state = waiting({ hasEntered: false });
  await expect.element(page.getByRole('checkbox', { name: /to this call you are connected/ })).toBeVisible();
});

test('Joining takes the name along, without what would not show', async () => {
  await mountLobby();
  const entered = recordEvents('enter-requested');
  const renamed = recordEvents('name-changed');
  await page.getByLabelText(/Your name/).fill('  Grace\u200b Hopper ');
  await page.getByRole('button', { name: 'Join now' }).click();
  expect(entered.map(({ name }) => name)).toEqual(['Grace Hopper']);
  expect(renamed.map(({ name }) => name)).toEqual(['Grace Hopper']);
});

test('Enter in the name field joins', async () => {
  await mountLobby({ name: 'Grace' });
  const entered = recordEvents('enter-requested');
  await page.getByLabelText(/Your name/).click();
  await userEvent.keyboard('{Enter}');
  expect(entered.map(({ name }) => name)).toEqual(['Grace']);
});

test('One may join while still arriving', async () => {
  await mountLobby({ state: { phase: 'arriving', hasEntered: false } });
  const entered = recordEvents('enter-requested');
  await page.getByRole('button', { name: 'Join now' }).click();
  expect(entered).toHaveLength(1);
});

test.each([
  ['Join without camera', { ...MEDIA_ON, camera: MEDIA_NONE.camera }],
  ['Join without microphone', { ...MEDIA_ON, microphone: MEDIA_NONE.microphone }],
  ['Just watch and listen', MEDIA_NONE],
  ['Join now', { ...MEDIA_ON, camera: { status: 'off' } } as const],
])('The button says what joining will mean: %s', async (name, media) => {
  await mountLobby({ media });
  await expect.element(page.getByRole('button', { name })).toBeVisible();
});

test('A device that could not be had is explained, and can be tried again', async () => {
  await mountLobby({ media: MEDIA_NONE });
  const { title, help } = MEDIA_MESSAGES.microphone['permission-denied'];
  await expect.element(page.getByText(title)).toBeVisible();
  await expect.element(page.getByText(help)).toBeVisible();
  await expect.element(page.getByText(MEDIA_MESSAGES.camera['not-found'].title)).toBeVisible();
  const events = recordEvents('microphone-toggle-requested');
  await page.getByRole('button', { name: 'Try microphone again' }).click();
  expect(events).toHaveLength(1);
});

test('One reason for both devices is said once', async () => {
  const unavailable = { status: 'unavailable', problem: 'permission-denied' } as const;
  await mountLobby({ media: { stream: null, microphone: unavailable, camera: unavailable } });
  await expect.element(page.getByText(MEDIA_MESSAGES.both['permission-denied'].title)).toBeVisible();
  expect(page.getByText(MEDIA_MESSAGES.camera['permission-denied'].help).elements()).toEqual([]);
});

test('The switches say what a press will do, and ask for it', async () => {
  await mountLobby({ media: { ...MEDIA_ON, microphone: { status: 'off' } } });
  const cameraEvents = recordEvents('camera-toggle-requested');
  const microphoneEvents = recordEvents('microphone-toggle-requested');
  await page.getByRole('button', { name: 'Turn off camera' }).click();
  await page.getByRole('button', { name: 'Turn on microphone' }).click();
  expect([cameraEvents.length, microphoneEvents.length]).toEqual([1, 1]);
});

test('While the browser asks for permission, a switch does nothing', async () => {
  const asking = { status: 'asking' } as const;
  await mountLobby({ media: { stream: null, microphone: asking, camera: asking } });
  const events = recordEvents('camera-toggle-requested');
  const button = page.getByRole('button', { name: 'Waiting for camera' }).element() as HTMLElement;
  expect(button.getAttribute('aria-disabled')).toBe('true');
  button.click();
  expect(events).toEqual([]);
});

test('One sees oneself, mirrored and without sound', async () => {
  await mountLobby({ media: { ...MEDIA_ON, stream: createFakePicture() } });
  const video = page.getByTestId('local-video').element() as HTMLVideoElement;
  await expect.poll(() => video.videoWidth).toBe(320);
  expect(video.muted).toBe(true);
  expect(getComputedStyle(video).scale).toBe('-1 1');
});

const early = (because: 'not-open' | 'host-absent', hasEntered = false) =>
  ({ phase: 'early', because, hasEntered }) as const;

test.each(ODD_ZONES)(
  'Whoever is early in %s sees what the call is about, when it is here and there, and how long that is',
  async (own) => {
    await liveIn(own);
    let now = NOW;
    await mountLobby({ state: early('not-open'), arrangedTime: ARRANGED_TIME, now: () => now });
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent(ARRANGED_TIME.title);
    await expect.element(page.getByText(/Kathmandu time \(GMT\+5:45\)/)).toBeVisible();
    await expect
      .element(page.getByText(own === 'UTC' ? 'UTC' : new RegExp(`^${cityOf(own)} time`)))
      .toBeVisible();
    expect(document.querySelector('parley-lobby')?.renderRoot.querySelector('time')?.dateTime).toBe(
      new Date(ARRANGED_TIME.startsAt).toISOString(),
    );
    await expect.element(page.getByRole('timer')).toHaveTextContent('10:00');
    now += 61_000;
    await expect.element(page.getByRole('timer')).toHaveTextContent('8:59');
  },
);

test.each([
  ['not-open', 'Join when it opens', 'You go in as soon as it opens.'],
  ['host-absent', 'Join when the host is here', 'You go in as soon as the host is here.'],
] as const)('Whoever is early (%s) may press Join already', async (because, label, sentence) => {
  const element = await mountLobby({ state: early(because), arrangedTime: ARRANGED_TIME, now: () => NOW });
  const entered = recordEvents('enter-requested');
  await page.getByRole('button', { name: label }).click();
  expect(entered).toHaveLength(1);
  element.state = early(because, true);
  await expect.element(page.getByText(sentence)).toBeVisible();
  await expect.element(page.getByRole('button', { name: /Join/ })).not.toBeInTheDocument();
});

test('Only the host is asked to invite somebody before it opens', async () => {
  const properties = { state: early('not-open'), now: () => NOW };
  const element = await mountLobby({ ...properties, arrangedTime: ARRANGED_TIME });
  await expect.element(page.getByText('Invite the other person')).not.toBeInTheDocument();
  element.arrangedTime = { ...ARRANGED_TIME, isHost: true };
  await expect.element(page.getByText('Invite the other person')).toBeVisible();
});

test('A call without a title, and one of now, ask whether one is ready', async () => {
  const element = await mountLobby({ arrangedTime: { ...ARRANGED_TIME, title: '' } });
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Ready to join?');
  element.arrangedTime = undefined;
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Ready to join?');
});

test('Beside the link it is said how long the call stays open, once that is known', async () => {
  const element = await mountLobby();
  expect(page.getByText(/It stays open/).elements()).toEqual([]);
  element.emptyTimeoutSeconds = 86_400;
  await expect.element(page.getByText(/It stays open for 24 hours when nobody is in it/)).toBeVisible();
});
