/** The API's reference as a reader has it: through Hosting, under its policy, in both schemes, on a phone too. */
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { withPerson } from './person.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** What axe finds wrong, one line for each place. Runs in the page. */
async function findViolations(): Promise<string[]> {
  const { violations } = await (window as unknown as { axe: typeof axe }).axe.run();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} (${node.failureSummary})`),
  );
}

it.each(['light', 'dark'] as const)('Everybody can read it (%s)', (colorScheme) =>
  withPerson(browser, async ({ page, context }) => {
    await context.addInitScript({ path: AXE });
    await page.emulateMedia({ colorScheme });
    await page.goto('/api/v1/reference');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.evaluate(findViolations)).toEqual([]);
    // Axe is there, and sees this page: it misses what is taken away.
    await page.evaluate(() => document.documentElement.removeAttribute('lang'));
    expect(await page.evaluate(findViolations)).toMatchObject([expect.stringContaining('html-has-lang')]);
  }),
);

it('On a phone nothing of it is wider than the screen, and what leads through it is as high as a finger', () =>
  withPerson(browser, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto('/api/v1/reference');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    const heights = await page
      .getByRole('navigation')
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => link.getBoundingClientRect().height));
    expect(heights.length).toBeGreaterThan(10);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  }));
