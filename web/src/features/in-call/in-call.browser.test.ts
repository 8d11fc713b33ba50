import type { LocalMediaState } from '@parley/call';
import type { PeerPresence } from '@parley/protocol';
import { expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import {
  ADA,
  ARRANGED_TIME,
  connected,
  FORMATTED_CALL_ID,
  MEDIA_NONE,
  MEDIA_ON,
  NOW,
  waiting,
} from '../../testing/call-scenes.ts';
import { type CallScene, FakeCall } from '../../testing/fake-call.ts';
import { createFakePicture } from '../../testing/fake-picture.ts';
import { focusedElement } from '../../testing/focus.ts';
import { middleOf, mouse } from '../../testing/hand.ts';
import { mount } from '../../testing/mount.ts';
import { twoFrames } from '../../testing/two-frames.ts';
import '../../ui/press.ts';
import { mediaMessage } from '../../words/device-messages.ts';
import { callErrorMessage } from '../../words/errors.ts';
import { screenMessage } from '../../words/in-call.ts';
import { waitingMessage } from '../../words/waiting.ts';
import './in-call.ts';

/** As of a page of a time before screens. */
function withoutScreens({ isScreenShared: _, ...peer }: PeerPresence): PeerPresence {
  return peer;
}

async function mountCall(scene: CallScene = {}, rungName = ''): Promise<FakeCall> {
  const call = new FakeCall({ state: connected(), ...scene });
  await mount('parley-in-call', { call, rungName });
  return call;
}

test.each([
  ['Getting the call ready', { phase: 'arriving', hasEntered: true } as const],
  ['Nobody else is here yet', waiting()],
  ['They have left the call', waiting({ because: 'peer-left' })],
  ['They may be back in a moment', waiting({ because: 'peer-left', mayBeBack: true })],
  ['You have lost each other', waiting({ because: 'peer-gone' })],
  ['Your two networks do not let you through to each other', waiting({ because: 'no-route' })],
  ['Your network does not let the call through', waiting({ because: 'no-route', cause: 'own-network' })],
  ['There is no relay to hide your address behind', waiting({ because: 'no-route', cause: 'no-relay' })],
  [
    'Ada is here. Connecting',
    { phase: 'connecting', role: 'host', hasEntered: true, peerName: 'Ada' } as const,
  ],
  [
    'They are here. Connecting',
    { phase: 'connecting', role: 'host', hasEntered: true, peerName: '' } as const,
  ],
  ['Connected with Ada', connected()],
  ['Ada is here. Connecting', connected({ peer: undefined as never, peerName: 'Ada' })],
  ['They are here. Connecting', connected({ peer: undefined as never })],
  ['Ada is in the lobby', connected({ peer: { ...ADA, hasEntered: false } })],
  ['The connection is unstable', connected({ isStalled: true })],
  ['Reconnecting', { phase: 'reconnecting', role: 'host', hasEntered: true } as const],
])('It says how the call stands: %s', async (sentence, state) => {
  await mountCall({ state });
  await expect.element(page.getByRole('status').filter({ hasText: sentence })).toBeVisible();
});

test('What has the focus and no room in a smaller window passes it on to the heading', async () => {
  onTestFinished(() => page.viewport(1280, 800));
  await page.viewport(1280, 800);
  await mountCall({ media: MEDIA_ON });
  const arrow = page.getByRole('button', { name: 'Choose camera' });
  await expect.element(arrow).toBeVisible();
  (arrow.element() as HTMLElement).focus();
  await page.viewport(390, 844);
  await expect.poll(() => focusedElement()?.localName).toBe('h1');
});

test.each(['nobody-came', 'peer-left', 'peer-gone', 'no-route'] as const)(
  'Whoever waits (%s) has the link and the ID at hand',
  async (because) => {
    await mountCall({ state: waiting({ because }) });
    const { help } = waitingMessage({ because, role: 'host' });
    await expect.element(page.getByText(help)).toBeVisible();
    // Whoever was here has them.
    if (because !== 'nobody-came') await page.getByText('Link of this call').click();
    await expect.element(page.getByRole('button', { name: 'Copy link' })).toBeVisible();
    await page.getByRole('button', { name: 'Read out' }).click();
    await expect.element(page.getByText(FORMATTED_CALL_ID)).toBeVisible();
  },
);

test.each([
  ['host', 'ada.l has answered, and is not here yet', /send them the link, or leave and ring them again/],
  ['guest', 'ada.l is not here yet', /may not have heard yet that you have answered/],
] as const)(
  'Who waits after a ring was answered is told for whom, and how: as %s',
  async (role, title, help) => {
    const call = await mountCall({ state: waiting({ role }) }, 'ada.l');
    await expect.element(page.getByRole('status').filter({ hasText: title })).toBeVisible();
    await expect.element(page.getByText(help)).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Copy link' })).toBeVisible();
    expect(page.getByText('Send them the link').elements()).toEqual([]);
    // Who was here and has left has left.
    call.state.set(waiting({ role, because: 'peer-left' }));
    await expect
      .element(page.getByRole('status').filter({ hasText: 'They have left the call' }))
      .toBeVisible();
  },
);

test.each([
  waiting({ because: 'peer-gone' }),
  waiting({ because: 'no-route' }),
  { phase: 'reconnecting', role: 'host', hasEntered: true, peer: ADA } as const,
  connected({ isStalled: true }),
])('Nothing is said of the other while there is no network here: $phase, $because', async (state) => {
  const call = await mountCall({ state, isOnline: false });
  const status = page.getByRole('status').filter({ hasText: 'You are offline' });
  await expect.element(status).toBeVisible();
  call.isOnline.set(true);
  await expect.poll(() => status.elements()).toEqual([]);
});

test.each(['own-network', undefined] as const)('Whoever finds no way can try again (%s)', async (cause) => {
  const call = await mountCall({ state: waiting({ because: 'no-route', ...(cause && { cause }) }) });
  await page.getByRole('button', { name: 'Try again' }).click();
  expect(page.getByRole('button', { name: 'Connect directly' }).elements()).toEqual([]);
  expect(call.asked).toEqual(['try again']);
});

test('Whoever has lost the other can try again', async () => {
  const call = await mountCall({ state: waiting({ because: 'peer-gone' }) });
  await page.getByRole('button', { name: 'Try again' }).click();
  expect(call.asked).toEqual(['try again']);
});

test('Whoever hides their address, and has no relay, may show it instead', async () => {
  const call = await mountCall({
    state: waiting({ because: 'no-route', cause: 'no-relay' }),
    hidesAddress: true,
  });
  await page.getByRole('button', { name: 'Connect directly' }).click();
  expect(call.asked).toEqual(['hide the address: false', 'try again']);
});

test('While two are here the link and the ID are a menu away, and the focus comes back', async () => {
  await mountCall();
  const more = page.getByRole('button', { name: 'More', exact: true });
  await more.click();
  await page.getByRole('menuitem', { name: 'Link of this call' }).click();
  await page.getByRole('button', { name: 'Read out' }).click();
  await expect.element(page.getByText(FORMATTED_CALL_ID)).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByText(FORMATTED_CALL_ID)).not.toBeVisible();
  await expect.poll(focusedElement).toBe(more.element());
});

