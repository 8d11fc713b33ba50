/** Whatever somebody calls themselves or pastes is text on the page, and not part of it. */
import { type CallState, readSpokenWords } from '@parley/call';
import { cleanName, cleanText, MAX_NAME_LENGTH, MAX_TITLE_LENGTH, parseCallAddress } from '@parley/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { HOSTILE_TEXTS } from '../../../protocol/src/testing/hostile-texts.ts';
import '../ui/global.css';
import { ADA, ARRANGED_TIME, connected, MEDIA_NONE, NOW } from '../testing/call-scenes.ts';
import { FakeCall } from '../testing/fake-call.ts';
import { mount, recordEvents } from '../testing/mount.ts';
import '../features/call/call-page.ts';
import '../features/call/call-views.ts';
import '../features/home/join-form.ts';
import '../features/home/words-visit.ts';
import '../features/schedule/schedule-sheet.ts';

const WIDTH = 320;

/** What the browser reports of scripts and frames that text would have brought along. */
const violations: Event[] = [];
const noteViolation = (event: Event) => violations.push(event);

beforeEach(async () => {
  await page.viewport(WIDTH, 568);
  addEventListener('error', noteViolation, true);
});
afterEach(async () => {
  removeEventListener('error', noteViolation, true);
  await page.viewport(1280, 800);
  expect(violations.splice(0)).toEqual([]);
  expect('isBroken' in globalThis).toBe(false);
});

/** The elements of a page with the names of their attributes, through all shadow roots; texts are left out. */
function skeletonOf(root: ParentNode): string {
  return Array.from(root.children, (element) => {
    const inside = skeletonOf(element) + (element.shadowRoot ? `#${skeletonOf(element.shadowRoot)}` : '');
    return `<${element.localName} ${element.getAttributeNames().join(' ')}>${inside}`;
  }).join('');
}

function textOf(root: Node): string {
  const own = root instanceof Element && root.shadowRoot ? textOf(root.shadowRoot) : '';
  if (root instanceof Text) return root.data;
  return own + Array.from(root.childNodes, textOf).join('');
}

/** Writes over what is in the field, as somebody does who pastes: unlike a script, they get no further than it takes. */
function fill(field: HTMLInputElement, text: string) {
  field.select();
  document.execCommand('insertText', false, text);
}

function buttonRects(): unknown[] {
  return page
    .getByRole('button')
    .elements()
    .map((button) => button.getBoundingClientRect().toJSON());
}

/** Of every element within too. What is measured then is laid out at once, so no frame has to pass for each text. */
function everyUpdate(): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve));
}

const STATES: Readonly<Record<string, (name: string) => CallState>> = {
  'the lobby': (name) => connected({ hasEntered: false, peer: { ...ADA, name } }),
  'a call that connects': (peerName) => ({ phase: 'connecting', role: 'guest', hasEntered: true, peerName }),
  'a call': (name) => connected({ peer: { ...ADA, name } }),
  'a call without their picture': (name) => connected({ peer: { ...ADA, name, isCameraOn: false } }),
  'a call with somebody in the lobby': (name) => connected({ peer: { ...ADA, name, hasEntered: false } }),
  'a call that reconnects': (name) => ({
    phase: 'reconnecting',
    role: 'guest',
    hasEntered: true,
    peer: { ...ADA, name },
  }),
};

test('There are more than 100 of them', () => {
  expect(new Set(HOSTILE_TEXTS).size).toBeGreaterThan(100);
});

test.each(Object.entries(STATES))('%s shows every name as the text that it is', async (_, stateOf) => {
  const call = new FakeCall({ media: MEDIA_NONE, state: stateOf('Ada') });
  const element = await mount('parley-call-page', { call });
  const settle = async (name: string) => {
    call.state.set(stateOf(name));
    await element.updateComplete;
    await everyUpdate();
  };
  await settle('Ada');
  const skeleton = skeletonOf(document.body);
  for (const text of HOSTILE_TEXTS.filter(({ length }) => length <= 2 * MAX_NAME_LENGTH)) {
    // As it comes, in case that what cleans it ever fails.
    await settle(text);
    expect(skeletonOf(document.body), text.slice(0, 99)).toBe(skeleton);
    expect(textOf(element).includes(text), text.slice(0, 99)).toBe(true);
  }
});

