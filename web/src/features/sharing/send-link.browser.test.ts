import { expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { CALL_ID, FORMATTED_CALL_ID, JOIN_URL } from '../../testing/call-scenes.ts';
import { mount } from '../../testing/mount.ts';
import { becomePhone } from '../../testing/phone.ts';
import './send-link.ts';

const mountLink = () => mount('parley-send-link', { callId: CALL_ID, joinUrl: JOIN_URL });
const button = (name: string | RegExp) => page.getByRole('button', { name });

test('Where links are not sent from one application to another, the link is copied', async () => {
  await mountLink();
  expect(button('Send the link').elements()).toEqual([]);
  expect(button('Copy link').element().className).toContain('primary');
});

test('On a phone it is sent, and may be copied too', async () => {
  const sent: ShareData[] = [];
  becomePhone(async (data) => void sent.push(data));
  await mountLink();
  await button('Send the link').click();
  expect(sent).toEqual([{ title: 'Parley call', url: JOIN_URL }]);
  expect(button('Copy link').element().className).not.toContain('primary');
});

test('Who thinks better of sending it has it still', async () => {
  becomePhone(() => Promise.reject(new DOMException('', 'AbortError')));
  await mountLink();
  await button('Send the link').click();
  await expect.element(button('Send the link')).toBeVisible();
});

test('The ID is shown to whoever reads it out, the code to whoever points a camera at it, one at a time', async () => {
  await mountLink();
  expect(page.getByText(FORMATTED_CALL_ID).elements()).toEqual([]);
  await button('Read out').click();
  await expect.element(page.getByText(FORMATTED_CALL_ID)).toBeVisible();
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  onTestFinished(() => write.mockRestore());
  await button('Copy ID').click();
  await button('Copy link').click();
  expect(write.mock.calls).toEqual([[FORMATTED_CALL_ID], [JOIN_URL]]);
  await button(/^QR code/).click();
  await expect.element(page.getByRole('img', { name: 'QR code of the call’s link' })).toBeVisible();
  expect(page.getByText(FORMATTED_CALL_ID).elements()).toEqual([]);
  expect(button('Read out').element().ariaExpanded).toBe('false');
  await button(/^QR code/).click();
  await expect.element(page.getByRole('img')).not.toBeInTheDocument();
});