test('Trouble with the server is told, and that the call goes on', async () => {
  await mountCall({ state: connected({ trouble: 'signaling-unreachable' }) });
  const { title } = callErrorMessage('signaling-unreachable');
  await expect.element(page.getByText(`${title}. Your call goes on without it.`)).toBeVisible();
});

test('Trouble while waiting is told with what to do', async () => {
  await mountCall({ state: waiting({ trouble: 'signaling-unreachable' }) });
  const { title, help } = callErrorMessage('signaling-unreachable');
  await expect
    .element(page.getByRole('status').filter({ hasText: title }))
    .toHaveTextContent(`${title}. ${help}`);
});

test('The controls ask for what they say', async () => {
  const call = await mountCall({ media: { ...MEDIA_ON, camera: { status: 'off' } } });
  await page.getByRole('button', { name: 'Turn off microphone' }).click();
  await page.getByRole('button', { name: 'Turn on camera' }).click();
  await page.getByRole('button', { name: 'Share screen' }).click();
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  expect(call.asked).toEqual(['toggle microphone', 'toggle camera', 'share the screen', 'leave']);
});

test.each([
  [1280, 800],
  [390, 844],
])('Leave is pressed by whoever presses it while the other leaves: %i by %i', async (...size) => {
  await page.viewport(...size);
  onTestFinished(() => page.viewport(1280, 800));
  const call = await mountCall();
  const leave = page.getByRole('button', { name: 'Leave', exact: true });
  await expect.element(page.getByRole('button', { name: 'Share screen' })).toBeVisible();
  await twoFrames();
  const place = middleOf(leave.element());
  await mouse.down(place);
  call.state.set(waiting({ because: 'peer-left' }));
  await expect.element(page.getByRole('status').filter({ hasText: 'has left the call' })).toBeVisible();
  await twoFrames();
  expect(middleOf(leave.element())).not.toEqual(place);
  await mouse.up(place);
  await expect.poll(() => call.asked).toEqual(['leave']);
});

