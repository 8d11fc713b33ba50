import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../ui/global.css';
import { findViolations, SCHEMES } from '../testing/accessibility.ts';
import { mount, recordEvents } from '../testing/mount.ts';
import './lost-page.ts';

test('An address that leads nowhere leads back to the start', async () => {
  await mount('parley-lost-page', { problem: 'too-short' });
  const events = recordEvents('home-requested');
  await page.getByRole('button', { name: 'Back to start' }).click();
  expect(events).toHaveLength(1);
});

test.each(SCHEMES)('Everybody can use the page of a broken link, in the %s scheme', async (scheme) => {
  await mount('parley-lost-page', { problem: 'too-short' });
  expect(await findViolations(scheme)).toEqual([]);
});
