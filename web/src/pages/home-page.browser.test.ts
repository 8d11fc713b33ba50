import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../app/global.css';
import { CALL_ERROR_MESSAGES, FORGETFUL_MESSAGE } from '../app/messages.ts';
import { findViolations, SCHEMES } from '../testing/accessibility.ts';
import { CALL_ID, FORMATTED_CALL_ID } from '../testing/call-scenes.ts';
import { mount, recordEvents } from '../testing/mount.ts';
import './home-page.ts';
import './lost-page.ts';

afterEach(() => page.viewport(1280, 800));

test('One press asks for a new call', async () => {
  await mount('parley-home-page');
  const events = recordEvents('start-call-requested');
  await page.getByRole('button', { name: 'Start a call' }).click();
  expect(events).toHaveLength(1);
});

test('How long the call is to stay open can be chosen, is said, and comes along', async () => {
  await mount('parley-home-page');
  const started = recordEvents('start-call-requested');
  const chosen = recordEvents('empty-timeout-changed');
  await page.getByText('Options').click();
  await page.getByLabelText(/keep the call open for/).selectOptions('1 hour');
  expect(chosen.map(({ seconds }) => seconds)).toEqual([3_600]);
  await expect.element(page.getByText('Options: stays open 1 hour')).toBeVisible();
  await page.getByRole('button', { name: 'Start a call' }).click();
  expect(started.map(({ emptyTimeoutSeconds }) => emptyTimeoutSeconds)).toEqual([3_600]);
});

test('Without a choice it is ten minutes, and a choice of before stands there', async () => {
  const element = await mount('parley-home-page');
  const started = recordEvents('start-call-requested');
  await page.getByRole('button', { name: 'Start a call' }).click();
  element.emptyTimeoutSeconds = 60;
  await expect.element(page.getByText('Options: stays open 1 minute')).toBeVisible();
  await page.getByRole('button', { name: 'Start a call' }).click();
  expect(started.map(({ emptyTimeoutSeconds }) => emptyTimeoutSeconds)).toEqual([600, 60]);
});

test('While a call is being created, a second press asks for nothing', async () => {
  await mount('parley-home-page', { isBusy: true });
  const events = recordEvents('start-call-requested');
  const button = page.getByRole('button', { name: 'Starting…' }).element() as HTMLElement;
  expect(button.getAttribute('aria-disabled')).toBe('true');
  button.click();
  expect(events).toEqual([]);
});

test('A call that could not be created is explained, and can be tried again', async () => {
  const element = await mount('parley-home-page');
  element.error = 'signaling-unreachable';
  const { title, help } = CALL_ERROR_MESSAGES['signaling-unreachable'];
  await expect.element(page.getByText(title)).toBeVisible();
  await expect.element(page.getByText(help)).toBeVisible();
  const events = recordEvents('start-call-requested');
  await page.getByRole('button', { name: 'Start a call' }).click();
  expect(events).toHaveLength(1);
});

test('A browser that keeps nothing is spoken of before a call is started, and no other', async () => {
  const element = await mount('parley-home-page');
  await expect.element(page.getByText(FORGETFUL_MESSAGE.title)).not.toBeInTheDocument();
  element.isForgetful = true;
  await expect.element(page.getByText(FORGETFUL_MESSAGE.title)).toBeVisible();
  await expect.element(page.getByText(FORGETFUL_MESSAGE.help)).toBeVisible();
});

test('A pasted ID asks to join that call', async () => {
  await mount('parley-home-page');
  const events = recordEvents('join-call-requested');
  await page.getByLabelText('Call ID or link').fill(FORMATTED_CALL_ID);
  await page.getByRole('button', { name: 'Join' }).click();
  expect(events.map(({ link }) => link)).toEqual([{ id: CALL_ID }]);
});

test('An address that leads nowhere leads back to the start', async () => {
  await mount('parley-lost-page', { problem: 'too-short' });
  const events = recordEvents('home-requested');
  await page.getByRole('button', { name: 'Back to start' }).click();
  expect(events).toHaveLength(1);
});

test.each(SCHEMES)('Everybody can use the home page, in the %s scheme', async (scheme) => {
  await mount('parley-home-page', { error: 'signaling-unreachable' });
  await page.getByLabelText('Call ID or link').fill('not an ID!');
  await page.getByText('Options').click();
  expect(await findViolations(scheme)).toEqual([]);
});

test.each(SCHEMES)('Everybody can use the page of a broken link, in the %s scheme', async (scheme) => {
  await mount('parley-lost-page', { problem: 'too-short' });
  expect(await findViolations(scheme)).toEqual([]);
});

test('The home page fits a screen of 320 pixels', async () => {
  await page.viewport(320, 640);
  await mount('parley-home-page', { error: 'not-configured' });
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
});