test('The host ends the call for both after saying so twice', async () => {
  const call = await mountCall();
  await page.getByRole('button', { name: 'More ways to leave' }).click();
  await page.getByRole('menuitem', { name: 'End for both' }).click();
  await expect.element(page.getByRole('dialog')).toBeVisible();
  expect(focusedElement()?.textContent).toBe('Stay in the call');
  expect(call.asked).toEqual([]);
  await page.getByRole('button', { name: 'End the call' }).click();
  expect(call.asked).toEqual(['end']);
});

test('The host may think better of it, by the button or by Escape', async () => {
  const call = await mountCall();
  const ways = page.getByRole('button', { name: 'More ways to leave' });
  const end = page.getByRole('menuitem', { name: 'End for both' });
  await ways.click();
  await end.click();
  await page.getByRole('button', { name: 'Stay in the call' }).click();
  await expect.poll(focusedElement).toBe(ways.element());
  await ways.click();
  await end.click();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  expect(call.asked).toEqual([]);
});

test('A guest cannot end the call for both', async () => {
  await mountCall({ state: connected({ role: 'guest' }) });
  await expect.element(page.getByRole('button', { name: 'Leave', exact: true })).toBeVisible();
  expect(page.getByRole('button', { name: 'More ways to leave' }).elements()).toEqual([]);
  expect(page.getByText('End for both').elements()).toEqual([]);
});

test('A device that still cannot be had is explained when it is tried, until it can', async () => {
  const call = await mountCall({ media: { ...MEDIA_ON, camera: MEDIA_NONE.camera } });
  const { title } = mediaMessage('camera', 'not-found');
  expect(page.getByText(title).elements()).toEqual([]);
  await page.getByRole('button', { name: 'Try camera again' }).click();
  await expect.element(page.getByText(title)).toBeVisible();
  call.media.set(MEDIA_ON);
  await expect.element(page.getByText(title)).not.toBeInTheDocument();
});

test.each<[string, Partial<LocalMediaState>, string]>([
  ['is lost', { microphone: { status: 'unavailable', problem: 'disconnected' } }, 'was disconnected'],
  ['is muted', { microphone: { status: 'muted', problem: 'muted-by-system' } }, 'has muted the microphone'],
  ['is replaced', { microphone: { status: 'on', replacement: 'Built-in' } }, '“Built-in” is used now'],
])('What happens to a device is said at once, until it is over: it %s', async (_, change, sentence) => {
  const call = await mountCall();
  call.media.set({ ...MEDIA_ON, ...change });
  await expect.element(page.getByRole('status').filter({ hasText: sentence })).toBeVisible();
  call.media.set(MEDIA_ON);
  await expect.element(page.getByText(sentence)).not.toBeInTheDocument();
});

test('What was so before one came in is not said again', async () => {
  const call = await mountCall({ media: MEDIA_NONE });
  const { title } = mediaMessage('camera', 'not-found');
  expect(page.getByText(title).elements()).toEqual([]);
  call.media.set({ ...MEDIA_NONE, microphone: { status: 'off' } });
  await expect.element(page.getByRole('button', { name: 'Turn on microphone' })).toBeVisible();
  expect(page.getByText(title).elements()).toEqual([]);
});

