import { expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import { CallPreferences } from '../../memory/preference.ts';
import { emptyMemory } from '../../memory/scenes.ts';
import { findViolations, SCHEMES } from '../../testing/accessibility.ts';
import { connected, MEDIA_ON, waiting } from '../../testing/call-scenes.ts';
import { type CallScene, FakeCall } from '../../testing/fake-call.ts';
import { focusedElement } from '../../testing/focus.ts';
import { mount } from '../../testing/mount.ts';
import './call-shortcuts.ts';

const MUTED = { ...MEDIA_ON, microphone: { status: 'off' } } as const;

async function mountShortcuts(scene: CallScene = {}) {
  const call = new FakeCall({ state: connected(), ...scene });
  const preferences = new CallPreferences(emptyMemory());
  const element = await mount('parley-call-shortcuts', { call, preferences });
  return { call, preferences, element };
}

test('Keys do what the buttons do, wherever the focus is', async () => {
  const { call } = await mountShortcuts();
  await userEvent.keyboard('mcs');
  expect(call.asked).toEqual(['toggle microphone', 'toggle camera', 'share the screen']);
  call.screen.set({ status: 'on', content: 'detail', hasSound: false, stream: new MediaStream() });
  await userEvent.keyboard('s');
  expect(call.asked.at(-1)).toBe('stop sharing');
});

test.each([
  ['in the lobby', waiting({ hasEntered: false })],
  ['before it opens', { phase: 'early', hasEntered: true, because: 'not-open' }],
  ['when it is over', { phase: 'ended', reason: 'left' }],
] as const)('No key does anything %s', async (_, state) => {
  const { call } = await mountShortcuts({ state, media: MUTED });
  await userEvent.keyboard('mcs? ');
  expect(call.asked).toEqual([]);
  expect(page.getByRole('dialog').elements()).toEqual([]);
});

test('An open menu has all keys for itself, and closed it has none', async () => {
  const { call } = await mountShortcuts();
  const menu = document.createElement('div');
  menu.setAttribute('role', 'menu');
  menu.innerHTML = '<button role="menuitem">Headset</button>';
  document.body.append(menu);
  onTestFinished(() => menu.remove());
  menu.querySelector('button')?.focus();
  await userEvent.keyboard('mcs');
  expect(call.asked).toEqual([]);
  menu.querySelector('button')?.blur();
  await userEvent.keyboard('m');
  expect(call.asked).toEqual(['toggle microphone']);
});

test('Whoever types into a field types', async () => {
  const { call } = await mountShortcuts();
  const field = document.createElement('input');
  document.body.append(field);
  field.focus();
  await userEvent.keyboard('ms ?');
  expect([field.value, call.asked]).toEqual(['ms ?', []]);
  await userEvent.keyboard('{Escape}');
  field.remove();
  await userEvent.keyboard('m');
  expect(call.asked).toEqual(['toggle microphone']);
});

/** Types into a field, which goes away; the focus falls to a button, as the page may have it. */
async function loseField() {
  const { call } = await mountShortcuts({ media: MUTED });
  const [field, button] = [document.createElement('input'), document.createElement('button')];
  const pressed: Event[] = [];
  button.onclick = (event) => pressed.push(event);
  document.body.append(field, button);
  onTestFinished(() => button.remove());
  field.focus();
  await userEvent.keyboard('mo');
  field.remove();
  button.focus();
  return { call, pressed };
}

test('What is typed on while the field has gone is text still: it switches nothing and presses nothing', async () => {
  const { call, pressed } = await loseField();
  await userEvent.keyboard('c smc?{Enter}');
  expect([pressed, call.asked, page.getByRole('dialog').elements()]).toEqual([[], [], []]);
  // Whoever goes elsewhere has seen it.
  await userEvent.keyboard('{Escape}m{Enter}');
  expect([pressed.length, call.asked]).toEqual([1, ['toggle microphone']]);
});

test('After a pause without a field keys are keys again; with the focus in it somebody may think for as long as they like', async () => {
  vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { call } = await loseField();
  vi.advanceTimersByTime(3_001);
  await userEvent.keyboard('m');
  expect(call.asked).toEqual(['toggle microphone']);
  const field = document.createElement('textarea');
  document.body.append(field);
  field.focus();
  vi.advanceTimersByTime(60_000);
  field.remove();
  await userEvent.keyboard('m');
  expect(call.asked).toEqual(['toggle microphone']);
  vi.advanceTimersByTime(3_001);
  await userEvent.keyboard('c');
  expect(call.asked).toEqual(['toggle microphone', 'toggle camera']);
});

test('Space held speaks, for as long as it is held, and only while the microphone is off', async () => {
  const { call } = await mountShortcuts({ media: MUTED });
  await userEvent.keyboard('{ >3}');
  expect(call.asked).toEqual(['toggle microphone']);
  call.media.set(MEDIA_ON);
  await userEvent.keyboard('{/ }');
  expect(call.asked).toEqual(['toggle microphone', 'switch off microphone']);
  await userEvent.keyboard(' ');
  expect(call.asked).toHaveLength(2);
});

test('Whoever lets Space go in another window is silent again, and whoever presses M meanwhile stays heard', async () => {
  const { call } = await mountShortcuts({ media: MUTED });
  await userEvent.keyboard('{ >}');
  call.media.set(MEDIA_ON);
  window.dispatchEvent(new Event('blur'));
  expect(call.asked).toEqual(['toggle microphone', 'switch off microphone']);
  await userEvent.keyboard('{/ }');
  call.media.set(MUTED);
  await userEvent.keyboard('{ >}');
  call.media.set(MEDIA_ON);
  await userEvent.keyboard('m{/ }');
  expect(call.asked).toHaveLength(3);
});

test('Space on a button presses it', async () => {
  const { call } = await mountShortcuts({ media: MUTED });
  const button = document.createElement('button');
  let pressedCount = 0;
  button.onclick = () => {
    pressedCount += 1;
  };
  document.body.append(button);
  button.focus();
  await userEvent.keyboard(' ');
  expect([pressedCount, call.asked]).toEqual([1, []]);
  button.remove();
});

test('On a button that was pressed with a pointer, Space held speaks, and letting go presses nothing', async () => {
  const { call } = await mountShortcuts();
  const button = document.createElement('button');
  button.textContent = 'Microphone';
  let pressedCount = 0;
  button.onclick = () => {
    pressedCount += 1;
    call.media.set(MUTED);
  };
  document.body.append(button);
  onTestFinished(() => button.remove());
  await page.getByRole('button', { name: 'Microphone' }).click();
  expect([pressedCount, document.activeElement]).toEqual([1, button]);
  const released: boolean[] = [];
  const lifetime = new AbortController();
  onTestFinished(() => lifetime.abort());
  addEventListener('keyup', (event) => released.push(event.defaultPrevented), lifetime);
  for (const _ of [1, 2]) {
    call.asked.length = 0;
    await userEvent.keyboard('{ >3}');
    expect(call.asked).toEqual(['toggle microphone']);
    call.media.set(MEDIA_ON);
    await userEvent.keyboard('{/ }');
    expect([pressedCount, call.asked]).toEqual([1, ['toggle microphone', 'switch off microphone']]);
    call.media.set(MUTED);
  }
  expect(released).toEqual([true, true]);
  await userEvent.keyboard('{Tab}');
  button.focus();
  await userEvent.keyboard(' ');
  expect(pressedCount).toBe(2);
});

test('A question mark shows the keys, which do nothing meanwhile, and Escape goes back to where one was', async () => {
  const { call } = await mountShortcuts();
  await userEvent.keyboard('?');
  const sheet = page.getByRole('dialog', { name: 'Keys and sounds' });
  await expect.element(sheet).toBeVisible();
  await expect.element(page.getByText('Microphone on or off')).toBeVisible();
  expect(focusedElement()?.textContent).toBe('Done');
  await userEvent.keyboard('m');
  await userEvent.keyboard('{Escape}');
  await expect.element(sheet).not.toBeInTheDocument();
  expect(call.asked).toEqual([]);
});

test('The keys and the sounds are switched off, and stay so', async () => {
  const { call, preferences, element } = await mountShortcuts();
  element.show();
  await page.getByRole('switch', { name: 'Use these keys' }).click();
  await page.getByRole('switch', { name: /^Play a sound/ }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await userEvent.keyboard('m?');
  expect(call.asked).toEqual([]);
  expect([preferences.singleKeys.value, preferences.sounds.value]).toEqual([false, false]);
  element.show();
  await expect.element(page.getByRole('switch', { name: 'Use these keys' })).not.toBeChecked();
});

test.each(SCHEMES)('The sheet is accessible in the %s scheme', async (scheme) => {
  const { element } = await mountShortcuts();
  element.show();
  await expect.element(page.getByRole('dialog')).toBeVisible();
  expect(await findViolations(scheme)).toEqual([]);
});
