/** Words that a host reads out, on the page of a call. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { findViolations, SCHEMES } from '../../testing/accessibility.ts';
import { NOW, waiting } from '../../testing/call-scenes.ts';
import { FakeCall } from '../../testing/fake-call.ts';
import { mount } from '../../testing/mount.ts';
import { sayWordsWords } from '../../words/spoken.ts';
import './call-page.ts';
import './call-views.ts';

const readOut = {
  status: 'read-out',
  isTaken: false,
  words: ['kinship', 'childless', 'unlocking', 'magnifier'],
  lapseAt: NOW + 900_000,
} as const;

test.each(SCHEMES)(
  'Whoever waits finds them beside the ID, without accessibility violations in %s',
  async (scheme) => {
    const call = new FakeCall({ state: waiting(), words: readOut, now: () => NOW });
    await mount('parley-call-page', { call });
    await page.getByRole('button', { name: 'Read out' }).click();
    await expect.element(page.getByRole('list', { name: sayWordsWords().words })).toBeVisible();
    expect(await findViolations(scheme)).toEqual([]);
  },
);

test('A guest reads none out', async () => {
  await mount('parley-call-page', {
    call: new FakeCall({ state: waiting({ role: 'guest' }), now: () => NOW }),
  });
  await page.getByRole('button', { name: 'Read out' }).click();
  await expect.element(page.getByRole('button', { name: 'Copy ID' })).toBeVisible();
  expect(page.getByRole('button', { name: sayWordsWords().say }).elements()).toEqual([]);
});
