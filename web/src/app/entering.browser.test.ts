/** From the lobby into the call: what is seen on the way. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../ui/global.css';
import { middleOf, mouse } from '../testing/hand.ts';
import { mount } from '../testing/mount.ts';
import { ServiceScene } from '../testing/service-scene.ts';
import { twoFrames } from '../testing/two-frames.ts';
import './parley-app.ts';

const { href, title } = { href: location.href, title: document.title };

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => {
  vi.restoreAllMocks();
  history.replaceState(null, '', href);
  document.title = title;
});

const ownPicture = () => page.getByTestId('local-video');
const leave = () => page.getByRole('button', { name: 'Leave', exact: true });
const join = () => page.getByRole('button', { name: /^Join/ });

/** One's own picture is there, and the call to be entered. */
async function beInLobby(): Promise<void> {
  history.replaceState(null, '', '/');
  await mount('parley-app', { services: new ServiceScene() });
  await page.getByRole('button', { name: 'Start a call' }).click();
  await expect.element(join()).toBeVisible();
  await expect.element(ownPicture()).not.toHaveAttribute('inert');
  await expect.poll(() => document.getAnimations().length).toBe(0);
}

/** The events of video elements, wherever they are, that tell of a reload. */
function recordReloads(): string[] {
  const reloads: string[] = [];
  const { set } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject') ?? {};
  vi.spyOn(HTMLMediaElement.prototype, 'srcObject', 'set').mockImplementation(function (
    this: HTMLMediaElement,
    stream: MediaProvider | null,
  ) {
    const { testid = '' } = this.dataset;
    if (stream !== null) this.addEventListener('emptied', () => reloads.push(testid));
    set?.call(this, stream);
  });
  return reloads;
}

test('One’s own picture goes to its place in the call', async () => {
  await beInLobby();
  const reloads = recordReloads();
  const start = vi.spyOn(document, 'startViewTransition');
  await join().click();
  await expect.poll(() => start.mock.results.length).toBe(1);
  const transition: ViewTransition = start.mock.results[0]?.value;
  await transition.ready;
  const moved = document
    .getAnimations()
    .map(({ effect }) => (effect instanceof KeyframeEffect ? effect.pseudoElement : null));
  expect(moved).toContain('::view-transition-group(own-picture)');
  await expect.element(ownPicture()).not.toHaveAttribute('inert');
  const call = page.getByTestId('local-video').element() as HTMLVideoElement;
  await expect.poll(() => call.getVideoPlaybackQuality().totalVideoFrames).toBeGreaterThan(5);
  expect([ownPicture().element() === call, reloads]).toEqual([true, []]);
});

test('On the way presses reach what they are meant for', async () => {
  await beInLobby();
  const start = vi.spyOn(document, 'startViewTransition');
  await join().click();
  await expect.poll(() => start.mock.results.length).toBe(1);
  const transition: ViewTransition = start.mock.results[0]?.value;
  await transition.ready;
  // It takes longer than the test does.
  const moving = document.getAnimations().filter(({ effect }) => isOfTransition(effect));
  expect(moving.length).toBeGreaterThan(0);
  for (const animation of moving) animation.playbackRate = 0.01;
  let isOver = false;
  let wasOver: boolean | undefined;
  void transition.finished.then(() => {
    isOver = true;
  });
  addEventListener(
    'pointerdown',
    () => {
      wasOver = isOver;
    },
    { once: true, capture: true },
  );
  await leave().click();
  await expect.element(page.getByRole('button', { name: 'Back in' })).toBeVisible();
  expect(wasOver).toBe(false);
  transition.skipTransition();
});

test('In the call a press is what it began on, wherever that is by its end', async () => {
  await beInLobby();
  await join().click();
  const button = leave().element() as HTMLElement;
  await expect.poll(() => document.getAnimations().length).toBe(0);
  const place = middleOf(button);
  await mouse.down(place);
  button.style.translate = '0 -200px';
  await twoFrames();
  await mouse.up(place);
  await expect.element(page.getByRole('button', { name: 'Back in' })).toBeVisible();
});

function isOfTransition(effect: AnimationEffect | null): boolean {
  return effect instanceof KeyframeEffect && effect.pseudoElement?.startsWith('::view-transition') === true;
}

test('Whoever wants little motion is in the call at once', async () => {
  await beInLobby();
  const { matchMedia } = window;
  vi.spyOn(window, 'matchMedia').mockImplementation((query) =>
    matchMedia.call(window, query.includes('prefers-reduced-motion') ? 'all' : query),
  );
  const start = vi.spyOn(document, 'startViewTransition');
  await join().click();
  await expect.element(leave()).toBeVisible();
  expect(start).not.toHaveBeenCalled();
});

test('A window in which no frame is drawn shows the call all the same', async () => {
  await beInLobby();
  // As one that is covered whole: nothing is ever drawn that could be handed over.
  vi.spyOn(document, 'startViewTransition').mockImplementation((update) => {
    let isSkipped = () => {};
    const skipped = new Promise<void>((resolve) => {
      isSkipped = resolve;
    });
    const transition = { skipTransition: isSkipped, ready: new Promise(() => {}) };
    const updateCallbackDone = skipped.then(() => (update as () => Promise<void>)());
    return { ...transition, updateCallbackDone, finished: updateCallbackDone } as unknown as ViewTransition;
  });
  await join().click();
  await expect.element(leave()).toBeVisible();
});
