/** What holds on every page that is not the call itself: anybody can use it, on a small screen and with large text. */
import { createCallId, formatCallId, joinPath } from '@parley/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../ui/global.css';
import { KnownCalls } from '../memory/known-calls.ts';
import { anyCall, knownPlan, STARTS_AT } from '../memory/scenes.ts';
import { findViolations, SCHEMES } from '../testing/accessibility.ts';
import { mount } from '../testing/mount.ts';
import { ServiceScene } from '../testing/service-scene.ts';
import { smallTargets } from '../testing/targets.ts';
import './parley-app.ts';

const HOUR_MS = 60 * 60_000;
const NOW = STARTS_AT - 2 * HOUR_MS;

const { href, title } = { href: location.href, title: document.title };
const coming = anyCall({ usedAt: NOW });

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(async () => {
  document.documentElement.style.removeProperty('font-size');
  history.replaceState(null, '', href);
  document.title = title;
  await page.viewport(1280, 800);
});

/** With calls of every kind in the list of this browser. */
function comeBack() {
  const known = new KnownCalls(localStorage, () => NOW);
  known.keep(coming);
  known.keep(anyCall({ plan: null, usedAt: NOW - 60_000, peerName: 'Ada', talkedMs: 23 * 60_000 }));
  known.keep(anyCall({ plan: null, usedAt: NOW - HOUR_MS, peerName: 'Bea', talkedMs: 5_000, isOver: true }));
  known.keep(anyCall({ usedAt: NOW, plan: knownPlan({ isCancelled: true, title: 'Lesson 3' }) }));
}

const PAGES: Readonly<Record<string, { readonly path: string; readonly act?: () => Promise<void> }>> = {
  'the start page': { path: '/' },
  'the start page of whoever comes back': {
    path: '/',
    act: async () => page.getByText(/^All calls/).click(),
  },
  'the start page of whoever wants a name': {
    path: '/',
    act: async () => {
      await page.getByText(/^Options/).click();
      await page.getByText('People', { exact: true }).click();
    },
  },
  'the page to schedule a call': { path: '/schedule' },
  'the page of a scheduled call': {
    path: `/schedule#${formatCallId(coming.id)}`,
    act: async () => {
      await page.getByText('Add to calendar').click();
      await page.getByText('Manage', { exact: true }).click();
    },
  },
  'the page of an address that is nowhere': { path: '/nowhere' },
  'the page after a call': { path: joinPath(createCallId()) },
};

async function open(name: string) {
  const { path, act } = PAGES[name] ?? { path: '/' };
  if (act !== undefined) comeBack();
  history.replaceState(null, '', path);
  const { connect } = new ServiceScene();
  await mount('parley-app', { services: { connect, now: () => NOW } });
  await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
  if (path.startsWith('/call')) await expect.element(page.getByText('There is no such call')).toBeVisible();
  await act?.();
}

for (const name of Object.keys(PAGES)) {
  test.each(SCHEMES)(`Everybody can use ${name}, in the %s scheme`, async (scheme) => {
    await open(name);
    expect(await findViolations(scheme)).toEqual([]);
  });

  test.each([
    [320, 568, 16],
    [320, 256, 16],
    [390, 844, 32],
    [844, 390, 16],
  ])(
    `On ${name} nothing is wider than %i × %i with text of %i px, or smaller than a fingertip`,
    async (width, height, size) => {
      await page.viewport(width, height);
      document.documentElement.style.fontSize = `${size}px`;
      await open(name);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
      expect(smallTargets()).toEqual([]);
    },
  );
}
