/** Windows that are low or narrow, and text that is large: whatever can be pressed can be reached. */
import type { CallState } from '@parley/call';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import { ADA, connected, MEDIA_NONE, MEDIA_ON, waiting } from '../../testing/call-scenes.ts';
import { type CallScene, FakeCall } from '../../testing/fake-call.ts';
import { createFakePicture } from '../../testing/fake-picture.ts';
import { mount } from '../../testing/mount.ts';
import type { CallPage } from './call-page.ts';
import './call-page.ts';
import './call-views.ts';

// Browsers play nothing unasked on a page that nobody has touched, and the button that asks lies over the pictures.
beforeEach(() => userEvent.keyboard('a'));
afterEach(() => page.viewport(1280, 800));

/** The host has the most to press. */
const STATES: Readonly<Record<string, CallState>> = {
  'the lobby': waiting({ hasEntered: false }),
  'the call before anybody came': waiting(),
  'the call with both': connected(),
  'the call with a screen': connected({ peer: { ...ADA, isScreenShared: true } }),
  'the call in which both share': connected({ peer: { ...ADA, isScreenShared: true } }),
  'the call with the other’s devices off': connected({
    peer: { type: 'presence', name: 'Ada', hasEntered: true, isMicrophoneOn: false, isCameraOn: false },
  }),
};

const SIZES: readonly (readonly [width: number, height: number, textScale: number])[] = [
  ...([
    [640, 280, 1],
    [320, 256, 1],
    [320, 180, 1],
    [280, 653, 1],
    [200, 500, 1],
    [200, 200, 1],
  ] as const),
  ...([
    [390, 844, 1.5],
    [390, 844, 2],
    [320, 568, 1.25],
    [320, 568, 2],
    [844, 390, 2],
  ] as const),
];

async function mountPage(state: CallState, scene: CallScene = {}): Promise<readonly [CallPage, FakeCall]> {
  const media = { ...MEDIA_ON, stream: createFakePicture() };
  const chat = { availability: 'peer' in state ? 'open' : 'nobody' } as const;
  const call = new FakeCall({ state, media, chat, picture: createFakePicture(), ...scene });
  const element = await mount('parley-call-page', { call });
  // Children render after their parents.
  await expect.poll(() => page.getByRole('button').elements().length).toBeGreaterThan(3);
  return [element, call];
}

function enlargeText(scale: number): void {
  const { style } = document.documentElement;
  style.fontSize = `${scale * 100}%`;
  onTestFinished(() => {
    style.removeProperty('font-size');
  });
}

/** What a finger at this place would press. */
function elementAt(x: number, y: number): Element | null {
  let root: DocumentOrShadowRoot = document;
  for (;;) {
    const element = root.elementFromPoint(x, y);
    if (element?.shadowRoot == null || element.shadowRoot === root) return element;
    root = element.shadowRoot;
  }
}

/** Of all that can be pressed: what is not under a finger that has scrolled to it. */
function unreachable(): string[] {
  const buttons = page.getByRole('button').elements();
  return buttons.flatMap((button) => {
    button.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
    const { left, right, top, bottom } = button.getBoundingClientRect();
    // Scrolling stops at whole pixels.
    const isInside = left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
    const pressed = elementAt((left + right) / 2, (top + bottom) / 2);
    if (isInside && pressed !== null && (button === pressed || button.contains(pressed))) return [];
    const name = button.getAttribute('aria-label') ?? button.textContent?.trim();
    return [`${name}: ${[left, right, top, bottom].map(Math.round).join(' ')}`];
  });
}

describe.each(Object.entries(STATES))('%s', (name, state) => {
  test.each(SIZES)(
    'can be used in a window of %i by %i pixels, with text %d times as large',
    async (...size) => {
      const [width, height, textScale] = size;
      await page.viewport(width, height);
      enlargeText(textScale);
      const stream = createFakePicture();
      const screen = { status: 'on', hasSound: true, content: 'detail', stream } as const;
      await mountPage(state, name === 'the call in which both share' ? { screen, theirScreen: stream } : {});
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
      expect(unreachable()).toEqual([]);
      // Where there is little room sharing is under More, and what opens over a call has a test of its own.
      const bar = page.getByRole('group', { name: 'Call controls' });
      if (name === 'the call with both') expect([6, 7]).toContain(bar.getByRole('button').elements().length);
    },
  );
});

test.each(Object.entries(STATES))(
  '%s needs no scrolling to the side where text is spaced',
  async (_, state) => {
    const { style } = document.documentElement;
    // https://www.w3.org/TR/WCAG22/#text-spacing
    Object.assign(style, { letterSpacing: '0.12em', wordSpacing: '0.16em', lineHeight: '1.5' });
    onTestFinished(() => {
      document.documentElement.removeAttribute('style');
    });
    await page.viewport(320, 568);
    await mountPage(state);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    expect(unreachable()).toEqual([]);
  },
);

