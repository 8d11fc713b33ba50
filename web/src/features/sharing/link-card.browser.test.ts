import { expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { JOIN_URL } from '../../testing/call-scenes.ts';
import { mount } from '../../testing/mount.ts';
import './link-card.ts';

const shown = page.getByText(JOIN_URL, { exact: true });
const shareButton = page.getByRole('button', { name: 'Share' });

/** The system has something to share with, which not every browser of the tests has. */
function systemShares() {
  Object.assign(navigator, { share: () => Promise.resolve() });
  onTestFinished(() => void Reflect.deleteProperty(navigator, 'share'));
}

test('The guest’s link is shown and can be handed to other applications; the host’s is only copied or drawn', async () => {
  systemShares();
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  onTestFinished(() => write.mockRestore());
  const card = await mount('parley-link-card', { url: JOIN_URL, kind: 'guest' });
  await expect.element(shown).toBeVisible();
  await expect.element(shareButton).toBeVisible();

  card.kind = 'host';
  await expect.element(page.getByRole('button', { name: 'Copy host link' })).toBeVisible();
  expect([...shown.elements(), ...shareButton.elements()]).toEqual([]);
  await page.getByRole('button', { name: 'Copy host link' }).click();
  expect(write.mock.calls).toEqual([[JOIN_URL]]);
  await page.getByRole('button', { name: 'QR code of the host’s link' }).click();
  await expect.element(page.getByRole('img', { name: 'QR code of the host’s link' })).toBeVisible();
});

test('A link beside which something shorter stands is not shown, and can be handed on all the same', async () => {
  systemShares();
  await mount('parley-link-card', { url: JOIN_URL, compact: true });
  await expect.element(page.getByRole('button', { name: 'Copy link' })).toBeVisible();
  await expect.element(shareButton).toBeVisible();
  expect(shown.elements()).toEqual([]);
});
