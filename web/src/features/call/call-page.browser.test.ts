import type { CallState } from '@parley/call';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import { CallPreferences } from '../../memory/preference.ts';
import { emptyMemory } from '../../memory/scenes.ts';
import { findViolations, SCHEMES } from '../../testing/accessibility.ts';
import {
  ADA,
  ARRANGED_TIME,
  connected,
  MEDIA_NONE,
  MEDIA_ON,
  NOW,
  waiting,
} from '../../testing/call-scenes.ts';
import { type CallScene, FakeCall } from '../../testing/fake-call.ts';
import { createFakePicture } from '../../testing/fake-picture.ts';
import { focusedElement } from '../../testing/focus.ts';
import { mount } from '../../testing/mount.ts';
import { pageChrome } from '../../ui/page-chrome.ts';
import { mediaMessage } from '../../words/device-messages.ts';
import { SCENES as OVER } from '../call-over/scenes.ts';
import { SCENES as IN_CALL } from '../in-call/scenes.ts';
import { SCENES as LOBBY } from '../lobby/scenes.ts';
import { QUALITIES } from '../quality/scenes.ts';
import type { CallPage } from './call-page.ts';
import './call-page.ts';
import './call-views.ts';

afterEach(() => {
  vi.restoreAllMocks();
  return page.viewport(1280, 800);
});

async function mountPage(scene: CallScene): Promise<readonly [CallPage, FakeCall]> {
  const call = new FakeCall(scene);
  return [await mount('parley-call-page', { call }), call];
}

function viewName(element: CallPage): string | undefined {
  return element.renderRoot.querySelector('main')?.firstElementChild?.localName;
}

test('The state chooses the view', async () => {
  const [element, call] = await mountPage({ state: { phase: 'arriving', hasEntered: false } });
  expect(viewName(element)).toBe('parley-lobby');
  for (const [state, expected] of [
    [waiting({ hasEntered: false }), 'parley-lobby'],
    [connected({ hasEntered: false }), 'parley-lobby'],
    [{ phase: 'early', hasEntered: true, because: 'not-open' }, 'parley-lobby'],
    [{ phase: 'arriving', hasEntered: true }, 'parley-in-call'],
    [connected(), 'parley-in-call'],
    [{ phase: 'ended', reason: 'left' }, 'parley-call-over'],
    [{ phase: 'failed', error: 'call-full' }, 'parley-call-over'],
  ] as const) {
    call.state.set(state);
    await element.updateComplete;
    expect(viewName(element)).toBe(expected);
  }
});