test.each(Object.entries(STATES))('%s keeps its shape, whatever the name', async (place, stateOf) => {
  const call = new FakeCall({ state: stateOf('Ada') });
  const element = await mount('parley-call-page', { call });
  await everyUpdate();
  const before = buttonRects();
  for (const text of HOSTILE_TEXTS) {
    call.state.set(stateOf(cleanName(text)));
    await element.updateComplete;
    await everyUpdate();
    expect(document.documentElement.scrollWidth, text.slice(0, 99)).toBeLessThanOrEqual(WIDTH);
    // In the lobby the name is part of a sentence, and what is below it gives way.
    if (place !== 'the lobby') expect(buttonRects(), text.slice(0, 99)).toEqual(before);
  }
});

test('The title of a scheduled call is text, and keeps the lobby in shape', async () => {
  const state: CallState = { phase: 'early', hasEntered: false, because: 'not-open' };
  const call = new FakeCall({ media: MEDIA_NONE, now: () => NOW, state, time: ARRANGED_TIME });
  const element = await mount('parley-call-page', { call });
  const entitle = async (title: string) => {
    call.time.set({ ...ARRANGED_TIME, title });
    await element.updateComplete;
    await everyUpdate();
  };
  await entitle('Second reading');
  const skeleton = skeletonOf(document.body);
  for (const text of HOSTILE_TEXTS) {
    const cut = text.slice(0, MAX_TITLE_LENGTH);
    await entitle(cut);
    expect(skeletonOf(document.body), cut).toBe(skeleton);
    expect(textOf(element).includes(cut), cut).toBe(true);
    await entitle(cleanText(text, MAX_TITLE_LENGTH));
    expect(document.documentElement.scrollWidth, cut).toBeLessThanOrEqual(WIDTH);
  }
});

test('A pasted text is a call ID or is refused, and leads nowhere by itself', async () => {
  const element = await mount('parley-join-form');
  const field = page
    .getByLabelText('Call ID or link, or four words that you were told')
    .element() as HTMLInputElement;
  const events = recordEvents('join-call-requested');
  const address = location.href;
  const button = page.getByRole('button', { name: 'Join' }).element() as HTMLElement;
  const paste = async (text: string) => {
    fill(field, text);
    button.click();
    await element.updateComplete;
    await everyUpdate();
  };
  await paste('what?!');
  const skeleton = skeletonOf(document.body);
  const found: unknown[] = [];
  for (const text of HOSTILE_TEXTS) {
    await paste(text);
    const link = linkIn(text);
    if (link !== undefined) found.push(link);
    // Four of anything may be words that were read out: whether they are is found out by trying them.
    const isTried = 'words' in (readSpokenWords(text) ?? {});
    const isRefused = link === undefined && !isTried;
    expect(field.getAttribute('aria-invalid'), text.slice(0, 99)).toBe(String(isRefused));
    if (isRefused) expect(skeletonOf(document.body), text.slice(0, 99)).toBe(skeleton);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(WIDTH);
  }
  // An ID in a hostile text is an ID, and nothing of the rest.
  expect(events).toEqual(found.map((address) => expect.objectContaining({ address })));
  expect(location.href).toBe(address);
});

/** What the parser finds; undefined: nothing. */
function linkIn(text: string): unknown {
  try {
    return parseCallAddress(text);
  } catch {
    return undefined;
  }
}

test.each([
  ['parley-join-form', 'Call ID or link, or four words that you were told'],
  ['parley-schedule-sheet', 'Title (optional)'],
  ['parley-schedule-sheet', 'Time zone'],
] as const)('%s takes no more for "%s" than it can show at once', async (tag, label) => {
  await mount(tag);
  const field = page.getByLabelText(label).element() as HTMLInputElement;
  fill(field, '\u0301'.repeat(100_000));
  // What a browser shows at once does not depend on the machine as its seconds do.
  expect(field.value.length).toBeGreaterThan(0);
  expect(field.value.length).toBeLessThanOrEqual(4_000);
});

test('A name that is typed is cleaned before anybody sees it', async () => {
  const call = new FakeCall({ state: connected({ hasEntered: false }) });
  await mount('parley-call-page', { call });
  const field = page.getByRole('textbox').element() as HTMLInputElement;
  const button = page.getByRole('button', { name: /^Join/ }).element() as HTMLElement;
  const skeleton = skeletonOf(document.body);
  for (const text of HOSTILE_TEXTS) {
    fill(field, text);
    button.click();
    expect(call.name.value, text.slice(0, 99)).toBe(cleanName(field.value));
    expect(call.asked.at(-1)).toBe('enter');
    expect(skeletonOf(document.body)).toBe(skeleton);
  }
});
