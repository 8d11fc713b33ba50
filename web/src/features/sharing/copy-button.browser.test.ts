import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { focusedElement } from '../../testing/focus.ts';
import { mount } from '../../testing/mount.ts';
import './copy-button.ts';

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
  await vi.waitUntil(() => status.textContent === 'Copied', { timeout: 10_000 });
  expect(write).toHaveBeenCalledExactlyOnceWith('the text');
  vi.advanceTimersByTime(2_000);
  await vi.waitUntil(() => status.textContent === '', { timeout: 10_000 });
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
