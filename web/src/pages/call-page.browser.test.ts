import { afterEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../app/global.css';
import type { CallState } from '../call/call-state.ts';
import { findViolations, SCHEMES } from '../testing/accessibility.ts';
import {
  ARRANGED_TIME,
  CALL_ID,
  connected,
  JOIN_URL,
  MEDIA_NONE,
  MEDIA_ON,
  NOW,
  SCENES,
  waiting,
} from '../testing/call-scenes.ts';
import { createFakePicture } from '../testing/fake-picture.ts';
import { focusedElement } from '../testing/focus.ts';
import { mount } from '../testing/mount.ts';
import type { CallPage } from './call-page.ts';
import './call-page.ts';

afterEach(() => page.viewport(1280, 800));

function mountPage(properties: Partial<CallPage>): Promise<CallPage> {
  return mount('parley-call-page', {
    callId: CALL_ID,
    joinUrl: JOIN_URL,
    localMedia: MEDIA_ON,
    ...properties,
  });
}

function viewName(element: CallPage): string | undefined {
  return element.renderRoot.querySelector('main')?.firstElementChild?.localName;
}

test('The state chooses the view', async () => {
  const element = await mountPage({ state: { phase: 'arriving', hasEntered: false } });
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
    element.state = state;
    await element.updateComplete;
    expect(viewName(element)).toBe(expected);
  }
});

test('When another view comes, the focus goes to its heading, and stays where it is otherwise', async () => {
  const element = await mountPage({ state: waiting({ hasEntered: false }) });
  expect(focusedElement()?.localName).not.toBe('h1');
  element.state = waiting();
  await expect.poll(() => focusedElement()?.textContent).toContain('Call with');
  const leave = page.getByRole('button', { name: 'Leave' }).element() as HTMLElement;
  leave.focus();
  element.state = connected();
  await element.updateComplete;
  expect(focusedElement()).toBe(leave);
  element.state = { phase: 'ended', reason: 'left' };
  await expect.poll(() => focusedElement()?.textContent).toBe('You left the call');
});

test('The other’s video element lives through the whole call', async () => {
  const element = await mountPage({ state: { phase: 'arriving', hasEntered: true } });
  const find = () => page.getByTestId('remote-video').element();
  const video = find();
  for (const state of [waiting(), connected(), waiting({ because: 'peer-left' }), connected()]) {
    element.state = state;
    await element.updateComplete;
    expect(find()).toBe(video);
  }
});

test('The page says its state in code', async () => {
  const element = await mountPage({ state: waiting({ because: 'peer-gone', trouble: 'quota-exceeded' }) });
  const main = page.getByTestId('call-state').element() as HTMLElement;
  expect({ ...main.dataset }).toMatchObject({
    phase: 'waiting',
    because: 'peer-gone',
    trouble: 'quota-exceeded',
  });
  element.state = { phase: 'failed', error: 'call-full' };
  await element.updateComplete;
  expect({ ...main.dataset }).toEqual({ testid: 'call-state', phase: 'failed', error: 'call-full' });
  element.state = { phase: 'ended', reason: 'lapsed' };
  await element.updateComplete;
  expect({ ...main.dataset }).toEqual({ testid: 'call-state', phase: 'ended', reason: 'lapsed' });
});

/** A scheduled call, with as much on the screen as there can be: to wait for, or soon to end. */
function scheduled(state: CallState): Partial<CallPage> {
  const now = state.phase === 'early' ? NOW : ARRANGED_TIME.endsAt - 90_000;
  return { state, arrangedTime: { ...ARRANGED_TIME, isHost: true }, now: () => now };
}

describe.each(Object.entries(SCENES))('%s', (_, state) => {
  test.each(SCHEMES)('can be used by everybody, in the %s scheme', async (scheme) => {
    await mountPage(scheduled(state));
    expect(await findViolations(scheme)).toEqual([]);
  });

  test('can be used by everybody who has neither camera nor microphone', async () => {
    await mountPage({ ...scheduled(state), localMedia: MEDIA_NONE });
    expect(await findViolations('light')).toEqual([]);
  });

  test.each([
    [320, 568],
    [667, 375],
  ])('fits a screen of %i by %i pixels', async (width, height) => {
    await page.viewport(width, height);
    const localMedia = { ...MEDIA_NONE, stream: createFakePicture() };
    await mountPage({ ...scheduled(state), localMedia });
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });

  test('offers nothing smaller than a fingertip', async () => {
    await page.viewport(320, 568);
    await mountPage({ ...scheduled(state), localMedia: MEDIA_NONE });
    const buttons = page.getByRole('button').elements();
    const sizes = buttons.map((button) => button.getBoundingClientRect());
    expect(sizes.filter(({ width, height }) => width < 44 || height < 44)).toEqual([]);
  });
});

test.each(SCHEMES)('The QR code of the link can be used by everybody, in the %s scheme', async (scheme) => {
  await page.viewport(320, 568);
  await mountPage({ state: waiting({ hasEntered: false }) });
  await page.getByRole('button', { name: /^QR code/ }).click();
  await expect.element(page.getByRole('img', { name: 'QR code of the call’s link' })).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  expect(await findViolations(scheme)).toEqual([]);
});
