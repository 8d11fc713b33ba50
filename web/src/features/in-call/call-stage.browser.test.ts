import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import { ADA, connected, MEDIA_ON, waiting } from '../../testing/call-scenes.ts';
import { FakeCall } from '../../testing/fake-call.ts';
import { createFakePicture } from '../../testing/fake-picture.ts';
import { focusedElement } from '../../testing/focus.ts';
import { mount } from '../../testing/mount.ts';
import type { CallStage } from './call-stage.ts';
import './call-stage.ts';

// Browsers play nothing unasked on a page that nobody has touched.
beforeEach(async () => {
  await page.viewport(1280, 800);
  await userEvent.keyboard('a');
});

async function mountStage(): Promise<readonly [CallStage, FakeCall]> {
  const media = { ...MEDIA_ON, stream: createFakePicture() };
  const pictures = { picture: createFakePicture(), theirScreen: createFakePicture() };
  const call = new FakeCall({ state: connected(), media, ...pictures });
  const stage = await mount('parley-call-stage', { call });
  Object.assign(stage.style, { position: 'fixed', inset: '60px 0 90px' });
  return [stage, call];
}

const sharing = connected({ peer: { ...ADA, isScreenShared: true } });
const videoOf = (id: string) => page.getByTestId(id).element() as HTMLVideoElement;
const VIDEOS = { peer: 'remote-video', screen: 'screen-video', self: 'local-video' } as const;

/** Which pictures fill the window, or as much of it as nothing lies over. */
function large(): string[] {
  return Object.entries(VIDEOS).flatMap(([subject, id]) =>
    videoOf(id).getBoundingClientRect().width > innerWidth / 2 ? [subject] : [],
  );
}

/** Where a small picture stands in the window. */
function placeOf(id: string): string {
  const { left, right, top, bottom } = videoOf(id).getBoundingClientRect();
  const [x, y] = [(left + right) / 2 / innerWidth, (top + bottom) / 2 / innerHeight];
  return `${y < 0.5 ? 'top' : 'bottom'} ${x < 0.5 ? 'left' : 'right'}`;
}

test('Whoever waits sees themselves; then the other is large, and the screen of the other larger', async () => {
  const [, call] = await mountStage();
  call.state.set(waiting());
  await expect.poll(large).toEqual(['self']);
  call.state.set(connected());
  await expect.poll(large).toEqual(['peer']);
  call.state.set(sharing);
  await expect.poll(large).toEqual(['screen']);
  await expect.poll(() => videoOf('screen-video').inert).toBe(false);
  const [own, theirs] = ['local-video', 'remote-video'].map((id) => videoOf(id).getBoundingClientRect());
  expect(theirs?.bottom).toBeLessThanOrEqual(own?.top ?? 0);
  call.state.set(connected());
  await expect.poll(large).toEqual(['peer']);
});

test('A small picture becomes large by a press, and no video is loaded anew', async () => {
  const [, call] = await mountStage();
  call.state.set(sharing);
  for (const id of Object.values(VIDEOS)) await expect.poll(() => videoOf(id).inert).toBe(false);
  const events: string[] = [];
  for (const id of Object.values(VIDEOS))
    for (const type of ['emptied', 'loadstart'])
      videoOf(id).addEventListener(type, () => events.push(`${type} ${id}`));
  await page.getByRole('button', { name: 'Make Ada’s picture large' }).click();
  await expect.poll(large).toEqual(['peer']);
  expect(focusedElement()?.getAttribute('aria-label')).toBe('Make Ada’s screen large');
  await page.getByRole('button', { name: 'Make your own picture large' }).click();
  await expect.poll(large).toEqual(['self']);
  await page.getByRole('button', { name: 'Make Ada’s screen large' }).click();
  await expect.poll(large).toEqual(['screen']);
  expect(events).toEqual([]);
});

test('The small pictures move to another corner by arrow keys, a press of a menu, and dragging', async () => {
  const [stage] = await mountStage();
  const button = page.getByRole('button', { name: 'Make your own picture large' });
  expect(placeOf('local-video')).toBe('bottom right');
  (button.element() as HTMLElement).focus();
  for (const [key, place] of [
    ['ArrowLeft', 'bottom left'],
    ['ArrowUp', 'top left'],
    ['ArrowRight', 'top right'],
    ['ArrowDown', 'bottom right'],
  ] as const) {
    await userEvent.keyboard(`{${key}}`);
    await expect.poll(() => placeOf('local-video')).toBe(place);
  }
  stage.moveOn();
  await expect.poll(() => placeOf('local-video')).toBe('bottom left');
  await button.dropTo(page.getByTestId('remote-video'), { targetPosition: { x: 1200, y: 120 } });
  await expect.poll(() => placeOf('local-video')).toBe('top right');
  // That was no press.
  expect(large()).toEqual(['peer']);
});

test('In a right-to-left page the arrow keys lead where they point', async () => {
  document.documentElement.dir = 'rtl';
  const [stage] = await mountStage();
  expect(placeOf('local-video')).toBe('bottom left');
  (page.getByRole('button', { name: 'Make your own picture large' }).element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.poll(() => placeOf('local-video')).toBe('bottom right');
  document.documentElement.dir = '';
  await stage.updateComplete;
});

test('One’s own picture can be put away', async () => {
  const [stage] = await mountStage();
  stage.selfHidden = true;
  await expect.element(page.getByTestId('local-video')).not.toBeVisible();
  stage.selfHidden = false;
  await expect.element(page.getByTestId('local-video')).toBeVisible();
});

test('A ring is around whoever is small and speaks', async () => {
  const [, call] = await mountStage();
  call.state.set(sharing);
  const ring = () => {
    const root = videoOf('remote-video').getRootNode() as ShadowRoot;
    const tile = root.host.closest('parley-picture-tile');
    return getComputedStyle(tile?.shadowRoot?.querySelector('.ring') as Element).opacity;
  };
  await expect.poll(ring).toBe('0');
  call.isPeerSpeaking.set(true);
  await expect.poll(ring).toBe('1');
});