test('What keeps a device from whoever came in without a lobby is said at once, until they have read it', async () => {
  const call = new FakeCall({ state: connected(), media: { ...MEDIA_ON, camera: MEDIA_NONE.camera } });
  await mount('parley-in-call', { call, withoutLobby: true });
  const { title } = mediaMessage('camera', 'not-found');
  await expect.element(page.getByRole('status').filter({ hasText: title })).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect.element(page.getByText(title)).not.toBeInTheDocument();
});

test('The explanation of a device can be dismissed', async () => {
  await mountCall({ media: MEDIA_NONE });
  await page.getByRole('button', { name: 'Try microphone again' }).click();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  const { title } = mediaMessage('microphone', 'permission-denied');
  await expect.element(page.getByText(title)).not.toBeInTheDocument();
});

test.each([
  ['is kept', { isSeatKept: true } as const, 1],
  ['is not kept, or not any more', {}, 0],
])('The host frees a seat that %s', async (_, state, count) => {
  const call = await mountCall({ state: waiting({ because: 'peer-left', ...state }) });
  const button = page.getByRole('button', { name: 'Let anybody take their place now' });
  await expect.element(page.getByRole('heading', { name: 'You can wait here' })).toBeVisible();
  expect(button.elements()).toHaveLength(count);
  for (const each of button.elements()) (each as HTMLElement).click();
  expect(call.asked).toEqual(Array(count).fill('free the seat'));
});

test.each([
  [
    'left, and their place is kept',
    { because: 'peer-left', isSeatKept: true },
    ['Let anybody take their place now'],
  ],
  ['left', { because: 'peer-left' }, []],
  ['left, to a guest', { because: 'peer-left', role: 'guest' }, []],
  ['are lost, and their place is kept', { because: 'peer-gone', isSeatKept: true }, ['Try again']],
  ['are lost', { because: 'peer-gone' }, ['Try again']],
  ['were asked to leave', { because: 'peer-dismissed' }, []],
  ['may be back in a moment', { because: 'peer-left', isSeatKept: true, mayBeBack: true }, []],
] as const)('Once they %s, there is one sentence, and one thing to do', async (_, state, actions) => {
  await userEvent.keyboard('a');
  await mountCall({ state: waiting(state) });
  const sheet = document.querySelector('parley-in-call')?.renderRoot.querySelector('parley-waiting-sheet');
  await expect.poll(() => sheet?.renderRoot.querySelector('h2')).not.toBeNull();
  const paragraphs = [...(sheet?.renderRoot.querySelectorAll('p') ?? [])];
  expect(paragraphs.map(({ textContent }) => textContent?.match(/[.!?…](\s|$)/g)?.length)).toEqual([1]);
  const buttons = [...(sheet?.renderRoot.querySelectorAll('button') ?? [])];
  const shown = buttons.filter((button) => button.checkVisibility());
  expect(shown.map(({ textContent }) => textContent?.trim())).toEqual(actions);
});

test('The place of whoever was lost can be given to somebody else, behind the link for them', async () => {
  const call = await mountCall({ state: waiting({ because: 'peer-gone', isSeatKept: true }) });
  await page.getByText('Link of this call').click();
  await page.getByRole('button', { name: 'Let anybody take their place now' }).click();
  expect(call.asked).toEqual(['free the seat']);
});

test('No two lines of the menu have the same picture', async () => {
  const call = await mountCall({
    newLink: { phase: 'possible' },
    guest: 'guest-user',
    isAsking: false,
    screen: { status: 'on', content: 'detail', hasSound: false, stream: new MediaStream() },
  });
  await page.getByRole('button', { name: 'More' }).click();
  const lines = () => page.getByRole('menuitem').elements();
  await expect.poll(() => lines().length).toBeGreaterThan(8);
  const shapes = lines().map((line) => line.querySelector('svg')?.innerHTML.replace(/<!--.*?-->/g, ''));
  expect(new Set(shapes).size).toBe(shapes.length);
  expect(call.asked).toEqual([]);
});

test('Nothing is said of another guest while there is none', async () => {
  const call = await mountCall({ state: waiting({ because: 'peer-left', isOtherGuest: true }) });
  const notice = page.getByRole('button', { name: 'I see' });
  expect(notice.elements()).toEqual([]);
  call.state.set(connected({ isOtherGuest: true }));
  await notice.click();
  expect(call.asked).toEqual(['note the other guest']);
});

