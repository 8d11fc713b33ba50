/** The bar as it is in a call: with a chat, with somebody at the door, at every size that people have. */
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import { ADA, connected, MEDIA_ON, NOW, READ_OUT, waiting } from '../../testing/call-scenes.ts';
import { type CallScene, FakeCall } from '../../testing/fake-call.ts';
import { createFakePicture } from '../../testing/fake-picture.ts';
import { mount } from '../../testing/mount.ts';
import { smallTargets } from '../../testing/targets.ts';
import { QUALITIES } from '../quality/scenes.ts';
import './call-page.ts';
import './call-views.ts';

// Browsers play nothing unasked on a page that nobody has touched, and the button that asks lies over the pictures.
beforeEach(() => userEvent.keyboard('a'));
afterEach(() => page.viewport(1280, 800));

const SIZES = [
  ...([
    [320, 256],
    [320, 568],
    [390, 844],
    [667, 375],
    [744, 1133],
  ] as const),
  ...([
    [820, 1180],
    [844, 390],
    [900, 700],
    [1280, 800],
  ] as const),
] as const;

const GRACE = { uid: 'u1', name: 'Grace Hopper', since: NOW - 125_000, isAskedToWait: false };
const VISITORS = [GRACE, { ...GRACE, uid: 'u2', name: '' }];
const BOTH = { state: connected(), chat: { availability: 'open' } } as const;

/** As whoever made the call has it, who has the most to press. */
const SCENES: Readonly<Record<string, CallScene>> = {
  'with both': BOTH,
  'with two at the door': { ...BOTH, visitors: VISITORS },
  'that waits for somebody': { state: waiting() },
  'whose host reads words out': { state: waiting({ role: 'host' }), words: READ_OUT },
  'that has lost somebody': { state: waiting({ because: 'no-route' }) },
  'with two at the door and nobody in it': { state: waiting(), visitors: VISITORS },
};

async function mountCall(scene: CallScene) {
  const media = { ...MEDIA_ON, stream: createFakePicture() };
  const quality = { quality: QUALITIES['a good link'] } as CallScene;
  const call = new FakeCall({ media, picture: createFakePicture(), now: () => NOW, ...quality, ...scene });
  const element = await mount('parley-call-page', { call });
  await expect.element(page.getByRole('button', { name: /^Leave/ })).toBeVisible();
  const inCall = element.renderRoot.querySelector('parley-in-call');
  if (inCall === null) throw new Error('There is no call');
  return { call, inCall };
}

const boxOf = (element: Element) => element.getBoundingClientRect();
const group = () => page.getByRole('group', { name: 'Call controls' });

/** Every button of the bar is wholly in the window, in one row, and nothing scrolls. */
async function expectWhole(inCall: HTMLElement) {
  await expect.poll(() => inCall.scrollHeight - inCall.clientHeight).toBeLessThanOrEqual(1);
  const boxes = group().getByRole('button').elements().map(boxOf);
  expect(Math.max(...boxes.map(({ top }) => top))).toBeLessThan(
    Math.min(...boxes.map(({ bottom }) => bottom)),
  );
  for (const { left, right, top, bottom } of [boxOf(group().element()), ...boxes]) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(innerWidth);
    expect(bottom).toBeLessThanOrEqual(innerHeight);
  }
  expect(smallTargets()).toEqual([]);
}

const count = () => group().getByRole('button').elements().length;

