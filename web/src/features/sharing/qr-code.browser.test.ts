import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { JOIN_URL } from '../../testing/call-scenes.ts';
import { mount } from '../../testing/mount.ts';
import './qr-code.ts';

test('A text that no QR code holds is not drawn, and that is said', async () => {
  const element = await mount('parley-qr-code', { text: 'x'.repeat(5_000), label: 'QR code of a long text' });
  await expect.element(page.getByText(/too long for a QR code/)).toBeVisible();
  element.text = JOIN_URL;
  await expect.element(page.getByRole('img', { name: 'QR code of a long text' })).toBeVisible();
});
