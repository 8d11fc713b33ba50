import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import { CALL_ID, FORMATTED_CALL_ID, JOIN_URL } from '../../testing/call-scenes.ts';
import { focusedElement } from '../../testing/focus.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import { callIdProblem } from '../../words/call-id.ts';
import './join-form.ts';

const field = page.getByLabelText('Call ID or link, or four words that you were told');
const joinButton = page.getByRole('button', { name: 'Join' });

test('A pasted link shows the ID that is in it, and Enter joins that call', async () => {
  await mount('parley-join-form');
  const events = recordEvents('join-call-requested');
  await field.fill(JOIN_URL);
  await expect.element(page.getByText(FORMATTED_CALL_ID)).toBeVisible();
  await userEvent.keyboard('{Enter}');
  expect(events.map(({ address }) => address)).toEqual([{ id: CALL_ID }]);
});

test('An ID in another spelling joins the same call by the button', async () => {
  await mount('parley-join-form');
  const events = recordEvents('join-call-requested');
  await field.fill(` ${CALL_ID.toLowerCase().replace('1', 'l')} `);
  await joinButton.click();
  expect(events.map(({ address }) => address)).toEqual([{ id: CALL_ID }]);
});

test('A character that no ID has is spoken of at once', async () => {
  await mount('parley-join-form');
  await userEvent.type(field, 'abc?');
  await expect.element(page.getByText(callIdProblem('bad-character'))).toBeVisible();
  await expect.element(field).toHaveAttribute('aria-invalid', 'true');
});

test('An ID that is too long is spoken of at once', async () => {
  await mount('parley-join-form');
  await userEvent.type(field, `${FORMATTED_CALL_ID}00`);
  await expect.element(page.getByText(callIdProblem('too-long'))).toBeVisible();
});

test('An ID that is not finished is spoken of only when the person is', async () => {
  await mount('parley-join-form');
  await userEvent.type(field, '7k3md');
  await expect.element(field).toHaveAttribute('aria-invalid', 'false');
  await userEvent.tab();
  await expect.element(page.getByText(callIdProblem('too-short'))).toBeVisible();
});

test('A link that is still being typed is not faulted for lacking its ID', async () => {
  await mount('parley-join-form');
  await userEvent.type(field, 'https://parley.example/');
  await expect.element(field).toHaveAttribute('aria-invalid', 'false');
});

test('A host link that is still being typed is not faulted for lacking the end of its key', async () => {
  await mount('parley-join-form');
  await userEvent.type(field, `${JOIN_URL}.q7z2m4`);
  await expect.element(field).toHaveAttribute('aria-invalid', 'false');
  await userEvent.tab();
  await expect.element(page.getByText(callIdProblem('host-key-damaged'))).toBeVisible();
});

test('Joining with an empty field asks for an ID, leads back to the field and joins nothing', async () => {
  await mount('parley-join-form');
  const events = recordEvents('join-call-requested');
  await joinButton.click();
  await expect.element(page.getByText(callIdProblem('empty'))).toBeVisible();
  await expect.poll(focusedElement).toBe(field.element());
  expect(events).toEqual([]);
});

test('The sentence goes as soon as the ID is right', async () => {
  await mount('parley-join-form');
  await field.fill('?');
  await expect.element(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill(FORMATTED_CALL_ID);
  await expect.element(field).toHaveAttribute('aria-invalid', 'false');
  await expect.element(page.getByText(callIdProblem('bad-character'))).not.toBeInTheDocument();
});

/** Pastes as an application does that puts more than one kind of text on the clipboard. */
async function paste(kinds: Readonly<Record<string, string>>) {
  const blobs = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
  await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  await field.click();
  await userEvent.keyboard('{ControlOrMeta>}v{/ControlOrMeta}');
}

test('An invitation of several lines is read as it was copied, not as a field of one line shows it', async () => {
  await mount('parley-join-form');
  const events = recordEvents('join-call-requested');
  await paste({ 'text/plain': `Sprint #12\nMonday, 14:00\n${JOIN_URL}\nSee you` });
  await expect.element(page.getByText(FORMATTED_CALL_ID)).toBeVisible();
  await userEvent.keyboard('{Enter}');
  expect(events.map(({ address }) => address)).toEqual([{ id: CALL_ID }]);
});

test('A link that a mail broke in two is whole when it is pasted', async () => {
  await mount('parley-join-form');
  await paste({ 'text/plain': JOIN_URL.replace('x', 'x\n> ') });
  await expect.element(page.getByText(FORMATTED_CALL_ID)).toBeVisible();
});

test('A word that is a link is read by its address', async () => {
  await mount('parley-join-form');
  await paste({ 'text/plain': 'Join the call', 'text/html': `<a href="${JOIN_URL}">Join the call</a>` });
  await expect.element(page.getByText(FORMATTED_CALL_ID)).toBeVisible();
});

test('What is written after something was pasted counts as it is written', async () => {
  await mount('parley-join-form');
  await paste({ 'text/plain': JOIN_URL });
  await expect.element(page.getByText(FORMATTED_CALL_ID)).toBeVisible();
  await userEvent.type(field, '0');
  await expect.element(page.getByText(callIdProblem('too-long'))).toBeVisible();
});

test('A text with two calls in it joins neither, and says so', async () => {
  await mount('parley-join-form');
  const events = recordEvents('join-call-requested');
  await field.fill(`${JOIN_URL} or 0a1b2-c3d4e-5f6g7-h8j9k`);
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText(callIdProblem('several'))).toBeVisible();
  expect(events).toEqual([]);
});