test('Of a call of which nothing has been read there is no lobby yet, though everything in it gets ready', async () => {
  const [element, call] = await mountPage({
    state: { phase: 'arriving', hasEntered: false },
    media: { ...MEDIA_ON, stream: createFakePicture() },
  });
  const lobby = element.renderRoot.querySelector('parley-lobby');
  const isSeen = (selector: string) => {
    const found = lobby?.renderRoot.querySelector(selector);
    return found?.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  const parts = ['h1', '.self', '.other', '[type=submit]'];
  expect(parts.map(isSeen)).toEqual([false, false, false, false]);
  const video = lobby?.renderRoot.querySelector('parley-own-picture')?.renderRoot.querySelector('video');
  await expect.poll(() => video?.videoWidth).toBeGreaterThan(0);
  call.link.set({});
  await element.updateComplete;
  await lobby?.updateComplete;
  expect(parts.map(isSeen)).toEqual([true, true, true, true]);
});

test('One may join a call that takes long to be read, and whoever has made it at once', async () => {
  const [element, call] = await mountPage({ state: { phase: 'arriving', hasEntered: false } });
  await page.getByRole('button', { name: 'Join now' }).click();
  expect(call.asked).toContain('enter');
  element.isOwn = true;
  await element.updateComplete;
  expect(element.renderRoot.querySelector('parley-lobby')?.isUnread).toBe(false);
});

test('The heading of a call that has not been read has the focus that it was given', async () => {
  const [element] = await mountPage({ state: { phase: 'arriving', hasEntered: false } });
  element.renderRoot.querySelector('parley-lobby')?.focus();
  expect(focusedElement()?.localName).toBe('h1');
});

test.each([
  [
    'opens the old link of their own call',
    { isHost: true },
    /You have ended the call, or made a new link for it/,
  ],
  ['comes by another’s old link', {}, /If they expect you, ask them for the link/],
])('To whoever %s it is said what they can know of its end', async (_, scene, help) => {
  await mountPage({ state: { phase: 'ended', reason: 'host-ended' }, ...scene });
  await expect.element(page.getByText(help)).toBeVisible();
});

test('A host who has just ended the call is told that it was for both', async () => {
  const [, call] = await mountPage({ state: connected({ role: 'host' }), isHost: true });
  call.state.set({ phase: 'ended', reason: 'host-ended' });
  await expect.element(page.getByText(/It was ended for both of you/)).toBeVisible();
});

test.each([
  ['who came by the lobby, where it was told', waiting({ hasEntered: false }), 0],
  ['who has answered a ring', waiting(), 1],
])('What keeps a device from somebody is said once: %s', async (_, arrival, count) => {
  const [element, call] = await mountPage({
    state: arrival,
    media: { ...MEDIA_ON, camera: MEDIA_NONE.camera },
  });
  call.state.set(connected());
  await element.updateComplete;
  await expect.element(page.getByRole('button', { name: 'Leave', exact: true })).toBeVisible();
  const { title } = mediaMessage('camera', 'not-found');
  await expect.poll(() => page.getByText(title).elements().length).toBe(count);
});

test('When another view comes, the focus goes to its heading, and stays where it is otherwise', async () => {
  const [element, call] = await mountPage({ state: waiting({ hasEntered: false }) });
  expect(focusedElement()?.localName).not.toBe('h1');
  call.state.set(waiting());
  await expect.poll(() => focusedElement()?.textContent).toContain('Your call');
  const leave = page.getByRole('button', { name: 'Leave' }).element() as HTMLElement;
  leave.focus();
  call.state.set(connected());
  await element.updateComplete;
  expect(focusedElement()).toBe(leave);
  call.state.set({ phase: 'ended', reason: 'left' });
  await expect.poll(() => focusedElement()?.textContent).toBe('You left the call');
});

test('Whoever waits is told that they will hear it, unless they switch the sounds off, which holds at once', async () => {
  await userEvent.keyboard('a');
  const preferences = new CallPreferences(emptyMemory());
  const call = new FakeCall({ state: waiting() });
  await mount('parley-call-page', { call, preferences });
  const promise = page.getByText('You will hear it when they come.');
  await expect.element(promise).toBeVisible();
  await userEvent.keyboard('?');
  await page.getByRole('switch', { name: 'Play a sound when they come and go' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect.element(promise).not.toBeInTheDocument();
  const told = vi.spyOn(pageChrome, 'tell');
  const oscillators = vi.spyOn(OscillatorNode.prototype, 'start');
  call.state.set(connected());
  await expect.poll(() => told.mock.calls).toEqual([['Ada is here']]);
  expect(oscillators).not.toHaveBeenCalled();
});

test('The other’s video element lives through the whole call', async () => {
  const [element, call] = await mountPage({ state: { phase: 'arriving', hasEntered: true } });
  const find = () => page.getByTestId('remote-video').element();
  const video = find();
  for (const state of [waiting(), connected(), waiting({ because: 'peer-left' }), connected()]) {
    call.state.set(state);
    await element.updateComplete;
    expect(find()).toBe(video);
  }
});

test('The page says its state in code', async () => {
  const [element, call] = await mountPage({
    state: waiting({ because: 'peer-gone', trouble: 'quota-exceeded' }),
  });
  const main = page.getByTestId('call-state').element() as HTMLElement;
  expect({ ...main.dataset }).toMatchObject({
    phase: 'waiting',
    because: 'peer-gone',
    trouble: 'quota-exceeded',
  });
  call.state.set({ phase: 'failed', error: 'call-full' });
  await element.updateComplete;
  expect({ ...main.dataset }).toEqual({ testid: 'call-state', phase: 'failed', error: 'call-full' });
  call.state.set({ phase: 'ended', reason: 'lapsed' });
  await element.updateComplete;
  expect({ ...main.dataset }).toEqual({ testid: 'call-state', phase: 'ended', reason: 'lapsed' });
});

test.each([
  ['was never seen', {}, false],
  ['was seen', { emptyTimeoutSeconds: 600 }, true],
])('Of a call that lapses and %s it is said only what is known', async (_, seen, isKnown) => {
  const call = new FakeCall({ state: { phase: 'ended', reason: 'lapsed' }, ...seen });
  await mount('parley-call-page', { call });
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('The call is over');
  expect(page.getByText(/Nobody was in it for a while/).elements()).toHaveLength(isKnown ? 1 : 0);
});

/** A scheduled call, with as much on the screen as there can be: to wait for, or soon to end. */
function scheduled(state: CallState): CallScene {
  const now = state.phase === 'early' ? NOW : ARRANGED_TIME.endsAt - 90_000;
  return { state, time: { ...ARRANGED_TIME, isHost: true }, now: () => now };
}

describe.each(Object.entries({ ...LOBBY, ...IN_CALL, ...OVER }))('%s', (_, state) => {
  test.each(SCHEMES)('can be used by everybody, in the %s scheme', async (scheme) => {
    await mountPage(scheduled(state));
    expect(await findViolations(scheme)).toEqual([]);
  });

  test('can be used by everybody who has neither camera nor microphone', async () => {
    await mountPage({ ...scheduled(state), media: MEDIA_NONE });
    expect(await findViolations('light')).toEqual([]);
  });

  test.each([
    [320, 568],
    [667, 375],
  ])('fits a screen of %i by %i pixels', async (width, height) => {
    await page.viewport(width, height);
    const media = { ...MEDIA_NONE, stream: createFakePicture() };
    await mountPage({ ...scheduled(state), media });
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });

  test('offers nothing smaller than a fingertip', async () => {
    await page.viewport(320, 568);
    await mountPage({ ...scheduled(state), media: MEDIA_NONE });
    const buttons = page.getByRole('button').elements();
    const sizes = buttons.map((button) => button.getBoundingClientRect());
    expect(sizes.filter(({ width, height }) => width < 44 || height < 44)).toEqual([]);
  });
});

test.each(SCHEMES)('The menus of a call can be used by everybody, in the %s scheme', async (scheme) => {
  const screen = { status: 'on', hasSound: true, content: 'detail', stream: new MediaStream() } as const;
  await mountPage({ state: connected(), screen });
  await page.getByRole('button', { name: 'More', exact: true }).click();
  expect(await findViolations(scheme)).toEqual([]);
  await page.getByRole('menuitem', { name: 'Link of this call' }).click();
  await expect.element(page.getByRole('dialog', { name: 'Link and ID of this call' })).toBeVisible();
  expect(await findViolations(scheme)).toEqual([]);
});

test.each([
  [1280, 800],
  [320, 568],
] as const)(
  'A weak connection, with all that is said of it, can be used by everybody in %i by %i',
  async (...size) => {
    const [width, height] = size;
    await page.viewport(width, height);
    const state = connected({ peer: { ...ADA, wantedPicture: 'none' } });
    const quality = QUALITIES['a poor link'];
    const [, call] = await mountPage({ state, ...(quality && { quality }) });
    call.isSpeakingWhileMuted.set(true);
    await expect.element(page.getByRole('button', { name: 'Unmute' })).toBeVisible();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    expect(await findViolations('dark')).toEqual([]);
    await page.getByRole('button', { name: /^Connection:/ }).click();
    await expect.element(page.getByRole('radio', { name: 'Less data' })).toBeVisible();
    expect(await findViolations('dark')).toEqual([]);
  },
);

test.each(SCHEMES)('The QR code of the link can be used by everybody, in the %s scheme', async (scheme) => {
  await page.viewport(320, 568);
  await mountPage({ state: waiting({ hasEntered: false }) });
  await page.getByRole('button', { name: /^QR code/ }).click();
  await expect.element(page.getByRole('img', { name: 'QR code of the call’s link' })).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  expect(await findViolations(scheme)).toEqual([]);
});
