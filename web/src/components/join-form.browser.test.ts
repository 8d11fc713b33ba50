import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../app/global.css';
import { CALL_ID_PROBLEM_MESSAGES } from '../app/messages.ts';
import { CALL_ID, FORMATTED_CALL_ID, JOIN_URL } from '../testing/call-scenes.ts';
import { focusedElement } from '../testing/focus.ts';
import { mount, recordEvents } from '../testing/mount.ts';
import './join-form.ts';

const field = page.getByLabelText('Call ID or link');
const joinButton = page.getByRole('button', { name: 'Join' });

test('A pasted link shows the ID that is in it, and Enter joins that call', async () => {
  await mount('parley-join-form');
  const events = recordEvents('join-call-requested');
  await field.fill(JOIN_URL);
  await expect.element(page.getByText(FORMATTED_CALL_ID)).toBeVisible();
  await userEvent.keyboard('{Enter}');
  expect(events.map(({ link }) => link)).toEqual([{ id: CALL_ID }]);
});

test('An ID in another spelling joins the same call by the button', async () => {
  await mount('parley-join-form');
  const events = recordEvents('join-call-requested');
  await field.fill(` ${CALL_ID.toLowerCase().replace('1', 'l')} `);
  await joinButton.click();
  expect(events.map(({ link }) => link)).toEqual([{ id: CALL_ID }]);
});

test('A character that no ID has is spoken of at once', async () => {
  await mount('parley-join-form');
  await userEvent.type(field, 'abc?');
  await expect.element(page.getByText(CALL_ID_PROBLEM_MESSAGES['bad-character'])).toBeVisible();
  await expect.element(field).toHaveAttribute('aria-invalid', 'true');
});

test('An ID that is too long is spoken of at once', async () => {
  await mount('parley-join-form');
  await userEvent.type(field, `${FORMATTED_CALL_ID}00`);
  await expect.element(page.getByText(CALL_ID_PROBLEM_MESSAGES['too-long'])).toBeVisible();
});

test('An ID that is not finished is spoken of only when the person is', async () => {
  await mount('parley-join-form');
  await userEvent.type(field, '7k3md');
  await expect.element(field).toHaveAttribute('aria-invalid', 'false');
  await userEvent.tab();
  await expect.element(page.getByText(CALL_ID_PROBLEM_MESSAGES['too-short'])).toBeVisible();
});

test('A link that is still being typed is not faulted for lacking its ID', async () => {
  await mount('parley-join-form');
  await userEvent.type(field, 'https://parley.example/');
  await expect.element(field).toHaveAttribute('aria-invalid', 'false');
});

test('Joining with an empty field asks for an ID, leads back to the field and joins nothing', async () => {
  await mount('parley-join-form');
  const events = recordEvents('join-call-requested');
  await joinButton.click();
  await expect.element(page.getByText(CALL_ID_PROBLEM_MESSAGES.empty)).toBeVisible();
  await expect.poll(focusedElement).toBe(field.element());
  expect(events).toEqual([]);
});

test('The sentence goes as soon as the ID is right', async () => {
  await mount('parley-join-form');
  await field.fill('?');
  await expect.element(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill(FORMATTED_CALL_ID);
  await expect.element(field).toHaveAttribute('aria-invalid', 'false');
  await expect.element(page.getByText(CALL_ID_PROBLEM_MESSAGES['bad-character'])).not.toBeInTheDocument();
});