test('The host of a scheduled call lengthens it', async () => {
  const time = { ...ARRANGED_TIME, isHost: true };
  const call = await mountCall({ time, now: () => time.endsAt - 60_000 });
  await page.getByRole('button', { name: 'Add 15 minutes' }).click();
  expect(call.asked).toEqual(['extend by 900000']);
});

test('Where no way was found, the first thing to do is to try again', async () => {
  const call = await mountCall({ state: waiting({ because: 'no-route' }) });
  await page.getByRole('button', { name: 'Try again' }).click();
  expect(call.asked).toEqual(['try again']);
});

test('Whoever has left is named', async () => {
  const call = await mountCall();
  call.state.set(waiting({ because: 'peer-left' }));
  await expect.element(page.getByRole('status').filter({ hasText: 'Ada has left the call' })).toBeVisible();
});

test('The length of the call goes on where it was when either comes back, without the pause', async () => {
  let now = NOW;
  const call = new FakeCall({ state: waiting(), now: () => now });
  const inCall = await mount('parley-in-call', { call, talkedMs: 62_000 });
  call.state.set(connected());
  await expect.element(page.getByRole('timer')).toHaveTextContent('1:02');
  // They leave, and what was talked is told anew.
  call.state.set(waiting({ because: 'peer-left' }));
  await expect.element(page.getByRole('timer')).not.toBeInTheDocument();
  now += 600_000;
  inCall.talkedMs = 75_000;
  call.state.set(connected());
  await expect.element(page.getByRole('timer')).toHaveTextContent('1:15');
});

test('In a room, where what was talked before does not count, it is that since the two met on this visit', async () => {
  let now = NOW;
  const call = await mountCall({ now: () => now });
  await expect.element(page.getByRole('timer')).toHaveTextContent('0:00');
  call.state.set(waiting({ because: 'peer-left' }));
  await expect.element(page.getByRole('timer')).not.toBeInTheDocument();
  now += 60_000;
  call.state.set(connected());
  await expect.element(page.getByRole('timer')).toHaveTextContent('1:00');
});

test('The length of the call is that since the two met', async () => {
  let now = NOW;
  const call = await mountCall({ state: connected({ peer: { ...ADA, hasEntered: false } }), now: () => now });
  expect(page.getByRole('timer').elements()).toEqual([]);
  call.state.set(connected());
  await expect.element(page.getByRole('timer')).toHaveTextContent('0:00');
  now += 724_000;
  await expect.element(page.getByRole('timer')).toHaveTextContent('12:04');
  call.state.set(connected({ isStalled: true }));
  await expect.element(page.getByRole('timer')).toHaveTextContent('12:04');
});

test.each([
  ['a browser that shares none', { screen: { status: 'unsupported' } as const }],
  ['a page that shows none', { state: connected({ peer: withoutScreens(ADA) }) }],
])('A screen is not offered to %s', async (_, scene) => {
  await mountCall(scene);
  await expect.element(page.getByRole('button', { name: 'Leave', exact: true })).toBeVisible();
  expect(page.getByRole('button', { name: /screen/ }).elements()).toEqual([]);
});

test('Whoever shares is told so, may stop by either button, and may choose how it is sent', async () => {
  const screen = { status: 'on', hasSound: true, content: 'detail', stream: new MediaStream() } as const;
  const call = await mountCall({ screen });
  await expect
    .element(page.getByRole('status').filter({ hasText: 'You are sharing your screen and its sound' }))
    .toBeVisible();
  for (const button of page.getByRole('button', { name: 'Stop sharing' }).elements())
    (button as HTMLElement).click();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Share smoothly, for videos' }).click();
  expect(call.asked).toEqual(['stop sharing', 'stop sharing', 'show motion']);
});

test.each(['refused', 'blocked-by-system', 'not-found', 'not-readable', 'unknown'] as const)(
  'Why a screen is not shared is said until it is read: %s',
  async (problem) => {
    const call = await mountCall({ screen: { status: 'failed', problem } });
    await expect.element(page.getByText(screenMessage(problem).help)).toBeVisible();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    expect(call.asked).toEqual(['stop sharing']);
    call.screen.set({ status: 'off' });
    await expect.element(page.getByText(screenMessage(problem).help)).not.toBeInTheDocument();
  },
);

