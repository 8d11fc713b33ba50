import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { FakeCall } from '../../testing/fake-call.ts';
import { mount } from '../../testing/mount.ts';
import { callErrorMessage } from '../../words/errors.ts';
import { sayWordsWords } from '../../words/spoken.ts';
import './say-words.ts';

const WORDS = ['kinship', 'childless', 'unlocking', 'magnifier'];
const lapseAt = Date.UTC(2026, 10, 27, 15, 12);
const readOut = { status: 'read-out', words: WORDS, lapseAt, isTaken: false } as const;

test('Words are drawn when they are asked for, and shown in their order with how long they hold', async () => {
  const call = new FakeCall();
  await mount('parley-say-words', { words: call.words });
  await page.getByRole('button', { name: sayWordsWords().say }).click();
  expect(call.asked).toEqual(['draw words']);

  const other = new FakeCall({ words: readOut });
  await mount('parley-say-words', { words: other.words });
  const items = page.getByRole('listitem').elements();
  expect(items.map(({ textContent }) => textContent)).toEqual(WORDS);
  await expect
    .element(page.getByText(/The words hold until .*, for one person, while you wait\./))
    .toBeVisible();
  await page.getByRole('button', { name: sayWordsWords().anew }).click();
  await page.getByRole('button', { name: sayWordsWords().stop }).click();
  expect(other.asked).toEqual(['draw words', 'take words back']);
});

test('Words that somebody has typed are said to be no other’s, and others can be drawn', async () => {
  const call = new FakeCall({ words: { ...readOut, isTaken: true } });
  await mount('parley-say-words', { words: call.words });
  await expect.element(page.getByRole('status').getByText(sayWordsWords().taken)).toBeVisible();
  await expect.element(page.getByText(/The words hold until/)).not.toBeInTheDocument();
  await page.getByRole('button', { name: sayWordsWords().anew }).click();
  expect(call.asked).toEqual(['draw words']);
});

test.each(['drawing', 'lapsed', 'used'] as const)('That words are %s is told', async (status) => {
  await mount('parley-say-words', { words: new FakeCall({ words: { status } }).words });
  await expect.element(page.getByRole('status')).toHaveTextContent(sayWordsWords()[status]);
});

test('What keeps words from being drawn is told, and they can be asked for again', async () => {
  const call = new FakeCall({ words: { status: 'failed', error: 'too-many-tries' } });
  await mount('parley-say-words', { words: call.words });
  await expect.element(page.getByText(callErrorMessage('too-many-tries').title)).toBeVisible();
  await page.getByRole('button', { name: sayWordsWords().say }).click();
  expect(call.asked).toEqual(['draw words']);
});
