import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { mount, recordEvents } from '../../testing/mount.ts';
import type { EntryFields } from './entry-fields.ts';
import './entry-fields.ts';

async function mountFields(properties: Partial<EntryFields> = {}): Promise<EntryFields> {
  const element = await mount('parley-entry-fields', {
    earlyMinutes: 10,
    emptyTimeoutSeconds: 600,
    ...properties,
  });
  return element;
}

const unfold = () => page.getByText('Who may come in, and when').click();

test.each<[Partial<EntryFields>, string]>([
  [
    { earlyMinutes: 15 },
    'Either of you may come in from 15 minutes before the start. The call closes when nobody has been in it for 10 minutes.',
  ],
  [
    { earlyMinutes: 0, emptyTimeoutSeconds: 5_400 },
    'Either of you may come in from the start. The call closes when nobody has been in it for 90 minutes.',
  ],
  [
    { admission: 'after-host', earlyMinutes: 60, emptyTimeoutSeconds: undefined },
    'The guest may come in once the host is there, from 1 hour before the start.',
  ],
  [
    { admission: 'ask', earlyMinutes: 10, emptyTimeoutSeconds: undefined },
    'Whoever comes asks to be let in, from 10 minutes before the start.',
  ],
  [
    { admission: 'after-host', earlyMinutes: 0, emptyTimeoutSeconds: undefined },
    'The guest may come in once the host is there, from the start.',
  ],
])('Folded away, it is told in short: %o', async (properties, words) => {
  await mountFields(properties);
  await expect.element(page.getByText(words, { exact: true })).toBeVisible();
  await expect.element(page.getByLabelText('The call opens')).not.toBeVisible();
});

test('As it is usually, there is nothing to tell in short', async () => {
  await mountFields();
  expect(page.getByText(/may come in from/).elements()).toEqual([]);
});

test('Each field tells of its own change, and of nothing else', async () => {
  await mountFields();
  const events = recordEvents('entry-changed');
  await unfold();
  await page.getByRole('radio', { name: 'The guest only after you' }).click();
  await page.getByRole('radio', { name: 'Either of you' }).click();
  await page.getByLabelText('The call opens').selectOptions('At the start');
  await page.getByLabelText(/keep the call open for/).selectOptions('24 hours');
  expect(events.map(({ change }) => change)).toEqual([
    { admission: 'after-host' },
    { admission: 'anyone' },
    { earlyMinutes: 0 },
    { emptyTimeoutSeconds: 86_400 },
  ]);
});

test('What is chosen for this call is not chosen for all to come', async () => {
  await mountFields();
  const kept = recordEvents('empty-timeout-changed');
  await unfold();
  await page.getByLabelText(/keep the call open for/).selectOptions('1 hour');
  expect(kept).toEqual([]);
});

test('What was chosen elsewhere stands among the usual choices, in its place', async () => {
  await mountFields({ earlyMinutes: 20 });
  await unfold();
  const select = page.getByLabelText('The call opens');
  await expect.element(select).toHaveValue('20');
  const values = [...(select.element() as HTMLSelectElement).options].map(({ value }) => Number(value));
  expect(values).toEqual([0, 5, 10, 15, 20, 30, 60]);
});

test('How long it stays open is not asked where it cannot be changed any more', async () => {
  await mountFields({ emptyTimeoutSeconds: undefined });
  await unfold();
  await expect.element(page.getByLabelText('The call opens')).toBeVisible();
  expect(page.getByLabelText(/keep the call open for/).elements()).toEqual([]);
});

test.each<[string, Partial<EntryFields>, string[]]>([
  ['a new call', {}, ['Either of you', 'The guest only after you', 'Whom you let in']],
  ['one without a door', { emptyTimeoutSeconds: undefined }, ['Either of you', 'The guest only after you']],
  ['one with a door', { emptyTimeoutSeconds: undefined, admission: 'ask' }, ['Whom you let in']],
])('Who may come in can be chosen as far as doors can still be made: %s', async (_, properties, names) => {
  await mountFields(properties);
  await unfold();
  const labels = () =>
    page
      .getByRole('radio')
      .elements()
      .map((radio) => (radio as HTMLInputElement).labels?.[0]?.textContent ?? '');
  await expect.poll(() => labels().map((label) => names.find((name) => label.includes(name)))).toEqual(names);
});
