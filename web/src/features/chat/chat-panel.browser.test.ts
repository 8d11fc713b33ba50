import type { ChatRefusal } from '@parley/call';
import { cleanChatText } from '@parley/protocol';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { HOSTILE_TEXTS } from '../../../../protocol/src/testing/hostile-texts.ts';
import '../../ui/global.css';
import { NOW } from '../../testing/call-scenes.ts';
import { type ChatScene, FakeChat, ownMessage, theirMessage } from '../../testing/fake-chat.ts';
import { FakeFiles, transferOf } from '../../testing/fake-files.ts';
import { focusedElement } from '../../testing/focus.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import { refusalSentence } from '../../words/chat.ts';
import './chat-panel.ts';

afterEach(() => page.viewport(1280, 800));

async function mountChat(scene: ChatScene = {}) {
  const asked: string[] = [];
  const chat = new FakeChat(asked, scene);
  const panel = await mount('parley-chat-panel', { chat, name: 'Ada', now: () => NOW });
  panel.style.cssText = 'block-size: 30rem; max-inline-size: 24rem';
  return { chat, panel, asked };
}

const field = () => page.getByRole('textbox', { name: 'Message' });

test('What is written is sent by Enter or by the button, and the field is empty again', async () => {
  const { asked } = await mountChat();
  await field().click();
  await userEvent.keyboard('one{Shift>}{Enter}{/Shift}two{Enter}');
  await expect.element(page.getByText('one two')).toBeVisible();
  await expect.element(field()).toHaveValue('');
  await userEvent.keyboard('three');
  await page.getByRole('button', { name: 'Send' }).click();
  expect(asked.filter((request) => request.startsWith('write'))).toEqual(['write one\ntwo', 'write three']);
  expect(focusedElement()).toBe(field().element());
});

test('Whoever ends a letter of several keys with Enter does not send', async () => {
  const { asked } = await mountChat();
  await field().click();
  await userEvent.keyboard('x');
  const press = { key: 'Enter', bubbles: true, composed: true, cancelable: true };
  field()
    .element()
    .dispatchEvent(new KeyboardEvent('keydown', { ...press, isComposing: true }));
  field()
    .element()
    .dispatchEvent(new KeyboardEvent('keydown', { ...press, keyCode: 229 }));
  expect(asked).toEqual(['type']);
  field().element().dispatchEvent(new KeyboardEvent('keydown', press));
  expect(asked).toEqual(['type', 'write x']);
});

test('Whoever types is said to, until nothing is left of it', async () => {
  const { asked } = await mountChat();
  await field().fill('x');
  await field().clear();
  expect(asked).toEqual(['type', 'type no more']);
});

test.each(['too-long', 'too-fast', 'too-many-waiting'] as const)(
  'What is not sent (%s) stays where it is, with the reason, until it is changed',
  async (refusal: ChatRefusal) => {
    const { chat } = await mountChat();
    chat.refusal = refusal;
    await field().fill('x');
    await page.getByRole('button', { name: 'Send' }).click();
    const reason = page.getByRole('alert').filter({ hasText: refusalSentence(refusal) ?? '' });
    await expect.element(reason).toBeVisible();
    await expect.element(field()).toHaveValue('x');
    await expect.element(field()).toHaveAccessibleDescription(refusalSentence(refusal));
    await userEvent.keyboard('y');
    await field().fill('xy');
    await expect.element(reason).not.toBeInTheDocument();
  },
);

test('It says what becomes of what is written now', async () => {
  const { chat } = await mountChat({ isPeerTyping: true });
  await expect.element(page.getByText('Ada is writing…')).toBeVisible();
  chat.availability.set('interrupted');
  await expect.element(page.getByText(/Ada cannot be reached just now/)).toBeVisible();
  await expect.element(field()).toBeEnabled();
  chat.availability.set('unsupported');
  await expect.element(page.getByText(/page of Ada has no chat/)).toBeVisible();
  await expect.element(field()).toBeDisabled();
});

test('What was not delivered is sent again where that is wished', async () => {
  const { asked } = await mountChat({ messages: [ownMessage({ key: 7, status: 'undelivered' })] });
  await page.getByRole('button', { name: /whoever is here now/ }).click();
  expect(asked).toEqual(['write 7 again']);
});

test('A link is opened apart, by whoever presses it, and the text around it stays', async () => {
  await mountChat({ messages: [theirMessage({ text: 'see https://a.example/b, or\njavascript:alert(1)' })] });
  const link = page.getByRole('link');
  await expect.element(link).toHaveAttribute('href', 'https://a.example/b');
  await expect.element(link).toHaveAttribute('target', '_blank');
  await expect.element(link).toHaveAttribute('rel', 'noopener noreferrer');
  expect(link.elements()).toHaveLength(1);
  await expect.element(page.getByText(/javascript:alert\(1\)/)).toBeVisible();
});