test.each(SIZES)('Whatever a menu has can be reached in %i by %i pixels, text × %d', async (...size) => {
  const [width, height, textScale] = size;
  await page.viewport(width, height);
  enlargeText(textScale);
  await mountPage(connected());
  for (const [name, count] of [
    ['More', 8],
    ['More ways to leave', 2],
  ] as const) {
    const button = page.getByRole('button', { name, exact: true }).element() as HTMLElement;
    button.scrollIntoView({ block: 'nearest' });
    button.click();
    const slot = () => page.getByRole('menu', { name, exact: true }).element().querySelector('slot');
    const items = () =>
      (slot()?.assignedElements({ flatten: true }) ?? []).filter((item) => item.checkVisibility());
    await expect.poll(() => items().length).toBeGreaterThanOrEqual(count);
    for (const item of items()) {
      item.scrollIntoView({ block: 'nearest' });
      const { left, right, top, bottom } = item.getBoundingClientRect();
      expect(left >= -1 && top >= -1 && right <= width + 1 && bottom <= height + 1).toBe(true);
      expect(item.contains(elementAt((left + right) / 2, (top + bottom) / 2))).toBe(true);
    }
    (page.getByRole('menu', { name, exact: true }).element() as HTMLElement).hidePopover();
  }
});

test.each(SIZES)(
  'What happened to a device can be read and dismissed in %i by %i pixels, text × %d',
  async (...size) => {
    const [width, height, textScale] = size;
    await page.viewport(width, height);
    enlargeText(textScale);
    const [, call] = await mountPage(connected());
    call.media.set(MEDIA_NONE);
    await expect.element(page.getByRole('button', { name: 'Dismiss' }).first()).toBeInTheDocument();
    const dismiss = page.getByRole('button', { name: 'Dismiss' }).first().element() as HTMLElement;
    dismiss.scrollIntoView({ block: 'nearest' });
    const { left, right, top, bottom } = dismiss.getBoundingClientRect();
    expect(left >= -1 && top >= -1 && right <= width + 1 && bottom <= height + 1).toBe(true);
    expect(dismiss.contains(elementAt((left + right) / 2, (top + bottom) / 2))).toBe(true);
    await page.getByRole('button', { name: 'Dismiss' }).first().click();
    await expect.poll(() => page.getByRole('button', { name: 'Dismiss' }).elements()).toEqual([]);
  },
);

test.each([
  ...([
    [844, 390, 1],
    [667, 375, 1],
    [320, 568, 1],
    [320, 256, 1],
    [390, 844, 2],
    [1280, 800, 2],
  ] as const),
])('Whoever waits sees how to send the link in %i by %i pixels, text × %d', async (...size) => {
  const [width, height, textScale] = size;
  await page.viewport(width, height);
  enlargeText(textScale);
  const [element] = await mountPage(waiting());
  const inCall = element.renderRoot.querySelector('parley-in-call') as HTMLElement;
  const sheet = inCall.shadowRoot?.querySelector('parley-waiting-sheet') as HTMLElement;
  const bar = page.getByRole('group', { name: 'Call controls' }).element();
  const copy = page.getByRole('button', { name: 'Copy link' }).element();
  await expect.poll(() => copy.getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
  const [frame, button] = [sheet, copy].map((it) => it.getBoundingClientRect()) as [DOMRect, DOMRect];
  expect(button.top).toBeGreaterThanOrEqual(frame.top);
  expect(button.bottom).toBeLessThanOrEqual(frame.bottom);
  expect(frame.bottom).toBeLessThanOrEqual(bar.getBoundingClientRect().top);
  // Nothing is out of sight while there is room for it.
  const status = inCall.shadowRoot?.querySelector('header .pill') as Element;
  const isCut = sheet.scrollHeight > sheet.clientHeight + 1;
  if (textScale === 1 && height >= 390)
    expect(sheet.scrollHeight - sheet.clientHeight).toBeLessThanOrEqual(1);
  if (isCut) expect(frame.top - status.getBoundingClientRect().bottom).toBeLessThan(24 * textScale);
});

test.each([
  ['off', { status: 'off' }],
  ['blocked', { status: 'unavailable', problem: 'permission-denied' }],
  ['asked for', { status: 'asking' }],
  ['muted', { status: 'muted', problem: 'muted-by-system' }],
] as const)(
  'On a narrow screen what one’s own picture says stays within it: camera %s',
  async (_, camera) => {
    for (const [width, height] of [
      [390, 844],
      [320, 568],
      [844, 390],
    ] as const) {
      await page.viewport(width, height);
      const [element] = await mountPage(waiting(), { media: { ...MEDIA_ON, camera } });
      const own = page.getByTestId('local-video').element().getRootNode() as ShadowRoot;
      const frame = own.host.getBoundingClientRect();
      const words = own.querySelector('.nothing span')?.getBoundingClientRect();
      expect(words?.width).toBeGreaterThan(0);
      for (const side of ['left', 'top'] as const) expect(words?.[side]).toBeGreaterThanOrEqual(frame[side]);
      for (const side of ['right', 'bottom'] as const) expect(words?.[side]).toBeLessThanOrEqual(frame[side]);
      const sheet = element.renderRoot
        .querySelector('parley-in-call')
        ?.shadowRoot?.querySelector('parley-waiting-sheet')
        ?.getBoundingClientRect();
      // Beside it, or above.
      const { right = 0, bottom = 0 } = words ?? {};
      expect(right <= (sheet?.left ?? 0) || bottom <= (sheet?.top ?? 0)).toBe(true);
      element.remove();
    }
  },
);
