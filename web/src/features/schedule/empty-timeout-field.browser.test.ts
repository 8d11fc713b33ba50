import { MAX_EMPTY_TIMEOUT_SECONDS, MIN_EMPTY_TIMEOUT_SECONDS } from '@parley/protocol';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { mount, recordEvents } from '../../testing/mount.ts';
import { duration } from '../../words/durations.ts';
import './empty-timeout-field.ts';

const field = page.getByRole('combobox');

test('Offers times from the least to the most that the database takes, and tells which one is chosen', async () => {
  const element = await mount('parley-empty-timeout-field');
  const events = recordEvents('empty-timeout-changed');
  await expect.element(field).toHaveDisplayValue('10 minutes');
  const offered = page.getByRole('option').elements();
  const ends = [offered.at(0), offered.at(-1)].map((option) => option?.textContent.trim());
  expect(ends).toEqual([MIN_EMPTY_TIMEOUT_SECONDS, MAX_EMPTY_TIMEOUT_SECONDS].map(duration));
  await field.selectOptions('3 hours');
  expect(events.map(({ seconds }) => seconds)).toEqual([10_800]);
  expect(element.seconds).toBe(10_800);
});

test('Shows a time that is none of those it offers', async () => {
  await mount('parley-empty-timeout-field', { seconds: 5_400 });
  await expect.element(field).toHaveDisplayValue('90 minutes');
});
