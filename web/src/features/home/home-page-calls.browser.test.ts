import { afterEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import type { KnownCall } from '../../memory/known-calls.ts';
import { anyCall, emptyMemory, knownCall, knownCalls, knownPlan, STARTS_AT } from '../../memory/scenes.ts';
import { findViolations, SCHEMES } from '../../testing/accessibility.ts';
import { CALL_ID, FORMATTED_CALL_ID, NOW } from '../../testing/call-scenes.ts';
import { focusedElement } from '../../testing/focus.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import { ServiceScene } from '../../testing/service-scene.ts';
import './home-page.ts';
import { LISTS } from './scenes.ts';

const HOUR_MS = 60 * 60_000;

afterEach(() => page.viewport(1280, 800));

function mountHome(calls: readonly KnownCall[], now = STARTS_AT - HOUR_MS) {
  const { connect } = new ServiceScene();
  const known = knownCalls(calls, () => now);
  return mount('parley-home-page', { connect, known, memory: emptyMemory() }, () => now);
}

const hrefOf = (name: RegExp) => page.getByRole('link', { name }).element().getAttribute('href');

test('Whoever knows no calls sees no list, and the way to schedule one', async () => {
  await mountHome([]);
  expect(page.getByRole('region', { name: 'Your calls' }).elements()).toEqual([]);
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Two halves of a talk.');
  expect(hrefOf(/pick a time/i)).toBe('/schedule');
});

test('A call to come is there with its day and time, and leads to its page', async () => {
  await mountHome([knownCall()]);
  await expect.element(page.getByText(/^Today, .*you are the host/)).toBeVisible();
  expect(hrefOf(/Lesson 4/)).toBe(`/schedule#${FORMATTED_CALL_ID}`);
  expect(page.getByRole('link', { name: /^Join/ }).elements()).toEqual([]);
});

test('With one call, too, what is beside the circle is as high as it needs to be', async () => {
  await page.viewport(1280, 800);
  await mountHome([knownCall()]);
  const start = page.getByRole('button', { name: 'Start a call' });
  await expect.element(start).toBeVisible();
  expect(start.element().getBoundingClientRect().height).toBe(52);
});

test('A call that is open can be joined at once', async () => {
  await mountHome([knownCall()], knownPlan().opensAt);
  await expect.element(page.getByText('Open now')).toBeVisible();
  expect(hrefOf(/^Join Lesson 4/)).toBe(`/call#${FORMATTED_CALL_ID}`);
});

describe('the last calls', () => {
  const calls = [
    knownCall({ plan: null, usedAt: STARTS_AT - 2 * HOUR_MS, peerName: 'Ada', talkedMs: 23 * 60_000 }),
    anyCall({ plan: null, usedAt: STARTS_AT - 3 * HOUR_MS, peerName: 'Ada', talkedMs: 60_000, isOver: true }),
    anyCall({ plan: knownPlan({ title: 'Lesson 3', startsAt: STARTS_AT - 24 * HOUR_MS }) }),
    anyCall({ plan: knownPlan({ title: 'Lesson 5', isCancelled: true }) }),
  ];

  test('say first with whom and for how long, each person once', async () => {
    await mountHome(calls);
    const [first] = page.getByRole('listitem').elements();
    expect(first?.textContent?.replace(/\s+/g, ' ')).toMatch(/ Ada Today, .+ · 23 minutes /);
    expect(page.getByRole('button', { name: 'Call again: Ada' }).elements()).toHaveLength(1);
  });

  test('are all there when asked for, and lead where there is still something', async () => {
    await mountHome(calls);
    await page.getByText('All calls (4)').click();
    expect(page.getByRole('button', { name: 'Call again: Ada' }).elements()).toHaveLength(2);
    expect(hrefOf(/^Lesson 3 Yesterday/)).toMatch(/^\/schedule#/);
    await expect.element(page.getByRole('link', { name: /^Lesson 5.*called off/ }).first()).toBeVisible();
  });

  test('can be taken out of the list', async () => {
    const element = await mountHome(calls);
    await page.getByText('All calls (4)').click();
    await page.getByRole('button', { name: /^Remove Ada, .+ 23 minutes, / }).click();
    await expect.element(page.getByText('All calls (3)')).toBeVisible();
    expect(element.known.find(CALL_ID)).toBeUndefined();
    expect(focusedElement()?.localName).toBe('h1');
  });

  test('leave the focus with the heading when the last is taken out', async () => {
    await mountHome(calls.slice(0, 1));
    await page.getByText('All calls (1)').click();
    await page.getByRole('button', { name: /^Remove Ada/ }).click();
    await expect.poll(() => focusedElement()?.localName).toBe('h1');
  });

  test('are begun anew with one press, and the list knows with whom', async () => {
    const element = await mountHome(calls);
    const events = recordEvents('join-call-requested');
    await page.getByRole('button', { name: 'Call again: Ada' }).click();
    await expect.poll(() => events).toHaveLength(1);
    const [id] = events.map(({ address }) => address.id);
    expect(id).not.toBe(CALL_ID);
    expect(id && element.known.find(id)).toMatchObject({
      ...{ isHost: true, plan: null, peerName: 'Ada', emptyTimeoutSeconds: 600 },
    });
  });
});

test.each(SCHEMES)('Everybody can use the lists, in the %s scheme', async (scheme) => {
  await mountHome(LISTS.many(), NOW);
  await page.getByText('All calls (5)').click();
  expect(await findViolations(scheme)).toEqual([]);
});

test('The lists fit a screen of 320 pixels, with nothing smaller than a fingertip', async () => {
  await page.viewport(320, 568);
  await mountHome(LISTS.many(), NOW);
  await page.getByText('All calls (5)').click();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  const sizes = [...page.getByRole('button').elements(), ...page.getByRole('link').elements()].map(
    (element) => element.getBoundingClientRect(),
  );
  expect(sizes.filter(({ width, height }) => width < 44 || height < 44)).toEqual([]);
});