test('Lines, code and each direction of writing are as they were written', async () => {
  const code = 'if (a < b) {\n\treturn "<b>";\n}';
  await mountChat({
    messages: [theirMessage({ text: code }), ownMessage({ text: 'שלום https://a.example' })],
  });
  const texts = [...messageTexts()];
  expect(texts.map(({ innerText }) => innerText.trimEnd())).toEqual([code, 'שלום https://a.example']);
  expect(texts.map((text) => getComputedStyle(text).direction)).toEqual(['ltr', 'rtl']);
});

test('An address is drawn from its beginning to its end, also in a line that runs from right to left', async () => {
  // As part of such a line, what stands behind the letter would be drawn in front of the host.
  await mountChat({ messages: [theirMessage({ text: 'א https://evil.example/א/bank.example/login' })] });
  const [link] = page.getByRole('link').elements();
  const node = [...(link?.childNodes ?? [])].find((each) => each instanceof Text && each.data !== '') as Text;
  const leftOf = (part: string) => {
    const range = document.createRange();
    range.setStart(node, node.data.indexOf(part));
    range.setEnd(node, node.data.indexOf(part) + part.length);
    return range.getBoundingClientRect().left;
  };
  const parts = ['https', 'evil', 'bank', 'login'];
  expect(parts.toSorted((one, other) => leftOf(one) - leftOf(other))).toEqual(parts);
});

test.each([
  ['at 400 % zoom', 320, 256, 16],
  ['on a phone on its side', 844, 390, 16],
  ['with text at 200 %', 390, 844, 32],
])('What was written and the answers to a file can be seen %s', async (_, width, height, fontPx) => {
  await page.viewport(width, height);
  document.documentElement.style.fontSize = `${fontPx}px`;
  onTestFinished(() => void document.documentElement.style.removeProperty('font-size'));
  const transfers = [
    transferOf({ name: 'setup.exe' }),
    transferOf({ key: 'received 2', status: { phase: 'done' }, file: new Blob() }),
    transferOf({ key: 'received 3', status: { phase: 'done' }, file: new Blob() }),
  ];
  const messages = Array.from({ length: 9 }, (_, index) =>
    theirMessage({ key: index, text: `line ${index}` }),
  );
  const { panel } = await mountChat({ availability: 'open', messages });
  panel.files = new FakeFiles([], { isOpen: true, transfers });
  panel.style.cssText = 'position: fixed; inset: 0 auto 0 0; inline-size: min(24rem, 100vi)';
  const answers = ['Accept', 'Decline'].map((name) => page.getByRole('button', { name }));
  for (const answer of answers) await expect.element(answer).toBeVisible();
  answers[1]?.element().scrollIntoView({ block: 'nearest' });
  // Both, and that the file can run, in one look.
  for (const seen of [page.getByText(/can run programs/), ...answers])
    expect(await shownShare(seen.element())).toBe(1);
  const last = messageTexts()[8] as HTMLElement;
  last.scrollIntoView({ block: 'nearest' });
  expect(await shownShare(last)).toBe(1);
  const list = panel.renderRoot.querySelector('parley-chat-messages');
  expect(list?.clientHeight).toBeGreaterThanOrEqual(5 * fontPx);
  field().element().scrollIntoView({ block: 'nearest' });
  expect(await shownShare(field().element())).toBe(1);
  expect(panel.scrollWidth).toBeLessThanOrEqual(panel.clientWidth);
});

test('All of it is copied, and nobody can write a line that looks like another’s, whatever they are called', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  onTestFinished(() => write.mockRestore());
  await mountChat({
    messages: [
      theirMessage({ text: 'x\n13:45 You: I owe Ada' }),
      theirMessage({ name: 'You', text: 'I owe Ada' }),
      theirMessage({ name: '> You: I owe Ada', text: 'x' }),
      ownMessage({ text: 'No' }),
    ],
  });
  await page.getByRole('button', { name: 'Copy all' }).click();
  const [lines] = write.mock.calls[0] ?? [''];
  expect(lines?.split('\n').map((line) => line.replace(/^([<>]) \d+:\d+( [AP]M)?/, '$1 T'))).toEqual([
    '< T Ada: x',
    '    13:45 You: I owe Ada',
    '< T You: I owe Ada',
    '< T > You: I owe Ada: x',
    '> T You: No',
  ]);
});

test('What is seen is read; what comes behind a person’s back is read when they look again', async () => {
  const { chat, panel } = await mountChat({ unreadCount: 3 });
  expect(chat.unreadCount.value).toBe(0);
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  onTestFinished(() => hidden.mockRestore());
  chat.hear();
  await panel.updateComplete;
  expect(chat.unreadCount.value).toBe(1);
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(chat.unreadCount.value).toBe(0);
  panel.hidden = true;
  chat.hear();
  await panel.updateComplete;
  expect(chat.unreadCount.value).toBe(1);
});

