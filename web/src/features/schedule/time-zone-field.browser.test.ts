import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import { mount, recordEvents } from '../../testing/mount.ts';
import './time-zone-field.ts';

const field = () => page.getByRole('combobox', { name: 'Time zone' });
const active = () =>
  page
    .getByRole('option', { selected: true })
    .elements()
    .map((element) => element.textContent?.trim());

async function mountField(value = 'Europe/Berlin') {
  await mount('parley-time-zone-field', { value, instant: Date.UTC(2026, 11, 1) });
  return recordEvents('time-zone-changed');
}

test('Opened, it shows all zones, with the one that is chosen', async () => {
  await mountField();
  await field().click();
  expect(page.getByRole('option').elements().length).toBeGreaterThan(300);
  expect(active()).toEqual([expect.stringMatching(/^Europe\/Berlin\s+GMT\+1$/)]);
  await expect.element(field()).toHaveAttribute('aria-expanded', 'true');
});

test('Writing narrows the list down, and Enter takes the first', async () => {
  const events = await mountField();
  await field().fill('new yo');
  await expect.poll(active).toEqual([expect.stringMatching(/^America\/New York/)]);
  await userEvent.keyboard('{Enter}');
  expect(events.map(({ timeZone }) => timeZone)).toEqual(['America/New_York']);
  await expect.element(field()).toHaveValue('America/New York');
  await expect.element(field()).toHaveAttribute('aria-expanded', 'false');
});

test('The arrows go through the list, from its end to its beginning', async () => {
  const events = await mountField();
  await field().fill('europe l');
  const first = active();
  await userEvent.keyboard('{ArrowUp}{ArrowDown}');
  await expect.poll(active).toEqual(first);
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(events.map(({ timeZone }) => timeZone)).toEqual(['Europe/Ljubljana']);
});

test('A click takes a zone', async () => {
  const events = await mountField();
  await field().fill('tokyo');
  await page.getByRole('option', { name: /Tokyo/ }).click();
  expect(events.map(({ timeZone }) => timeZone)).toEqual(['Asia/Tokyo']);
});

test('Escape leaves everything as it was', async () => {
  const events = await mountField();
  await field().fill('tokyo');
  await userEvent.keyboard('{Escape}');
  await expect.element(field()).toHaveValue('Europe/Berlin');
  await userEvent.tab();
  expect(events).toEqual([]);
});

test.each([
  ['europe/LONDON', 'Europe/London'],
  ['kathm', 'Asia/Kathmandu'],
  ['Atlantis', 'Atlantis'],
])('Who writes %s and goes on has chosen %s', async (text, timeZone) => {
  const events = await mountField();
  await field().fill(text);
  await userEvent.tab();
  expect(events.map((event) => event.timeZone)).toEqual([timeZone]);
});

test('What is found by nothing is said', async () => {
  await mountField();
  await field().fill('Atlantis');
  await expect.element(page.getByText(/No time zone is found/)).toBeVisible();
});
