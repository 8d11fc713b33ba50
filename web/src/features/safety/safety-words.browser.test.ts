import { safetyWords } from '@parley/call';
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
    safety: { phase: 'made', number: first, isAnother: false },
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
  element.safety = { phase: 'made', number: second, isAnother: true };
  await expect.poll(shown).toEqual(await safetyWords(second));
  await expect.element(page.getByText(another)).toBeVisible();
});