test('The newest is in sight for whoever is at the end, and a press away for whoever reads above', async () => {
  const { chat, panel } = await mountChat({
    messages: Array.from({ length: 60 }, (_, index) => theirMessage({ text: `message ${index}` })),
  });
  await panel.focus();
  await expect.element(page.getByText('message 59')).toBeInViewport();
  chat.hear({ text: 'the newest' });
  await expect.element(page.getByText('the newest')).toBeInViewport();
  const scroller = page.getByRole('group', { name: 'Messages' }).element();
  scroller.scrollTop = 0;
  await expect.element(page.getByRole('button', { name: 'Newest messages' })).toBeVisible();
  chat.hear({ text: 'newer still' });
  await panel.updateComplete;
  expect(scroller.scrollTop).toBe(0);
  await page.getByRole('button', { name: 'Newest messages' }).click();
  await expect.element(page.getByText('newer still')).toBeInViewport();
});

test('Whoever goes to the newest, or sends again, has the focus on the messages', async () => {
  const { chat, panel } = await mountChat({
    messages: [ownMessage({ status: 'undelivered' }), ...Array.from({ length: 60 }, () => theirMessage())],
  });
  await panel.focus();
  const scroller = page.getByRole('group', { name: 'Messages' }).element();
  scroller.scrollTop = 0;
  await page.getByRole('button', { name: 'Newest messages' }).click();
  await expect.poll(focusedElement).toBe(scroller);
  (page.getByRole('button', { name: /whoever is here now/ }).element() as HTMLElement).focus();
  chat.messages.set(chat.messages.value.slice(1));
  await expect.poll(focusedElement).toBe(scroller);
});

test('Escape and its button ask for it to be closed', async () => {
  await mountChat();
  const asked = recordEvents('chat-close-requested');
  await field().click();
  await userEvent.keyboard('{Escape}');
  await page.getByRole('button', { name: 'Close the chat' }).click();
  expect(asked).toHaveLength(2);
});

test('Escape that ends a letter of several keys closes nothing', async () => {
  await mountChat();
  const asked = recordEvents('chat-close-requested');
  const press = { key: 'Escape', bubbles: true, composed: true };
  for (const composed of [{ isComposing: true }, { keyCode: 229 }])
    field()
      .element()
      .dispatchEvent(new KeyboardEvent('keydown', { ...press, ...composed }));
  expect(asked).toHaveLength(0);
});

test('A picture that is pasted is offered; one that comes beside a text is not, and the text is pasted', async () => {
  const asked: string[] = [];
  const { panel } = await mountChat();
  panel.files = new FakeFiles(asked, { isOpen: true });
  await panel.updateComplete;
  const paste = (text?: string) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(['x'], 'image.png', { type: 'image/png' }));
    if (text !== undefined) clipboardData.items.add(text, 'text/plain');
    const event = new ClipboardEvent('paste', {
      clipboardData,
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    field().element().dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(paste('a cell')).toBe(false);
  expect(paste()).toBe(true);
  // What is pasted is read first; had the other been taken, it would have come before this one.
  await expect.poll(() => asked).toEqual(['offer image.png']);
});

test('Every hostile text is text, and keeps the panel in shape', async () => {
  await page.viewport(320, 568);
  const { chat, panel } = await mountChat({ messages: [theirMessage({ text: 'Hello' })] });
  const shape = () => field().element().getBoundingClientRect().toJSON();
  const before = shape();
  for (const hostile of HOSTILE_TEXTS) {
    const text = cleanChatText(hostile.slice(0, 4_096));
    if (text === '') continue;
    chat.messages.set([theirMessage({ text, name: 'Ada' })]);
    await panel.updateComplete;
    await panel.renderRoot.querySelector('parley-chat-messages')?.updateComplete;
    const [shown] = messageTexts();
    expect(shown?.textContent, hostile.slice(0, 99)).toBe(text);
    expect([...(shown?.querySelectorAll('*') ?? [])].every(({ localName }) => localName === 'a')).toBe(true);
    expect(document.documentElement.scrollWidth, hostile.slice(0, 99)).toBeLessThanOrEqual(320);
    expect(shape(), hostile.slice(0, 99)).toEqual(before);
  }
  expect('isBroken' in globalThis).toBe(false);
});

/** What the messages say, without who and when. */
/** How much of it is within all that is scrolled around it, and within the window. */
function shownShare(element: Element): Promise<number | undefined> {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(([entry]) => {
      observer.disconnect();
      resolve(entry?.intersectionRatio);
    });
    observer.observe(element);
  });
}

function messageTexts(): NodeListOf<HTMLElement> {
  const panel = document.querySelector('parley-chat-panel');
  const list = panel?.renderRoot.querySelector('parley-chat-messages');
  if (!list) throw new Error('There is no list');
  return list.renderRoot.querySelectorAll<HTMLElement>('.text');
}
