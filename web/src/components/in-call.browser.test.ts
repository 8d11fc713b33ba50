import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../app/global.css';
import { CALL_ERROR_MESSAGES, MEDIA_MESSAGES, WAITING_MESSAGES } from '../app/messages.ts';
import {
  ADA,
  CALL_ID,
  connected,
  FORMATTED_CALL_ID,
  JOIN_URL,
  MEDIA_NONE,
  MEDIA_ON,
  waiting,
} from '../testing/call-scenes.ts';
import { focusedElement } from '../testing/focus.ts';
import { mount, recordEvents } from '../testing/mount.ts';
import type { InCall } from './in-call.ts';
import type { LocalMediaView } from './local-media-view.ts';
import './in-call.ts';

function mountCall(properties: Partial<InCall> = {}): Promise<InCall> {
  const state = connected();
  return mount('parley-in-call', {
    callId: CALL_ID,
    joinUrl: JOIN_URL,
    state,
    media: MEDIA_ON,
    ...properties,
  });
}

test.each([
  ['Getting the call ready', { phase: 'arriving', hasEntered: true } as const],
  [WAITING_MESSAGES['nobody-came'].title, waiting()],
  [WAITING_MESSAGES['peer-left'].title, waiting({ because: 'peer-left' })],
  [WAITING_MESSAGES['peer-gone'].title, waiting({ because: 'peer-gone' })],
  [WAITING_MESSAGES['no-route'].title, waiting({ because: 'no-route' })],
  [
    'Ada is here. Connecting',
    { phase: 'connecting', role: 'host', hasEntered: true, peerName: 'Ada' } as const,
  ],
  [
    'They are here. Connecting',
    { phase: 'connecting', role: 'host', hasEntered: true, peerName: '' } as const,
  ],
  ['Connected with Ada', connected()],
  ['Ada is in the lobby', connected({ peer: { ...ADA, hasEntered: false } })],
  ['Ada’s connection is unstable', connected({ isStalled: true })],
  ['Their connection is unstable', connected({ isStalled: true, peer: { ...ADA, name: '' } })],
  ['Reconnecting', { phase: 'reconnecting', role: 'host', hasEntered: true } as const],
])('It says how the call stands: %s', async (sentence, state) => {
  await mountCall({ state });
  await expect.element(page.getByRole('status').filter({ hasText: sentence })).toBeVisible();
});

test.each(['nobody-came', 'peer-left', 'peer-gone', 'no-route'] as const)(
  'Whoever waits (%s) has the ID and the link at hand',
  async (because) => {
    await mountCall({ state: waiting({ because }) });
    await expect.element(page.getByText(WAITING_MESSAGES[because].help)).toBeVisible();
    await expect.element(page.getByText(FORMATTED_CALL_ID)).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Copy link' })).toBeVisible();
  },
);

test('While two are here the ID is a press away', async () => {
  await mountCall();
  await expect.element(page.getByText(FORMATTED_CALL_ID)).not.toBeVisible();
  await page.getByRole('button', { name: 'Call ID' }).click();
  await expect.element(page.getByText(FORMATTED_CALL_ID)).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByText(FORMATTED_CALL_ID)).not.toBeVisible();
});

test('Trouble with the server is told, and that the call goes on', async () => {
  await mountCall({ state: connected({ trouble: 'signaling-unreachable' }) });
  const { title } = CALL_ERROR_MESSAGES['signaling-unreachable'];
  await expect.element(page.getByText(`${title}. Your call goes on without it.`)).toBeVisible();
});

test('Trouble while waiting is told with what to do', async () => {
  await mountCall({ state: waiting({ trouble: 'signaling-unreachable' }) });
  const { title, help } = CALL_ERROR_MESSAGES['signaling-unreachable'];
  await expect
    .element(page.getByRole('status').filter({ hasText: title }))
    .toHaveTextContent(`${title}. ${help}`);
});

test('The controls ask for what they say', async () => {
  await mountCall({ media: { ...MEDIA_ON, camera: { status: 'off' } } });
  const microphone = recordEvents('microphone-toggle-requested');
  const camera = recordEvents('camera-toggle-requested');
  const leave = recordEvents('leave-requested');
  await page.getByRole('button', { name: 'Turn off microphone' }).click();
  await page.getByRole('button', { name: 'Turn on camera' }).click();
  await page.getByRole('button', { name: 'Leave' }).click();
  expect([microphone.length, camera.length, leave.length]).toEqual([1, 1, 1]);
});