test('What had the focus and is gone leaves it with the heading', async () => {
  const call = await mountCall({ state: waiting() });
  const copy = page.getByRole('button', { name: 'Copy link' });
  await expect.element(copy).toBeVisible();
  (copy.element() as HTMLElement).focus();
  call.state.set(connected());
  await expect.poll(() => focusedElement()?.localName).toBe('h1');
});

const plugged = { label: 'Ada’s headset', groupId: 'g', devices: [] };
const failure = { kind: 'camera', label: 'Webcam', code: 'in-use' } as const;

test.each([
  ['Use it', { plugged }],
  ['Not now', { plugged }],
  ['OK', { failure }],
])('The heading has the focus when a notice goes by a press: %s', async (name, devices) => {
  await mountCall({ devices });
  await page.getByRole('button', { name }).click();
  await expect.poll(() => focusedElement()?.localName).toBe('h1');
});

test('The heading has the focus when what is said of a device was read', async () => {
  const call = await mountCall();
  call.media.set({ ...MEDIA_ON, camera: { status: 'unavailable', problem: 'disconnected' } });
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect.poll(() => focusedElement()?.localName).toBe('h1');
});

test('The heading has the focus when the call is longer than the last minutes again', async () => {
  const [startsAt, endsAt] = [NOW - 60_000, NOW + 60_000];
  const time = { ...ARRANGED_TIME, startsAt, endsAt, isHost: true };
  const call = await mountCall({ time, now: () => NOW });
  await page.getByRole('button', { name: 'Add 15 minutes' }).click();
  call.time.set({ ...time, endsAt: endsAt + 15 * 60_000 });
  await expect.poll(() => focusedElement()?.localName).toBe('h1');
});

test('One’s own picture is put away and brought back', async () => {
  await mountCall();
  const own = page.getByRole('button', { name: 'Make your own picture large' });
  const more = page.getByRole('button', { name: 'More', exact: true });
  await expect.element(own).toBeVisible();
  await more.click();
  await page.getByRole('menuitem', { name: 'Hide your own picture' }).click();
  await expect.element(own).not.toBeInTheDocument();
  await more.click();
  await page.getByRole('menuitem', { name: 'Show your own picture' }).click();
  await expect.element(own).toBeVisible();
});

test('The page fills the screen when it is asked to', async () => {
  // In whole calls it does so; here it would take the frame that tests run in out of its page.
  const request = vi.spyOn(Element.prototype, 'requestFullscreen').mockResolvedValue();
  onTestFinished(() => request.mockRestore());
  await mountCall();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Full screen' }).click();
  expect(request.mock.contexts).toEqual([document.documentElement]);
});

test('Where the browser blocks the sound, one press asks for all of it again', async () => {
  const refusal = new DOMException('play() needs a gesture', 'NotAllowedError');
  const play = vi.spyOn(HTMLMediaElement.prototype, 'play').mockRejectedValue(refusal);
  onTestFinished(() => play.mockRestore());
  const state = connected({ peer: { ...ADA, isScreenShared: true } });
  await mountCall({ state, picture: new MediaStream(), theirScreen: new MediaStream() });
  const button = page.getByRole('button', { name: 'Tap to hear' });
  await expect.element(button).toBeVisible();
  play.mockReset().mockResolvedValue();
  await button.click();
  await expect.element(button).not.toBeInTheDocument();
  expect(play).toHaveBeenCalledTimes(2);
});

test('The host has whoever comes ask, and anybody come in again, by a line of the menu that says which it is', async () => {
  const call = await mountCall({ isAsking: false });
  const line = page.getByRole('menuitemcheckbox', { name: 'Ask me before anybody comes in' });
  const open = () => page.getByRole('button', { name: 'More', exact: true }).click();
  await open();
  await expect.element(line).not.toBeChecked();
  await line.click();
  await open();
  await expect.element(line).toBeChecked();
  await line.click();
  expect(call.asked).toEqual(['ask whoever comes: true', 'ask whoever comes: false']);
});

