import { expect, onTestFinished, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { onIntent } from './intent.ts';

/** A page with a heading, and a button in a shadow root. */
function showPage(counts?: () => boolean) {
  const page = document.createElement('div');
  const heading = document.createElement('h1');
  heading.textContent = 'A page';
  const host = document.createElement('div');
  const button = document.createElement('button');
  button.textContent = 'Start';
  host.attachShadow({ mode: 'open' }).append(button);
  page.append(heading, host);
  document.body.append(page);
  const lifetime = new AbortController();
  const act = vi.fn();
  onIntent(page, act, lifetime.signal, counts);
  onTestFinished(() => page.remove());
  return { heading, button, act, lifetime };
}

test('Whoever looks, and moves the pointer over what cannot be pressed, means nothing', async () => {
  const { heading, act } = showPage();
  await userEvent.hover(heading);
  await userEvent.click(heading);
  expect(act).not.toHaveBeenCalled();
});

test('Whoever points at a button, and presses it, means it once', async () => {
  const { button, act } = showPage();
  await userEvent.hover(button);
  expect(act).toHaveBeenCalledOnce();
  await userEvent.click(button);
  expect(act).toHaveBeenCalledOnce();
});

test('Where it does not count it is waited for', async () => {
  let counts = false;
  const { button, act } = showPage(() => counts);
  await userEvent.click(button);
  expect(act).not.toHaveBeenCalled();
  counts = true;
  await userEvent.click(button);
  expect(act).toHaveBeenCalledOnce();
});

test('Whoever goes there by keyboard means it', () => {
  const { button, act } = showPage();
  button.focus();
  expect(act).toHaveBeenCalledOnce();
});

test('A page that is gone hears nothing', () => {
  const { button, act, lifetime } = showPage();
  lifetime.abort();
  button.focus();
  expect(act).not.toHaveBeenCalled();
});
