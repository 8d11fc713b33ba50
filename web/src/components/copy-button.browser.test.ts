import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../app/global.css';
import { CALL_ID, FORMATTED_CALL_ID, JOIN_URL } from '../testing/call-scenes.ts';
import { focusedElement } from '../testing/focus.ts';
import { mount } from '../testing/mount.ts';
import './copy-button.ts';
import './share-call.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test('A press copies the text and says so, for a while', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await mount('parley-copy-button', { text: 'the text', label: 'Copy it' });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const button = page.getByRole('button', { name: 'Copy it' }).element() as HTMLElement;
  button.click();
  const status = page.getByRole('status').element();
  await vi.waitUntil(() => status.textContent === 'Copied');
  expect(write).toHaveBeenCalledExactlyOnceWith('the text');
  vi.advanceTimersByTime(2_000);
  await vi.waitUntil(() => status.textContent === '');
});

test('Where the browser refuses, the text is shown selected', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('', 'NotAllowedError'));
  await mount('parley-copy-button', { text: 'the text', label: 'Copy it' });
  await page.getByRole('button', { name: 'Copy it' }).click();
  const field = page.getByLabelText('Text to copy');
  await expect.poll(focusedElement).toBe(field.element());
  const input = field.element() as HTMLInputElement;
  expect(input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0)).toBe('the text');
  await expect.element(page.getByText(/did not allow copying/)).toBeVisible();
});

test('Where there is no clipboard at all, the text is shown selected too', async () => {
  vi.spyOn(navigator, 'clipboard', 'get').mockReturnValue(undefined as unknown as Clipboard);
  await mount('parley-copy-button', { text: 'the text', label: 'Copy it' });
  await page.getByRole('button', { name: 'Copy it' }).click();
  await expect.element(page.getByLabelText('Text to copy')).toHaveValue('the text');
});

test('A call is shared by its ID and by its link', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await mount('parley-share-call', { callId: CALL_ID, joinUrl: JOIN_URL });
  await expect.element(page.getByText(FORMATTED_CALL_ID)).toBeVisible();
  await page.getByRole('button', { name: 'Copy ID' }).click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  expect(write.mock.calls).toEqual([[FORMATTED_CALL_ID], [JOIN_URL]]);
});

test('Where the system can share, it is offered the link', async () => {
  const share = vi.fn(() => Promise.reject(new DOMException('', 'AbortError')));
  Object.assign(navigator, { share });
  await mount('parley-share-call', { callId: CALL_ID, joinUrl: JOIN_URL });
  await page.getByRole('button', { name: 'Share' }).click();
  expect(share).toHaveBeenCalledExactlyOnceWith({ title: 'Parley call', url: JOIN_URL });
  Reflect.deleteProperty(navigator, 'share');
});

test('The link is shown as a QR code to whoever asks for it, and hidden again', async () => {
  await mount('parley-share-call', { callId: CALL_ID, joinUrl: JOIN_URL });
  const button = page.getByRole('button', { name: /^QR code/ });
  await expect.element(button).toHaveAttribute('aria-expanded', 'false');
  await button.click();
  await expect.element(page.getByRole('img', { name: 'QR code of the call’s link' })).toBeVisible();
  await expect.element(button).toHaveAttribute('aria-expanded', 'true');
  await button.click();
  expect(page.getByRole('img').elements()).toEqual([]);
});

test('A text that no QR code holds is not drawn, and that is said', async () => {
  const element = await mount('parley-qr-code', { text: 'x'.repeat(5_000), label: 'a long text' });
  await expect.element(page.getByText(/too long for a QR code/)).toBeVisible();
  element.text = JOIN_URL;
  await expect.element(page.getByRole('img', { name: 'QR code of a long text' })).toBeVisible();
});
