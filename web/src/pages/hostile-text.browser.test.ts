/** Whatever somebody calls themselves or pastes is text on the page, and not part of it. */
import { cleanName, cleanText, MAX_NAME_LENGTH, MAX_TITLE_LENGTH, parseCallLink } from '@parley/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { HOSTILE_TEXTS } from '../../../protocol/src/testing/hostile-texts.ts';
import '../app/global.css';
import type { CallState } from '../call/call-state.ts';
import {
  ADA,
  ARRANGED_TIME,
  CALL_ID,
  connected,
  JOIN_URL,
  MEDIA_NONE,
  MEDIA_ON,
  NOW,
} from '../testing/call-scenes.ts';
import { mount, recordEvents } from '../testing/mount.ts';
import './call-page.ts';
import './home-page.ts';
import './schedule-page.ts';

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
  const shared = { callId: CALL_ID, joinUrl: JOIN_URL, localMedia: MEDIA_NONE };
  const element = await mount('parley-call-page', { ...shared, state: stateOf('Ada') });
  const settle = async (name: string) => {
    element.state = stateOf(name);
    await element.updateComplete;
    await new Promise(requestAnimationFrame);
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
  const shared = { callId: CALL_ID, joinUrl: JOIN_URL, localMedia: MEDIA_ON };
  const element = await mount('parley-call-page', { ...shared, state: stateOf('Ada') });
  await new Promise(requestAnimationFrame);
  const before = buttonRects();
  for (const text of HOSTILE_TEXTS) {
    element.state = stateOf(cleanName(text));
    await element.updateComplete;
    await new Promise(requestAnimationFrame);
    expect(document.documentElement.scrollWidth, text.slice(0, 99)).toBeLessThanOrEqual(WIDTH);
    // In the lobby the name is part of a sentence, and what is below it gives way.
    if (place !== 'the lobby') expect(buttonRects(), text.slice(0, 99)).toEqual(before);
  }
});

test('The title of a scheduled call is text, and keeps the lobby in shape', async () => {
  const state: CallState = { phase: 'early', hasEntered: false, because: 'not-open' };
  const shared = { callId: CALL_ID, joinUrl: JOIN_URL, localMedia: MEDIA_NONE, now: () => NOW, state };
  const element = await mount('parley-call-page', { ...shared, arrangedTime: ARRANGED_TIME });
  const entitle = async (title: string) => {
    element.arrangedTime = { ...ARRANGED_TIME, title };
    await element.updateComplete;
    await new Promise(requestAnimationFrame);
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
  const element = await mount('parley-home-page');
  const field = page.getByLabelText('Call ID or link').element() as HTMLInputElement;
  const events = recordEvents('join-call-requested');
  const address = location.href;
  const button = page.getByRole('button', { name: 'Join' }).element() as HTMLElement;
  const paste = async (text: string) => {
    fill(field, text);
    button.click();
    await element.updateComplete;
    await new Promise(requestAnimationFrame);
  };
  await paste('what?!');
  const skeleton = skeletonOf(document.body);
  const found: unknown[] = [];
  for (const text of HOSTILE_TEXTS) {
    await paste(text);
    const link = linkIn(text);
    if (link !== undefined) found.push(link);
    expect(field.getAttribute('aria-invalid'), text.slice(0, 99)).toBe(String(link === undefined));
    if (link === undefined) expect(skeletonOf(document.body), text.slice(0, 99)).toBe(skeleton);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(WIDTH);
  }
  // An ID in a hostile text is an ID, and nothing of the rest.
  expect(events).toEqual(found.map((link) => expect.objectContaining({ link })));
  expect(location.href).toBe(address);
});

/** What the parser finds; undefined: nothing. */
function linkIn(text: string): unknown {
  try {
    return parseCallLink(text);
  } catch {
    return undefined;
  }
}

test.each([
  ['parley-home-page', 'Call ID or link'],
  ['parley-schedule-page', 'Title (optional)'],
  ['parley-schedule-page', 'Time zone'],
] as const)('%s takes no more for "%s" than it can show at once', async (tag, label) => {
  await mount(tag);
  const field = page.getByLabelText(label).element() as HTMLInputElement;
  fill(field, '\u0301'.repeat(100_000));
  // What a browser shows at once does not depend on the machine as its seconds do.
  expect(field.value.length).toBeGreaterThan(0);
  expect(field.value.length).toBeLessThanOrEqual(4_000);
});

test('A name that is typed is cleaned before anybody sees it', async () => {
  const state = connected({ hasEntered: false });
  await mount('parley-call-page', { callId: CALL_ID, joinUrl: JOIN_URL, localMedia: MEDIA_ON, state });
  const field = page.getByRole('textbox').element() as HTMLInputElement;
  const events = recordEvents('enter-requested');
  const button = page.getByRole('button', { name: /^Join/ }).element() as HTMLElement;
  const skeleton = skeletonOf(document.body);
  for (const text of HOSTILE_TEXTS) {
    fill(field, text);
    button.click();
    expect(events.at(-1)?.name, text.slice(0, 99)).toBe(cleanName(field.value));
    expect(skeletonOf(document.body)).toBe(skeleton);
  }
});
