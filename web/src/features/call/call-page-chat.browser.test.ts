/** The chat as a part of a call: opened, closed, noticed, and used by everybody. */
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import { findViolations, SCHEMES } from '../../testing/accessibility.ts';
import { ADA, ARRANGED_TIME, connected, MEDIA_NONE, NOW, waiting } from '../../testing/call-scenes.ts';
import { type CallScene, FakeCall } from '../../testing/fake-call.ts';
import { theirMessage } from '../../testing/fake-chat.ts';
import { transferOf } from '../../testing/fake-files.ts';
import { createFakePicture } from '../../testing/fake-picture.ts';
import { focusedElement } from '../../testing/focus.ts';
import { mount } from '../../testing/mount.ts';
import { targetsIn } from '../../testing/targets.ts';
import { pageChrome } from '../../ui/page-chrome.ts';
import { CHATS } from '../chat/scenes.ts';
import { INTERRUPTED, STOPPED, TRANSFERS } from '../files/scenes.ts';
import { QUALITIES } from '../quality/scenes.ts';
import './call-page.ts';
import './call-views.ts';

afterEach(() => page.viewport(1280, 800));

async function mountCall(scene: CallScene = {}) {
  const picture = createFakePicture();
  const call = new FakeCall({
    state: connected(),
    now: () => NOW,
    picture,
    chat: { availability: 'open' },
    ...scene,
  });
  return { call, element: await mount('parley-call-page', { call }) };
}

const button = () => page.getByRole('button', { name: /^Chat/ });
const status = (sentence: string | RegExp) => page.getByRole('status').filter({ hasText: sentence });
const field = () => page.getByRole('textbox', { name: 'Message' });

test('A key opens the chat where one writes, Escape goes back, and what is half written stays', async () => {
  await mountCall();
  await userEvent.keyboard('h');
  await expect.element(field()).toBeVisible();
  await expect.poll(focusedElement).toBe(field().element());
  await expect.element(button()).toHaveAttribute('aria-expanded', 'true');
  await userEvent.keyboard('hm? ');
  await userEvent.keyboard('{Escape}');
  await expect.element(field()).not.toBeInTheDocument();
  await expect.poll(focusedElement).toBe(button().element());
  await button().click();
  await expect.element(field()).toHaveValue('hm? ');
});

test.each([
  ['nobody has come yet', waiting(), 'nobody'],
  ['their page has none', connected(), 'unsupported'],
] as const)('There is no chat while %s', async (_, state, availability) => {
  await mountCall({ state, chat: { availability } });
  await userEvent.keyboard('h');
  expect([button().elements(), field().elements()]).toEqual([[], []]);
});

test('What was written can be read after they have left', async () => {
  const { call } = await mountCall({
    chat: { availability: 'open', messages: [theirMessage({ text: 'Bye' })] },
  });
  call.state.set(waiting({ because: 'peer-left' }));
  call.chat.availability.set('interrupted');
  await button().click();
  await expect.element(page.getByText('Bye')).toBeVisible();
});

test('The button and the title count what was not read, until the chat is opened', async () => {
  const { call } = await mountCall();
  const { title } = document;
  onTestFinished(() => pageChrome.show({ title, glyph: 'connected', isStage: false }));
  pageChrome.show({ title: 'Call', glyph: 'connected', isStage: true });
  call.chat.hear();
  call.chat.hear();
  await expect.element(page.getByRole('button', { name: 'Chat, 2 new' })).toBeVisible();
  expect(document.title).toBe('(2) Call');
  await button().click();
  await expect.element(page.getByRole('button', { name: 'Chat', exact: true })).toBeVisible();
  expect(document.title).toBe('Call');
  call.chat.hear();
  await expect.poll(() => document.title).toBe('Call');
});

test('What they write is said once to whoever listens, and several at once by their number', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { call, element } = await mountCall({
    chat: { availability: 'open', messages: [theirMessage({ text: 'before' })] },
  });
  const attention = element.renderRoot.querySelector('parley-call-attention');
  const said = async () => {
    await attention?.updateComplete;
    return attention?.renderRoot.querySelector('[role=status]')?.textContent;
  };
  expect(await said()).toBe('');
  call.chat.hear({ text: 'Hello' });
  expect(await said()).toBe('Ada wrote: Hello');
  call.chat.send('mine');
  for (const text of ['1', '2', '3']) call.chat.hear({ text });
  expect(await said()).toBe('Ada wrote: Hello');
  vi.advanceTimersByTime(2_000);
  expect(await said()).toBe('3 new messages in the chat.');
  vi.advanceTimersByTime(2_000);
  call.chat.hear({ text: 'x'.repeat(300), name: '' });
  expect(await said()).toBe(`They wrote: ${'x'.repeat(200)}…`);
});

