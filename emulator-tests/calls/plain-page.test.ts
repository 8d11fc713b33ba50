/** A call without Parley's own pages, and without Lit: the example of @parley/call as anybody would build it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localCache, root } from '../../scripts/lib/paths.ts';
import { useAnotherBuild } from './another-build.ts';
import { launchChromium } from './chromium.ts';
import { PATIENCE_MS, Person } from './person.ts';

const EXAMPLE = join(root, 'call/examples/plain-page');
const MAX_LINES = 60;

describe('a page of plain HTML', () => {
  const outDir = join(localCache, 'plain-page');
  let browser: Browser;
  beforeAll(async () => {
    await build({
      root: EXAMPLE,
      logLevel: 'silent',
      build: { outDir, emptyOutDir: true, target: 'chrome123' },
    });
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it('takes no more than sixty lines of script, without Lit and without the site', () => {
    const script = readFileSync(join(EXAMPLE, 'call.ts'), 'utf8');
    expect(script.trimEnd().split('\n').length).toBeLessThanOrEqual(MAX_LINES);
    const imported = [...script.matchAll(/ from '([^']+)'/g)].map(([, name]) => name);
    expect(imported).toEqual(['@parley/call', '@parley/call/firebase']);
  });

  it('lets two people see and hear each other, switch off what they like, and leave', async () => {
    const [host, guest] = await Promise.all([Person.create(browser), Person.create(browser)]);
    try {
      await Promise.all([host, guest].map((person) => useAnotherBuild(person, outDir)));
      await host.page.goto('/');
      await host.page.waitForURL(/#./);
      await guest.page.goto(host.page.url());
      for (const { page } of [host, guest]) await page.getByRole('button', { name: 'Join' }).click();
      for (const { page } of [host, guest])
        await page.getByText('You are talking with somebody.').waitFor({ timeout: PATIENCE_MS });
      await Promise.all([host.seesAndHears(), guest.seesAndHears()]);
      const shown = guest.page.locator('#other');
      await expect
        .poll(() =>
          shown.evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames),
        )
        .toBeGreaterThan(2);
      expect(await shown.evaluate((video: HTMLVideoElement) => video.muted)).toBe(false);
      await host.page.getByRole('button', { name: 'Microphone' }).click();
      await expect.poll(() => shown.evaluate((video: HTMLVideoElement) => video.muted)).toBe(true);
      await host.page.getByRole('button', { name: 'Leave' }).click();
      await host.page.getByText('The call is over: left.').waitFor();
      await guest.page.getByText('Nobody else is here.').waitFor();
      host.assertNoErrors();
      guest.assertNoErrors();
    } finally {
      await Promise.all([host.context.close(), guest.context.close()]);
    }
  });

  it('says why there is no call', async () => {
    const person = await Person.create(browser);
    try {
      await useAnotherBuild(person, outDir);
      await person.page.goto('/#00000-00000-00000-00000');
      await person.page.getByText('There is no call: no-such-call.').waitFor({ timeout: PATIENCE_MS });
      await person.page.goto('/#what');
      await person.page.reload();
      await person.page.getByText(/Not a call ID: too-short/).waitFor();
      person.assertNoErrors();
    } finally {
      await person.context.close();
    }
  });
});