test.each([
  ['does not turn the lock while a new link is under way, which that would miss', 'under-way', 0],
  ['turns the lock where a new link can be made', 'possible', 1],
] as const)('The host %s', async (_, phase, count) => {
  await mountCall({ isAsking: false, newLink: { phase } });
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await expect.element(page.getByRole('menuitem', { name: 'Keys and sounds' })).toBeVisible();
  const line = page.getByRole('menuitemcheckbox', { name: 'Ask me before anybody comes in' });
  expect(line.elements()).toHaveLength(count);
});

test('The host asks the guest to leave by the menu, once they have confirmed it', async () => {
  const call = await mountCall({ state: connected(), isAsking: false, guest: 'ada' });
  const ask = async (answer: string) => {
    await page.getByRole('button', { name: 'More', exact: true }).click();
    const item = page.getByRole('menuitem', { name: 'Ask Ada to leave…' });
    // The name stands among the words as in a sentence.
    expect(item.element().querySelector('bdi')?.parentElement?.textContent).toBe('Ask Ada to leave…');
    await item.click();
    await page.getByRole('dialog').getByRole('button', { name: answer }).click();
  };
  await ask('Let them stay');
  expect(call.asked).toEqual([]);
  await ask('Ask to leave');
  expect(call.asked).toEqual(['ask ada to leave']);
});

test('Before a guest is asked to leave whom the call could not remember, it is said that whoever comes has to ask', async () => {
  const call = await mountCall({ state: connected(), isAsking: false, guest: 'ada', keepsOut: false });
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Ask Ada to leave…' }).click();
  const asks = page.getByRole('dialog').getByText(/from then on whoever comes has to ask you first/);
  await expect.element(asks).toBeVisible();
  call.keepsOut.set(true);
  await expect.element(asks).not.toBeInTheDocument();
});

test('A question about a guest is taken back when somebody else is the guest, and asked about them anew', async () => {
  const call = await mountCall({ state: connected(), isAsking: false, guest: 'ada' });
  const ask = async () => {
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Ask Ada to leave…' }).click();
  };
  const answer = page.getByRole('dialog').getByRole('button', { name: 'Ask to leave' });
  await ask();
  // Whoever has gone can still be kept out.
  call.guest.set(undefined);
  await expect.element(answer).toBeVisible();
  call.guest.set('eve');
  await expect.element(answer).not.toBeInTheDocument();
  await ask();
  await answer.click();
  expect(call.asked).toEqual(['ask eve to leave']);
});

test('That a guest who was asked to leave may come back is said, with another try', async () => {
  const call = await mountCall({ state: waiting({ because: 'peer-dismissed' }), guest: 'ada' });
  const failure = page.getByText('They are disconnected, but they may come back');
  await expect.element(failure).not.toBeInTheDocument();
  const waiter = { because: 'peer-dismissed', role: 'host' } as const;
  await expect.element(page.getByText(waitingMessage(waiter).help)).toBeVisible();
  call.dismissal.set('failed');
  await expect.element(failure).toBeVisible();
  const { help } = waitingMessage(waiter, '', '', 'failed');
  await expect.element(page.getByText(help)).toBeVisible();
  await page.getByRole('button', { name: 'Ask to leave', exact: true }).click();
  expect(call.asked).toEqual(['ask ada to leave']);
  call.dismissal.set(undefined);
  await expect.element(failure).not.toBeInTheDocument();
});

test('Whoever is not the host has no such line', async () => {
  await mountCall({ state: connected({ role: 'guest' }) });
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await expect.element(page.getByRole('menuitem', { name: 'Keys and sounds' })).toBeVisible();
  expect(page.getByRole('menuitemcheckbox').elements()).toEqual([]);
});

test('The menu says which way of fitting their picture it would take', async () => {
  await page.viewport(390, 844);
  onTestFinished(() => page.viewport(1280, 800));
  await mountCall({ picture: createFakePicture() });
  const item = (name: string) => page.getByRole('menuitem', { name });
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await item('Show the whole picture').click();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await expect.element(item('Fill the window')).toBeVisible();
  expect(item('Show the whole picture').elements()).toEqual([]);
});