test('The host ends the call for both after saying so twice', async () => {
  await mountCall();
  const events = recordEvents('end-requested');
  await page.getByRole('button', { name: 'End for both' }).click();
  await expect.element(page.getByRole('dialog')).toBeVisible();
  expect(focusedElement()?.textContent).toBe('Stay in the call');
  expect(events).toEqual([]);
  await page.getByRole('button', { name: 'End the call' }).click();
  expect(events).toHaveLength(1);
});

test('The host may think better of it, by the button or by Escape', async () => {
  await mountCall();
  const events = recordEvents('end-requested');
  const end = page.getByRole('button', { name: 'End for both' });
  await end.click();
  await page.getByRole('button', { name: 'Stay in the call' }).click();
  await expect.poll(focusedElement).toBe(end.element());
  await end.click();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  expect(events).toEqual([]);
});

test('A guest cannot end the call for both', async () => {
  await mountCall({ state: connected({ role: 'guest' }) });
  await expect.element(page.getByRole('button', { name: 'Leave' })).toBeVisible();
  expect(page.getByRole('button', { name: 'End for both' }).elements()).toEqual([]);
});

test('A device that still cannot be had is explained when it is tried, until it can', async () => {
  const element = await mountCall({ media: { ...MEDIA_ON, camera: MEDIA_NONE.camera } });
  const { title } = MEDIA_MESSAGES.camera['not-found'];
  expect(page.getByText(title).elements()).toEqual([]);
  await page.getByRole('button', { name: 'Try camera again' }).click();
  await expect.element(page.getByText(title)).toBeVisible();
  element.media = MEDIA_ON;
  await expect.element(page.getByText(title)).not.toBeInTheDocument();
});

test.each<[string, Partial<LocalMediaView>, string]>([
  ['is lost', { microphone: { status: 'unavailable', problem: 'disconnected' } }, 'was disconnected'],
  ['is muted', { microphone: { status: 'muted', problem: 'muted-by-system' } }, 'has muted the microphone'],
  [
    'is replaced',
    { microphone: { status: 'on', replacement: 'Built-in' } },
    'They hear you by “Built-in” now',
  ],
])('What happens to a device is said at once, until it is over: it %s', async (_, change, sentence) => {
  const element = await mountCall();
  element.media = { ...MEDIA_ON, ...change };
  await expect.element(page.getByRole('status').filter({ hasText: sentence })).toBeVisible();
  element.media = MEDIA_ON;
  await expect.element(page.getByText(sentence)).not.toBeInTheDocument();
});

test('What was so before one came in is not said again', async () => {
  const element = await mountCall({ media: MEDIA_NONE });
  const { title } = MEDIA_MESSAGES.camera['not-found'];
  expect(page.getByText(title).elements()).toEqual([]);
  element.media = { ...MEDIA_NONE, microphone: { status: 'off' } };
  await element.updateComplete;
  expect(page.getByText(title).elements()).toEqual([]);
});

test('The explanation of a device can be dismissed', async () => {
  await mountCall({ media: MEDIA_NONE });
  await page.getByRole('button', { name: 'Try microphone again' }).click();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  const { title } = MEDIA_MESSAGES.microphone['permission-denied'];
  await expect.element(page.getByText(title)).not.toBeInTheDocument();
});

test.each([
  ['is kept', { isSeatKept: true } as const, 1],
  ['is not kept, or not any more', {}, 0],
])('The host frees a seat that %s', async (_, state, count) => {
  await mountCall({ state: waiting({ because: 'peer-left', ...state }) });
  const button = page.getByRole('button', { name: 'Let anybody take it now' });
  await expect.element(page.getByRole('heading', { name: 'You can wait here' })).toBeVisible();
  expect(button.elements()).toHaveLength(count);
});

test('Nothing is said of another guest while there is none', async () => {
  const call = await mountCall({ state: waiting({ because: 'peer-left', isOtherGuest: true }) });
  const notice = page.getByRole('button', { name: 'I see' });
  expect(notice.elements()).toEqual([]);
  call.state = connected({ isOtherGuest: true });
  await expect.element(notice).toBeVisible();
});
