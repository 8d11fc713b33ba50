import type { Invitation } from '@parley/invitation';
import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { STARTS_AT } from '../../memory/scenes.ts';
import { JOIN_URL } from '../../testing/call-scenes.ts';
import { mount } from '../../testing/mount.ts';
import type { AddToCalendar } from './add-to-calendar.ts';
import './add-to-calendar.ts';

const INVITATION: Invitation = {
  ...{ id: 'Zm9vYmFy', revision: 2, changedAt: STARTS_AT - 60_000, startsAt: STARTS_AT },
  ...{ endsAt: STARTS_AT + 30 * 60_000, title: 'Lesson 4, with Ada; and Grace', joinUrl: JOIN_URL },
};

function mountCalendars(properties: Partial<AddToCalendar> = {}): Promise<AddToCalendar> {
  return mount('parley-add-to-calendar', {
    invitation: INVITATION,
    timeZone: 'Europe/Berlin',
    ...properties,
  });
}

const links = () => page.getByRole('link').elements() as HTMLAnchorElement[];
const fileLink = () => page.getByRole('link', { name: /^Calendar file/ }).element() as HTMLAnchorElement;
const readFile = async () => (await fetch(fileLink().href)).text();

test('There is a file for any calendar, and a form of each of the large ones, in a tab of its own', async () => {
  await mountCalendars();
  expect(links().map((link) => link.textContent?.replace(/\s+/g, ' ').trim())).toEqual([
    'Calendar file',
    'Google calendar, opens in a new tab',
    'Outlook calendar, opens in a new tab',
    'Office 365 calendar, opens in a new tab',
  ]);
  const [file, ...forms] = links();
  expect([file?.download, file?.target]).toEqual(['call.ics', '']);
  // Another site must not learn where somebody comes from, nor reach this page.
  for (const form of forms) expect([form.target, form.rel]).toEqual(['_blank', 'noopener noreferrer']);
});

test('Every one of them has the call’s time, title and link', async () => {
  await mountCalendars();
  const [, google = '', outlook = '', office = ''] = links().map(({ href }) => href);
  const parameters = new URL(google).searchParams;
  expect(parameters.get('ctz')).toBe('Europe/Berlin');
  expect(parameters.get('text')).toBe(INVITATION.title);
  for (const href of [google, outlook, office]) expect(decodeURIComponent(href)).toContain(JOIN_URL);
  const file = await readFile();
  expect(file).toContain('DTSTART:20261126T140000Z\r\n');
  expect(file).toContain('SUMMARY:Lesson 4\\, with Ada\\; and Grace\r\n');
  expect(file).toContain('METHOD:PUBLISH\r\n');
});

test('A call that was called off has only the file that removes it', async () => {
  await mountCalendars({ isCancelled: true });
  expect(links()).toHaveLength(1);
  await expect.element(page.getByRole('link', { name: 'Calendar file that removes it' })).toBeVisible();
  expect(await readFile()).toContain('METHOD:CANCEL\r\n');
});

test('A change makes another file, and lets go of the last', async () => {
  const element = await mountCalendars();
  const before = fileLink().href;
  element.invitation = { ...INVITATION, revision: 3, title: 'Lesson 5' };
  await expect.poll(() => fileLink().href).not.toBe(before);
  expect(await readFile()).toContain('SUMMARY:Lesson 5\r\n');
  await expect(fetch(before)).rejects.toThrow();
});

test('Drawn again without a change, it is the same file', async () => {
  const create = vi.spyOn(URL, 'createObjectURL');
  const element = await mountCalendars();
  const before = fileLink().href;
  element.timeZone = 'UTC';
  await element.updateComplete;
  expect(fileLink().href).toBe(before);
  expect(create).toHaveBeenCalledTimes(1);
  create.mockRestore();
});

test('Off the page it holds no file, and on it again it has one', async () => {
  const element = await mountCalendars();
  const before = fileLink().href;
  element.remove();
  await expect(fetch(before)).rejects.toThrow();
  document.body.append(element);
  await element.updateComplete;
  expect(await readFile()).toContain('METHOD:PUBLISH\r\n');
});