test('A file that is offered is counted on the button until it is answered, and said', async () => {
  const { call, element } = await mountCall();
  call.files.transfers.set([transferOf()]);
  await expect.element(page.getByRole('button', { name: 'Chat, 1 new' })).toBeVisible();
  const attention = element.renderRoot.querySelector('parley-call-attention');
  await attention?.updateComplete;
  expect(attention?.renderRoot.querySelector('[role=status]')?.textContent).toMatch(
    /^second reading.pdf, 4.2.MB, is offered in the chat.$/,
  );
  call.files.transfers.set([transferOf({ status: { phase: 'done' } })]);
  await expect.element(page.getByRole('button', { name: 'Chat', exact: true })).toBeVisible();
});

test('A file that is dropped or pasted is offered, and text goes where it would', async () => {
  const { call } = await mountCall({ files: { isOpen: true } });
  await button().click();
  const given = new DataTransfer();
  given.items.add(new File(['x'], 'picture.png', { type: 'image/png' }));
  const target = () => field().element();
  await expect.element(field()).toBeVisible();
  const options = { bubbles: true, composed: true, cancelable: true };
  const paste = new ClipboardEvent('paste', { ...options, clipboardData: given });
  const drop = new DragEvent('drop', { ...options, dataTransfer: given });
  const text = new DataTransfer();
  text.setData('text/plain', 'x');
  const plain = new ClipboardEvent('paste', { ...options, clipboardData: text });
  for (const event of [paste, drop, plain]) target().dispatchEvent(event);
  await expect
    .poll(() => call.asked.filter((request) => request.startsWith('offer')))
    .toEqual(['offer picture.png', 'offer picture.png']);
  expect([paste, drop, plain].map(({ defaultPrevented }) => defaultPrevented)).toEqual([true, true, false]);
});

