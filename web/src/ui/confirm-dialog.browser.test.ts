import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import './global.css';
import { findViolations, SCHEMES } from '../testing/accessibility.ts';
import { focusedElement } from '../testing/focus.ts';
import { mount } from '../testing/mount.ts';
import type { ConfirmDialog } from './confirm-dialog.ts';
import './confirm-dialog.ts';

/** A dialog that has been asked to show itself, and how often it was confirmed. */
async function ask() {
  const dialog: ConfirmDialog = await mount('parley-confirm-dialog', {
    question: 'Break the vase?',
    consequence: 'It cannot be mended.',
    refusal: 'Leave it',
    confirmation: 'Break it',
  });
  let count = 0;
  dialog.addEventListener('confirmed', () => count++);
  dialog.show();
  return { dialog, confirmed: () => count };
}

const question = () => page.getByRole('dialog', { name: 'Break the vase?' });
const refusal = () => page.getByRole('button', { name: 'Leave it' });
const confirmation = () => page.getByRole('button', { name: 'Break it' });

test('It asks, says what will follow, and begins at the answer that changes nothing', async () => {
  const { confirmed } = await ask();
  await expect.element(question()).toBeVisible();
  await expect.element(question()).toHaveAccessibleDescription('It cannot be mended.');
  await expect.poll(focusedElement).toBe(refusal().element());
  expect(confirmed()).toBe(0);
});

test('Only the answer that means it confirms, once', async () => {
  const { confirmed } = await ask();
  await confirmation().click();
  await expect.element(question()).not.toBeInTheDocument();
  expect(confirmed()).toBe(1);
});

test.each([
  ['the other answer', () => refusal().click()],
  ['Escape', () => userEvent.keyboard('{Escape}')],
  ['Enter, where it begins', () => userEvent.keyboard('{Enter}')],
])('By %s nothing is confirmed, and it can be asked again', async (_, answer) => {
  const { dialog, confirmed } = await ask();
  await expect.poll(focusedElement).toBe(refusal().element());
  await answer();
  await expect.element(question()).not.toBeInTheDocument();
  dialog.show();
  await expect.element(question()).toBeVisible();
  expect(confirmed()).toBe(0);
});

test.each(SCHEMES)('Everybody can use it, in the %s scheme', async (scheme) => {
  await ask();
  expect(await findViolations(scheme)).toEqual([]);
});
