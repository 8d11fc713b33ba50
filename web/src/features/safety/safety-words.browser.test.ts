import { CallError, safetyWords } from '@parley/call';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { mount } from '../../testing/mount.ts';
import { safetyWordsWords } from '../../words/safety.ts';
import './safety-words.ts';

const press = () => page.getByRole('button', { name: safetyWordsWords().show }).click();
const shown = () =>
  page
    .getByRole('listitem')
    .elements()
    .map((item) => item.textContent);

test('Words come at a press, with what they prove; others take their place and are said to be others', async () => {
  const [first, second] = [1_234_567_890_123_456_789n, 42n];
  const element = await mount('parley-safety-words', {
    safety: { phase: 'made', number: first, isAnother: false, isAfterFailure: false },
  });
  expect(shown()).toEqual([]);
  await press();
  await expect.poll(shown).toEqual(await safetyWords(first));
  const { compare, limits, another, none } = safetyWordsWords();
  await expect.element(page.getByText(compare)).toBeVisible();
  await expect.element(page.getByText(limits)).toBeVisible();
  await expect.element(page.getByText(another)).not.toBeInTheDocument();
  element.safety = { phase: 'none' };
  await expect.element(page.getByText(none)).toBeVisible();
  expect(shown()).toEqual([]);
  element.safety = { phase: 'made', number: second, isAnother: true, isAfterFailure: false };
  await expect.poll(shown).toEqual(await safetyWords(second));
  await expect.element(page.getByText(another)).toBeVisible();
});

test('Words that could not be fetched are tried again, and others do not wait for them', async () => {
  const safety = { phase: 'made', isAnother: false, isAfterFailure: true } as const;
  let isMissing = true;
  const element = await mount('parley-safety-words', {
    safety: { ...safety, number: 1n },
    read: async (number) => {
      if (isMissing) throw new CallError('page-incomplete');
      return safetyWords(number);
    },
  });
  await press();
  const again = page.getByRole('button', { name: safetyWordsWords().failed });
  await expect.element(again).toBeVisible();
  isMissing = false;
  await again.click();
  await expect.poll(shown).toEqual(await safetyWords(1n));
  await expect.element(page.getByText(safetyWordsWords().afterFailure)).toBeVisible();
  isMissing = true;
  element.safety = { ...safety, number: 2n };
  await expect.element(again).toBeVisible();
  isMissing = false;
  element.safety = { ...safety, number: 3n };
  await expect.poll(shown).toEqual(await safetyWords(3n));
});
