import { afterEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../app/global.css';
import type { KnownCall } from '../app/known-calls.ts';
import { findViolations, SCHEMES } from '../testing/accessibility.ts';
import { CALL_ID, FORMATTED_CALL_ID } from '../testing/call-scenes.ts';
import { anyCall, knownCall, knownPlan, STARTS_AT } from '../testing/known-calls-scenes.ts';
import { mount, recordEvents } from '../testing/mount.ts';
import './home-page.ts';

const HOUR_MS = 60 * 60_000;

afterEach(() => page.viewport(1280, 800));

function mountHome(calls: readonly KnownCall[], now = STARTS_AT - HOUR_MS) {
  return mount('parley-home-page', { calls, now: () => now });
}

const hrefOf = (name: RegExp) => page.getByRole('link', { name }).element().getAttribute('href');

test('Whoever knows no calls sees no list, and the way to schedule one', async () => {
  await mountHome([]);
  expect(page.getByText('Your scheduled calls').elements()).toEqual([]);
  expect(page.getByText(/^Recent calls/).elements()).toEqual([]);
  expect(hrefOf(/Schedule for later/)).toBe('/schedule');
});

test('A call to come is there with its day and time, and leads to its page', async () => {
  await mountHome([knownCall()]);
  await expect.element(page.getByText(/^Today, .*you are the host/)).toBeVisible();
  expect(hrefOf(/Lesson 4/)).toBe(`/schedule#${FORMATTED_CALL_ID}`);
  expect(page.getByRole('link', { name: /^Join/ }).elements()).toEqual([]);
});

test('A call that is open can be joined at once', async () => {
  await mountHome([knownCall()], knownPlan().opensAt);
  await expect.element(page.getByText('Open now')).toBeVisible();
  expect(hrefOf(/^Join Lesson 4/)).toBe(`/call#${FORMATTED_CALL_ID}`);
});

describe('recent calls', () => {
  const calls = [
    knownCall({ plan: null, usedAt: STARTS_AT - 2 * HOUR_MS }),
    anyCall({ plan: knownPlan({ title: 'Lesson 3', startsAt: STARTS_AT - 24 * HOUR_MS }) }),
    anyCall({ plan: knownPlan({ title: 'Lesson 5', isCancelled: true }) }),
  ];

  test('are folded away, and lead where there is still something', async () => {
    await mountHome(calls);
    await page.getByText('Recent calls (3)').click();
    expect(hrefOf(/^Call/)).toBe(`/call#${FORMATTED_CALL_ID}`);
    expect(hrefOf(/^Lesson 3 Yesterday/)).toMatch(/^\/schedule#/);
    await expect.element(page.getByRole('link', { name: /^Lesson 5.*called off/ })).toBeVisible();
  });

  test('can be taken out of the list', async () => {
    await mountHome(calls);
    const events = recordEvents('forget-requested');
    await page.getByText('Recent calls (3)').click();
    await page.getByRole('button', { name: /^Remove Call/ }).click();
    expect(events.map(({ id }) => id)).toEqual([CALL_ID]);
  });
});

const MANY = [
  knownCall(),
  anyCall({ plan: knownPlan({ title: 'Donaudampfschifffahrt'.repeat(5), startsAt: STARTS_AT + HOUR_MS }) }),
  anyCall({ plan: null }),
  anyCall({ plan: knownPlan({ title: '', isCancelled: true }) }),
];

test.each(SCHEMES)('Everybody can use the lists, in the %s scheme', async (scheme) => {
  await mountHome(MANY, knownPlan().opensAt);
  await page.getByText('Recent calls (2)').click();
  expect(await findViolations(scheme)).toEqual([]);
});

test('The lists fit a screen of 320 pixels, with nothing smaller than a fingertip', async () => {
  await page.viewport(320, 568);
  await mountHome(MANY, knownPlan().opensAt);
  await page.getByText('Recent calls (2)').click();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  const sizes = [...page.getByRole('button').elements(), ...page.getByRole('link').elements()].map(
    (element) => element.getBoundingClientRect(),
  );
  expect(sizes.filter(({ width, height }) => width < 44 || height < 44)).toEqual([]);
});
