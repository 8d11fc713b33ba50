import { expect, onTestFinished, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { Hands } from './hands.ts';

function watch() {
  const lifetime = new AbortController();
  const field = document.createElement('input');
  document.body.append(field);
  onTestFinished(() => {
    lifetime.abort();
    field.remove();
  });
  return { hands: new Hands(lifetime.signal), field };
}

/** What browsers send while a character is made of several keys. */
function compose(field: Element, type: 'compositionstart' | 'compositionend'): void {
  field.dispatchEvent(new CompositionEvent(type, { bubbles: true }));
}

test('Hands that hold nothing are free', async () => {
  await watch().hands.areFree();
});

test.each(['pointer', 'key'])('While a %s is down they are not free, and then they are', async (what) => {
  const { hands, field } = watch();
  field.dispatchEvent(new Event(`${what}down`, { bubbles: true }));
  const free = vi.fn();
  void hands.areFree().then(free);
  // Something else happens meanwhile.
  await userEvent.hover(field);
  expect(free).not.toHaveBeenCalled();
  field.dispatchEvent(new Event(`${what}up`, { bubbles: true }));
  await expect.poll(() => free.mock.calls.length).toBe(1);
});

test('The keys of a character that is being composed do not free them, its end does', async () => {
  const { hands, field } = watch();
  compose(field, 'compositionstart');
  const free = vi.fn();
  void hands.areFree().then(free);
  field.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true, isComposing: true }));
  await userEvent.hover(field);
  expect(free).not.toHaveBeenCalled();
  compose(field, 'compositionend');
  await expect.poll(() => free.mock.calls.length).toBe(1);
});

test('Whoever goes to another window has let go', async () => {
  const { hands, field } = watch();
  field.dispatchEvent(new Event('keydown', { bubbles: true }));
  dispatchEvent(new Event('blur'));
  await hands.areFree();
});

test('Whoever has opened a context menu has let go, though the page is not told when', async () => {
  const { hands, field } = watch();
  for (const type of ['pointerdown', 'contextmenu']) field.dispatchEvent(new Event(type, { bubbles: true }));
  await hands.areFree();
});

test('What is pressed again before they were seen to be free is waited for', async () => {
  const { hands, field } = watch();
  field.dispatchEvent(new Event('pointerdown', { bubbles: true }));
  const free = vi.fn();
  void hands.areFree().then(free);
  field.dispatchEvent(new Event('pointerup', { bubbles: true }));
  field.dispatchEvent(new Event('pointerdown', { bubbles: true }));
  await userEvent.hover(field);
  expect(free).not.toHaveBeenCalled();
  field.dispatchEvent(new Event('pointerup', { bubbles: true }));
  await expect.poll(() => free.mock.calls.length).toBe(1);
});
