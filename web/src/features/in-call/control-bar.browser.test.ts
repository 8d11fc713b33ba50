import { Cell } from '@parley/call';
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import { MEDIA_NONE, MEDIA_ON } from '../../testing/call-scenes.ts';
import { FakeDevices } from '../../testing/fake-devices.ts';
import { focusedElement } from '../../testing/focus.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import './control-bar.ts';

/** As they stand beside each other. */
function names(): (string | undefined)[] {
  const buttons = page.getByRole('group', { name: 'Call controls' }).getByRole('button').elements();
  const left = (button: Element) => button.getBoundingClientRect().left;
  return buttons.sort((one, other) => left(one) - left(other)).map(nameOf);
}

function nameOf(button: Element | null): string | undefined {
  return button?.getAttribute('aria-label') ?? button?.textContent?.trim();
}

test.each([
  [false, ['Turn off microphone', 'Turn off camera', 'Share screen', 'More', 'Leave']],
  [true, ['Turn off microphone', 'Turn off camera', 'Share screen', 'More', 'Leave', 'More ways to leave']],
])('Everything stands in one row, always in the same order (may end: %s)', async (canEnd, expected) => {
  await mount('parley-control-bar', { media: MEDIA_ON, canShare: true, canEnd });
  expect(names()).toEqual(expected);
});

test('Beside microphone and camera stands what is chosen there, where there is room', async () => {
  await page.viewport(1280, 800);
  await mount('parley-control-bar', { media: MEDIA_ON, devices: new FakeDevices([]) });
  await expect.poll(() => names().length).toBe(6);
  expect(names().slice(0, 4)).toEqual([
    ...['Turn off microphone', 'Choose microphone and speaker', 'Turn off camera', 'Choose camera'],
  ]);
  await page.viewport(390, 844);
  expect(names().slice(0, 2)).toEqual(['Turn off microphone', 'Turn off camera']);
});

test('What is chosen beside a switch stands right beside its disc, at the same height', async () => {
  await page.viewport(1280, 800);
  await mount('parley-control-bar', { media: MEDIA_ON, devices: new FakeDevices([]) });
  for (const [device, menu] of [
    ['Turn off microphone', 'Choose microphone and speaker'],
    ['Turn off camera', 'Choose camera'],
  ] as const) {
    const arrow = page.getByRole('button', { name: menu });
    await expect.element(arrow).toBeVisible();
    const [disc, sign] = [
      page.getByRole('button', { name: device }).element().querySelector('.disc'),
      arrow.element().querySelector('.icon'),
    ].map((part) => part?.getBoundingClientRect() as DOMRect);
    if (disc === undefined || sign === undefined) throw new Error('There is no disc, or no arrow');
    expect(sign.left - disc.right).toBeLessThanOrEqual(16);
    // What is pressed is the one or the other.
    expect(disc.right).toBeLessThanOrEqual(arrow.element().getBoundingClientRect().left + 0.5);
    expect(Math.abs(sign.top + sign.bottom - disc.top - disc.bottom) / 2).toBeLessThanOrEqual(1);
  }
});

/** The bar with all that it may have, and its discs as they stand beside each other. */
const barOf = (size: readonly [number, number]) => ({
  size,
  mount: async () => {
    await page.viewport(...size);
    const level = new Cell(0);
    await mount('parley-control-bar', {
      ...{
        media: MEDIA_ON,
        devices: new FakeDevices([]),
        level,
        canShare: true,
        unreadCount: 0,
        canEnd: true,
      },
    });
    await expect.element(page.getByRole('button', { name: 'More', exact: true })).toBeVisible();
    const left = (disc: Element) => disc.getBoundingClientRect().left;
    const discs = page
      .getByRole('group', { name: 'Call controls' })
      .getByRole('button')
      .elements()
      .flatMap((button) => [...button.querySelectorAll('.disc')])
      .sort((one, other) => left(one) - left(other));
    return { level, discs };
  },
});

const BARS = (
  [
    [320, 568],
    [390, 844],
    [844, 390],
    [1280, 800],
  ] as const
).map((size) => [size.join(' by '), barOf(size)] as const);

afterEach(() => page.viewport(1280, 800));

test.each(BARS)('Every disc is in the middle of its button, in %s', async (_, bar) => {
  const { discs } = await bar.mount();
  for (const disc of discs) {
    const [own, button] = [disc, disc.closest('button') as Element].map((it) => it.getBoundingClientRect());
    expect((own?.left ?? 0) + (own?.right ?? 0)).toBeCloseTo((button?.left ?? 0) + (button?.right ?? 0), 0);
  }
  const middles = discs
    .map((disc) => disc.getBoundingClientRect())
    .map(({ left, right }) => (left + right) / 2);
  const [share = 0, chat = 0, more = 0] = middles.slice(2);
  if (bar.size[0] === 1280) expect(chat - share).toBeCloseTo(more - chat, 0);
});