test('A file that is dropped beside the chat opens it and is offered there; nothing takes the call’s place', async () => {
  const { call, element } = await mountCall({ files: { isOpen: true } });
  await expect.element(button()).toBeVisible();
  const picture = element.renderRoot
    .querySelector('parley-in-call')
    ?.renderRoot.querySelector('parley-call-stage');
  const given = new DataTransfer();
  given.items.add(new File(['x'], 'picture.png', { type: 'image/png' }));
  const text = new DataTransfer();
  text.setData('text/plain', 'x');
  const dropped = (type: string, dataTransfer: DataTransfer) => {
    const event = new DragEvent(type, { bubbles: true, composed: true, cancelable: true, dataTransfer });
    picture?.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect([dropped('dragover', text), dropped('drop', text)]).toEqual([false, false]);
  await expect.element(field()).not.toBeInTheDocument();
  expect([dropped('dragover', given), dropped('drop', given)]).toEqual([true, true]);
  await expect.element(field()).toBeVisible();
  await expect
    .poll(() => call.asked.filter((request) => request.startsWith('offer')))
    .toEqual(['offer picture.png']);
});

test('A file that is dropped while nobody is there is not sent, and that is said until somebody is', async () => {
  const { call, element } = await mountCall({ state: waiting(), chat: { availability: 'nobody' } });
  const room = element.renderRoot.querySelector('parley-in-call');
  const given = new DataTransfer();
  given.items.add(new File(['x'], 'picture.png', { type: 'image/png' }));
  const drop = () =>
    room?.dispatchEvent(new DragEvent('drop', { cancelable: true, dataTransfer: given, composed: true }));
  const told = page.getByText('The file was not sent');
  drop();
  await expect.element(told).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect.element(told).not.toBeInTheDocument();
  drop();
  await expect.element(told).toBeVisible();
  call.chat.availability.set('open');
  await expect.element(told).not.toBeInTheDocument();
  expect(call.asked.filter((request) => request.startsWith('offer'))).toEqual([]);
});

test('Where the chat covers all, nothing beneath it is reached; where it does not, all is', async () => {
  await mountCall();
  const isReached = () => {
    const leave = page.getByRole('button', { name: /^Leave/ }).element() as HTMLElement;
    leave.focus();
    const has = focusedElement() === leave;
    leave.blur();
    return has;
  };
  await button().click();
  await expect.element(field()).toBeVisible();
  expect(isReached()).toBe(true);
  await page.viewport(390, 844);
  await expect.poll(isReached).toBe(false);
  await page.getByRole('button', { name: 'Close the chat' }).click();
  await expect.poll(isReached).toBe(true);
  await button().click();
  await page.getByRole('button', { name: 'Close the chat' }).click();
  await expect.poll(focusedElement).toBe(button().element());
});

test('Under the chat of a phone everything is announced still, and nothing is pressed', async () => {
  await page.viewport(390, 844);
  const time = { ...ARRANGED_TIME, isHost: true, endsAt: NOW + 100_000 };
  const { call } = await mountCall({ time, quality: QUALITIES['a poor link'] } as CallScene);
  await button().click();
  await expect.element(field()).toBeVisible();
  const announced = (sentence: string | RegExp) => expect.element(status(sentence)).toBeInTheDocument();
  call.state.set(connected({ phase: 'reconnecting' } as never));
  await announced('Connection lost. Reconnecting…');
  call.isSpeakingWhileMuted.set(true);
  call.media.set(MEDIA_NONE);
  call.screen.set({ status: 'on', content: 'detail', hasSound: false, stream: new MediaStream() });
  call.state.set(connected({ isOtherGuest: true, peer: { ...ADA, isScreenShared: true } }));
  await announced('You are muted');
  await announced('You are sharing your screen');
  await announced('Ada is sharing their screen');
  await announced('This guest is not the one who was here before');
  await announced('Your browser blocks the microphone');
  await announced(/^This call ends within/);
  call.visitors.set([{ uid: 'u', name: 'Grace', since: NOW, isAskedToWait: false }]);
  await announced('Grace is at the door.');
  const chat = button().element().getRootNode() as ShadowRoot;
  const panel = (chat.host.getRootNode() as ShadowRoot).querySelector('parley-chat-panel');
  const isInChat = (target: Node): boolean =>
    target === panel ||
    (target.getRootNode() !== document && isInChat((target.getRootNode() as ShadowRoot).host));
  const reached = targetsIn().filter((target) => {
    target.focus();
    return focusedElement() === target && !isInChat(target);
  });
  expect(reached.map(({ textContent }) => textContent?.trim())).toEqual([]);
  call.state.set(waiting({ because: 'peer-left' }));
  call.chat.availability.set('interrupted');
  await announced('Ada has left the call');
});

test('By keyboard one goes round in the chat that covers all, and to nothing beneath it', async () => {
  await page.viewport(390, 844);
  await mountCall();
  await userEvent.keyboard('h');
  await expect.element(field()).toBeVisible();
  const visited = new Set<Element>();
  const isInChat = (focused: Element | null) => {
    for (let at = focused; at !== null; at = (at.getRootNode() as ShadowRoot).host ?? null)
      if (at.localName === 'parley-chat-panel') return true;
    return false;
  };
  // Further than there is anything in the whole view, both ways.
  for (const key of ['{Tab}', '{Shift>}{Tab}{/Shift}'])
    for (let presses = 0; presses < 15; presses++) {
      await userEvent.keyboard(key);
      const focused = focusedElement();
      // Between the last and the first the browser has it, for its own bars.
      if (focused === document.body || focused === null) continue;
      expect(isInChat(focused), focused.outerHTML).toBe(true);
      visited.add(focused);
    }
  expect(visited).toContain(field().element());
  expect(visited.size).toBeGreaterThan(1);
  await userEvent.keyboard('{Escape}');
  await expect.poll(focusedElement).toBe(button().element());
});

test.each([
  ['that has arrived can be saved', { phase: 'done' }, new Blob(['x']), 1],
  ['is not shown where it has not arrived', { phase: 'over', because: 'page-gone' }, undefined, 0],
] as const)('After the call a file %s', async (_, status, file, count) => {
  const transfers = [transferOf({ status, ...(file && { file }) })];
  await mountCall({ state: { phase: 'ended', reason: 'host-ended' }, files: { transfers } });
  await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(page.getByRole('button', { name: 'Save' }).elements()).toHaveLength(count);
  expect(page.getByRole('list', { name: 'Files' }).elements()).toHaveLength(count);
  expect(await findViolations('light')).toEqual([]);
});

describe.each([
  ...Object.entries(CHATS).map(([name, chat]) => [name, { chat }] as const),
  ['files on their way', { files: { isOpen: true, transfers: TRANSFERS } }] as const,
  ['files that a reload has interrupted', { files: { isOpen: true, transfers: INTERRUPTED } }] as const,
  ['files that are stopped', { files: { isOpen: true, transfers: STOPPED } }] as const,
])('%s', (_, scene) => {
  test.each(SCHEMES)('can be used by everybody, in the %s scheme', async (scheme) => {
    await mountCall(scene);
    await button().click();
    await expect.element(field()).toBeVisible();
    expect(await findViolations(scheme)).toEqual([]);
  });

  test.each([
    [320, 568],
    [390, 844],
    [844, 390],
    [320, 256],
  ])('fits a screen of %i by %i pixels, and can be closed again', async (width, height) => {
    await page.viewport(width, height);
    await mountCall(scene);
    await button().click();
    await expect.element(field()).toBeInViewport();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    expect(await findViolations('dark')).toEqual([]);
    await page.getByRole('button', { name: 'Close the chat' }).click();
    await expect.element(field()).not.toBeInTheDocument();
  });
});