describe.each(SIZES)('In %i by %i pixels', (width, height) => {
  test.each(Object.entries(SCENES))('the bar of a call %s is whole', async (name, scene) => {
    await page.viewport(width, height);
    const { inCall } = await mountCall(scene);
    if (scene.words) await page.getByRole('button', { name: 'Read out' }).click();
    await expectWhole(inCall);
    if (name !== 'with both') return;
    // Where there is no room for all seven, sharing is found under More.
    expect(count()).toBeGreaterThanOrEqual(width < 350 ? 6 : 7);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    const item = page.getByRole('menuitem', { name: 'Share screen' });
    expect(item.elements()).toHaveLength(width < 350 ? 1 : 0);
  });

  test('it is whole beside an open chat, also with somebody at the door', async () => {
    await page.viewport(width, height);
    const { inCall, call } = await mountCall({ ...BOTH, visitors: VISITORS });
    await page.getByRole('button', { name: /^Chat/ }).click();
    const panel = page.getByRole('region', { name: 'Chat' });
    await expect.element(panel).toBeVisible();
    // There the chat covers the bar.
    if (width < 800) return expect(boxOf(panel.element()).width).toBe(innerWidth);
    await expectWhole(inCall);
    expect(boxOf(group().element()).right).toBeLessThanOrEqual(boxOf(panel.element()).left);
    call.visitors.set(VISITORS.map((visitor) => ({ ...visitor, isAskedToWait: true })));
    await expectWhole(inCall);
  });

  test('the captions and the pictures stay clear of a screen that is shared', async () => {
    await page.viewport(width, height);
    const state = connected({ peer: { ...ADA, isScreenShared: true } });
    await mountCall({ ...BOTH, state, theirScreen: createFakePicture() });
    const tile = (id: string) =>
      (page.getByTestId(id).element().getRootNode() as ShadowRoot).host.closest(
        'parley-picture-tile',
      ) as Element;
    const [screen, ...others] = ['screen-video', 'remote-video', 'local-video'].map((id) => boxOf(tile(id)));
    if (screen === undefined) throw new Error('There is no screen');
    for (const { left, right, top, bottom } of others)
      expect(
        left >= screen.right || right <= screen.left || top >= screen.bottom || bottom <= screen.top,
      ).toBe(true);
    // A low window has no room for that.
    if (height >= 480) expect(screen.bottom).toBeLessThanOrEqual(boxOf(group().element()).top);
    expect(screen.width * screen.height).toBeGreaterThan((innerWidth * innerHeight) / 3);
  });
});

test.each([
  [1280, 800, 1],
  [820, 1180, 1],
  [390, 844, 1],
  [390, 844, 2],
  [1280, 800, 1.5],
])(
  'A screen that is shared with somebody who shares one, too, lies under nothing, in %i by %i pixels, text × %d',
  async (width, height, scale) => {
    await page.viewport(width, height);
    document.documentElement.style.fontSize = `${scale * 100}%`;
    onTestFinished(() => {
      document.documentElement.style.removeProperty('font-size');
    });
    const state = connected({ peer: { ...ADA, isScreenShared: true } });
    const shared = { status: 'on', hasSound: true, content: 'detail', stream: createFakePicture() } as const;
    const { inCall } = await mountCall({ ...BOTH, state, theirScreen: createFakePicture(), screen: shared });
    const video = page.getByTestId('screen-video').element().getRootNode() as ShadowRoot;
    const screen = () => boxOf(video.host);
    const stop = page.getByRole('button', { name: 'Stop sharing' });
    await expect.poll(() => stop.elements().length).toBeGreaterThan(0);
    // In words, or where they have no room by an icon, never by neither.
    const own = stop.elements().find((button) => button.closest('.sharing') !== null);
    const seen = [...(own?.children ?? [])].filter((child) => boxOf(child).width > 8);
    expect(seen.map(({ localName }) => localName)).toEqual([scale < 2 ? 'span' : 'svg']);
    if (scale === 2)
      expect(getComputedStyle(seen[0] as Element).color).not.toBe(
        getComputedStyle(own as Element).backgroundColor,
      );
    const above = inCall.renderRoot.querySelector('header') as Element;
    await expect.poll(() => screen().top).toBeGreaterThanOrEqual(boxOf(above).bottom - 1);
    expect(screen().bottom).toBeLessThanOrEqual(boxOf(group().element()).top);
    expect(screen().height).toBeGreaterThan(64);
    for (const id of ['remote-video', 'local-video']) {
      const { host } = page.getByTestId(id).element().getRootNode() as ShadowRoot;
      const { left, top } = boxOf(host);
      expect(left >= screen().right || top >= screen().bottom).toBe(true);
    }
  },
);

test('Of somebody who was asked for a moment a pill is left over the other’s face', async () => {
  await page.viewport(320, 568);
  const { inCall } = await mountCall({ ...BOTH, visitors: [GRACE] });
  const panel = () => boxOf(inCall.renderRoot.querySelector('parley-door-visitors') as Element);
  await page.getByRole('button', { name: 'One moment: Grace Hopper' }).click();
  await expect.poll(() => panel().height).toBeLessThan(64);
  await expectWhole(inCall);
});