test.each(BARS)('However loud one is, the ring leaves alone what is beside it, in %s', async (_, bar) => {
  const { discs, level } = await bar.mount();
  const [own, ...others] = discs;
  const isThere = (disc: Element) => disc.checkVisibility();
  const gap = Math.min(
    ...others
      .filter(isThere)
      .map((disc) => disc.getBoundingClientRect().left - (own?.getBoundingClientRect().right ?? 0)),
  );
  const outside = () =>
    Number(/ 0px 0px 0px ([\d.]+)px/.exec(own ? getComputedStyle(own).boxShadow : '')?.[1]);
  level.set(1);
  await expect.poll(outside).toBeGreaterThan(0);
  expect(outside()).toBeLessThanOrEqual(gap / 2);
  // Nor does it touch the caption.
  expect(outside()).toBeLessThanOrEqual(4);
});

test('The switches say what a press will do as the devices are', async () => {
  const bar = await mount('parley-control-bar', { media: MEDIA_NONE });
  expect(names().slice(0, 2)).toEqual(['Try microphone again', 'Try camera again']);
  bar.media = { ...MEDIA_ON, camera: { status: 'off' } };
  await expect.poll(() => names().slice(0, 2)).toEqual(['Turn off microphone', 'Turn on camera']);
});

test('Each press asks for its own thing', async () => {
  await mount('parley-control-bar', { media: MEDIA_ON, canShare: true });
  const asked = (
    [
      ...(['microphone-toggle-requested', 'camera-toggle-requested'] as const),
      ...(['screen-toggle-requested', 'leave-requested'] as const),
    ] as const
  ).map((type) => recordEvents(type));
  await page.getByRole('button', { name: 'Leave' }).click();
  expect(asked.map(({ length }) => length)).toEqual([0, 0, 0, 1]);
  await page.getByRole('button', { name: 'Turn off camera' }).click();
  expect(asked.map(({ length }) => length)).toEqual([0, 1, 0, 1]);
  await page.getByRole('button', { name: 'Share screen' }).click();
  expect(asked.map(({ length }) => length)).toEqual([0, 1, 1, 1]);
  await page.getByRole('button', { name: 'Turn off microphone' }).click();
  expect(asked.map(({ length }) => length)).toEqual([1, 1, 1, 1]);
});

test('The keyboard goes through it from left to right', async () => {
  await mount('parley-control-bar', { media: MEDIA_ON, canShare: true, canEnd: true });
  const passed: (string | undefined)[] = [];
  for (let count = 0; count < 6; count++) {
    await userEvent.keyboard('{Tab}');
    passed.push(nameOf(focusedElement()));
  }
  expect(passed).toEqual(names());
});

test('The ways to leave are a menu like those of the devices: the same keys, and the focus goes back', async () => {
  await mount('parley-control-bar', { media: MEDIA_ON, canEnd: true });
  const events = recordEvents('leave-requested');
  const ways = page.getByRole('button', { name: 'More ways to leave' });
  (ways.element() as HTMLElement).focus();
  const focused = () => focusedElement()?.textContent?.trim();
  await userEvent.keyboard('{Enter}');
  await expect.poll(focused).toBe('Leave, and let them stay');
  await userEvent.keyboard('{ArrowDown}');
  expect(focused()).toBe('End for both');
  await userEvent.keyboard('{ArrowDown}{End}{Home}');
  expect(focused()).toBe('Leave, and let them stay');
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => focusedElement()?.ariaLabel).toBe('More ways to leave');
  await userEvent.keyboard('{Enter}');
  await expect.poll(focused).toBe('Leave, and let them stay');
  await userEvent.keyboard('{Enter}');
  expect(events).toHaveLength(1);
  await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
});

test('To end it for both is asked for only after the question', async () => {
  await mount('parley-control-bar', { media: MEDIA_ON, canEnd: true });
  const events = recordEvents('end-requested');
  const ways = page.getByRole('button', { name: 'More ways to leave' });
  const end = page.getByRole('menuitem', { name: 'End for both' });
  await ways.click();
  await end.click();
  await page.getByRole('button', { name: 'Stay in the call' }).click();
  expect(events).toEqual([]);
  await ways.click();
  await end.click();
  await page.getByRole('button', { name: 'End the call' }).click();
  expect(events).toHaveLength(1);
});

test('Whoever is not the host any more is not asked either', async () => {
  const bar = await mount('parley-control-bar', { media: MEDIA_ON, canEnd: true });
  await page.getByRole('button', { name: 'More ways to leave' }).click();
  await page.getByRole('menuitem', { name: 'End for both' }).click();
  await expect.element(page.getByRole('dialog')).toBeVisible();
  bar.canEnd = false;
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
});

test('To share and to share no more is the same button', async () => {
  const bar = await mount('parley-control-bar', { media: MEDIA_ON, canShare: true });
  const screen = { status: 'on', hasSound: false, content: 'detail', stream: new MediaStream() } as const;
  bar.screen = screen;
  await expect.element(page.getByRole('button', { name: 'Stop sharing' })).toBeVisible();
  // It can be stopped while the other is gone.
  bar.canShare = false;
  await bar.updateComplete;
  expect(names()).toContain('Stop sharing');
  bar.screen = { status: 'off' };
  await bar.updateComplete;
  expect(names()).not.toContain('Share screen');
});
