import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { keepEmptyTimeout, readEmptyTimeout } from '../../memory/empty-timeout.ts';
import { emptyMemory, knownCalls } from '../../memory/scenes.ts';
import { findViolations, SCHEMES } from '../../testing/accessibility.ts';
import { CALL_ID, FORMATTED_CALL_ID } from '../../testing/call-scenes.ts';
import { focusedElement } from '../../testing/focus.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import { ServiceScene } from '../../testing/service-scene.ts';
import { callErrorMessage } from '../../words/errors.ts';
import { forgetfulMessage } from '../../words/site.ts';
import type { Begun } from './begun.ts';
import type { HomePage } from './home-page.ts';
import './home-page.ts';

afterEach(async () => {
  vi.restoreAllMocks();
  await page.viewport(1280, 800);
});

let scene: ServiceScene;

beforeEach(() => {
  scene = new ServiceScene();
});

function mountHome(properties: Partial<HomePage> = {}): Promise<HomePage> {
  const { connect, now } = scene;
  return mount(
    'parley-home-page',
    { connect, known: knownCalls(), memory: emptyMemory(), ...properties },
    now,
  );
}

const start = () => page.getByRole('button', { name: 'Start a call' });

test('One press makes a new call, and leads into it', async () => {
  await mountHome();
  const events = recordEvents('join-call-requested');
  await start().click();
  await expect.poll(() => events).toHaveLength(1);
  const [event] = events;
  if (event === undefined) throw new Error('The event was recorded');
  expect(event.address.hostKey).toBeUndefined();
  expect(await scene.stored(event.address.id)).toMatchObject({
    hostUid: 'host-user',
    emptyTimeoutSeconds: 600,
  });
});

test('A call that was started is in the list before anybody goes in, so its link is never lost', async () => {
  const element = await mountHome();
  const events = recordEvents('join-call-requested');
  await start().click();
  await expect.poll(() => events).toHaveLength(1);
  const [call] = element.known.all();
  expect(call).toMatchObject({ isHost: true, plan: null });
  // Back again.
  element.remove();
  document.body.append(element);
  await expect.element(page.getByRole('link', { name: 'Open Call' }).first()).toBeVisible();
  await expect.element(page.getByText(/· nobody came yet/).first()).toBeVisible();
});

test('Whoever comes for a new call need not press again', async () => {
  await mountHome({ starting: { peerName: 'Ada' } });
  await expect.poll(() => scene.database.calls.size).toBe(1);
});

test('On a phone the field for a link is a press away, and has the focus then', async () => {
  await page.viewport(390, 844);
  await mountHome();
  await expect
    .element(page.getByLabelText('Call ID or link, or four words that you were told'))
    .not.toBeVisible();
  await page.getByRole('button', { name: 'Join a call' }).click();
  await expect
    .element(page.getByLabelText('Call ID or link, or four words that you were told'))
    .toBeVisible();
  await expect.poll(() => focusedElement()?.id).toBe('id');
});

test('The two halves close when somebody is about to start a call', async () => {
  const element = await mountHome();
  const near = element.renderRoot.querySelector('.near') as Element;
  expect(getComputedStyle(near).translate).toBe('0px -4.25%');
  await start().hover();
  await expect.poll(() => getComputedStyle(near).translate).toBe('0.75%');
});

test('How long the call is to stay open can be chosen, is said, comes along, and is remembered', async () => {
  const memory = emptyMemory();
  await mountHome({ memory });
  const events = recordEvents('join-call-requested');
  await page.getByText('Options').click();
  await page.getByLabelText(/keep the call open for/).selectOptions('1 hour');
  await expect.element(page.getByText('Options: stays open 1 hour')).toBeVisible();
  await start().click();
  await expect.poll(() => events).toHaveLength(1);
  const stored = await Promise.all(events.map(({ address }) => scene.stored(address.id)));
  expect(stored.map((call) => call?.emptyTimeoutSeconds)).toEqual([3_600]);
  expect(readEmptyTimeout(memory)).toBe(3_600);
});

test('A choice of before stands there', async () => {
  const memory = emptyMemory();
  keepEmptyTimeout(memory, 60);
  await mountHome({ memory });
  await expect.element(page.getByText('Options: stays open 1 minute')).toBeVisible();
});

test('While a call is being created, a second press asks for nothing', async () => {
  await mountHome();
  const events = recordEvents('join-call-requested');
  scene.hold();
  await start().click();
  const button = page.getByRole('button', { name: 'Starting…' });
  await expect.element(button).toHaveAttribute('aria-disabled', 'true');
  (button.element() as HTMLElement).click();
  expect(scene.connectCount).toBe(1);
  scene.release();
  await expect.poll(() => events).toHaveLength(1);
});

test('Once its call is made the page stays as it is, and takes no second press, until the call’s page is there or given up', async () => {
  const element = await mountHome();
  const events = recordEvents('join-call-requested');
  await start().click();
  await expect.poll(() => events).toHaveLength(1);
  const button = page.getByRole('button', { name: 'Starting…' });
  await expect.element(button).toHaveAttribute('aria-disabled', 'true');
  (button.element() as HTMLElement).click();
  await element.updateComplete;
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Two halves of a talk.');
  expect([events.length, scene.connectCount]).toEqual([1, 1]);

  element.isOpening = true;
  await expect.element(page.getByRole('button', { name: 'Opening…' })).toBeVisible();
  element.isOpening = false;
  await expect.element(start()).toBeVisible();
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Go on talking.');
});

test('A call that could not be created is explained, and can be tried again', async () => {
  await mountHome();
  const events = recordEvents('join-call-requested');
  scene.failure = 'signaling-unreachable';
  await start().click();
  const { title, help } = callErrorMessage('signaling-unreachable');
  await expect.element(page.getByText(title)).toBeVisible();
  await expect.element(page.getByText(help)).toBeVisible();
  expect(events).toEqual([]);
  scene.failure = undefined;
  await start().click();
  await expect.poll(() => events).toHaveLength(1);
  await expect.element(page.getByText(title)).not.toBeInTheDocument();
});

test('Whoever has gone elsewhere meanwhile makes no call', async () => {
  const element = await mountHome();
  scene.hold();
  await start().click();
  element.remove();
  scene.release();
  document.body.append(element);
  await expect.element(start()).toBeVisible();
  expect(scene.database.calls.size).toBe(0);
});

test('A browser that keeps nothing is spoken of before a call is started, and no other', async () => {
  const element = await mountHome();
  await expect.element(page.getByText(forgetfulMessage().title)).not.toBeInTheDocument();
  const blocked = new DOMException('', 'SecurityError');
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw blocked;
  });
  element.requestUpdate();
  await expect.element(page.getByText(forgetfulMessage().title)).toBeVisible();
  await expect.element(page.getByText(forgetfulMessage().help)).toBeVisible();
});

test('A pasted ID asks to join that call', async () => {
  await mountHome();
  const events = recordEvents('join-call-requested');
  await page.getByLabelText('Call ID or link, or four words that you were told').fill(FORMATTED_CALL_ID);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  expect(events.map(({ address }) => address)).toEqual([{ id: CALL_ID }]);
});

test.each(SCHEMES)('Everybody can use the home page, in the %s scheme', async (scheme) => {
  scene.failure = 'signaling-unreachable';
  await mountHome();
  await start().click();
  await expect.element(page.getByText(callErrorMessage('signaling-unreachable').title)).toBeVisible();
  await page.getByLabelText('Call ID or link, or four words that you were told').fill('not an ID!');
  await page.getByText('Options').click();
  expect(await findViolations(scheme)).toEqual([]);
});

test('The home page fits a screen of 320 pixels', async () => {
  await page.viewport(320, 640);
  scene.failure = 'not-configured';
  await mountHome();
  await start().click();
  await expect.element(page.getByText(callErrorMessage('not-configured').title)).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
});

test('Whoever wants to be asked first gets a door, the next time too', async () => {
  const memory = emptyMemory();
  await mountHome({ memory });
  await page.getByText('Options', { exact: true }).click();
  await page.getByRole('checkbox', { name: /^Ask me before anybody comes in/ }).click();
  const events = recordEvents('join-call-requested');
  await start().click();
  await expect.poll(() => events).toHaveLength(1);
  const [event] = events;
  if (event === undefined) throw new Error('The event was recorded');
  expect(await scene.stored(event.address.id)).toMatchObject({ version: 2, door: { admitted: null } });
  document.querySelector('parley-home-page')?.remove();
  await mountHome({ memory });
  await page.getByText('Options: you let people in').click();
  await expect.element(page.getByRole('checkbox', { name: /^Ask me before/ })).toBeChecked();
});

test('What is unfolded at the lower edge of a phone comes into sight', async () => {
  await page.viewport(390, 844);
  await mountHome();
  await page.getByText('Options', { exact: true }).click();
  const choice = page.getByRole('checkbox', { name: /^Ask me before anybody comes in/ });
  await expect.poll(() => choice.element().getBoundingClientRect().bottom).toBeLessThanOrEqual(innerHeight);
});

/** As the document of the start page hands it over. */
function begun(what: Partial<Begun>): Begun {
  const field = { text: '', selection: [0, 0], pasted: undefined } as const;
  return {
    ...{ field, focused: undefined, areOptionsOpen: false, pressed: undefined, onTaken: () => {} },
    ...what,
  };
}

test('What was begun before this page was there goes on: a press', async () => {
  const events = recordEvents('join-call-requested');
  await mountHome({ begun: begun({ pressed: 'start' }) });
  await expect.poll(() => events).toHaveLength(1);
  expect(scene.database.calls.size).toBe(1);
});

test('What was begun before this page was there goes on: a text, its caret, and Join', async () => {
  const events = recordEvents('join-call-requested');
  const field = { text: FORMATTED_CALL_ID, selection: [3, 5], pasted: undefined } as const;
  await mountHome({ begun: begun({ field, focused: 'id', pressed: 'join' }) });
  await expect.poll(() => events.map(({ address }) => address)).toEqual([{ id: CALL_ID }]);
  const input = focusedElement() as HTMLInputElement;
  expect([input.value, input.selectionStart, input.selectionEnd]).toEqual([FORMATTED_CALL_ID, 3, 5]);
});

test('What was begun before this page was there goes on: a pasted invitation, as it was copied', async () => {
  const plain = `Sprint #12\n${FORMATTED_CALL_ID}`;
  const text = plain.replace('\n', '');
  await mountHome({
    begun: begun({ field: { text, selection: [0, 0], pasted: { plain, rich: '' } }, pressed: 'options' }),
  });
  await expect.element(page.getByText(`Call ${FORMATTED_CALL_ID}`)).toBeVisible();
  await expect.element(page.getByRole('checkbox', { name: /^Ask me before/ })).toBeVisible();
});
