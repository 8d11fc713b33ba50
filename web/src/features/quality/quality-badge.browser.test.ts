import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import { findViolations, SCHEMES } from '../../testing/accessibility.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import { verdictLabel, verdictSentence } from '../../words/quality.ts';
import { SAFETIES } from '../safety/scenes.ts';
import { QUALITIES } from './scenes.ts';
import './quality-badge.ts';

afterEach(() => page.viewport(1280, 800));

const badge = () => page.getByRole('button', { name: /^Connection:/ });

describe.each(Object.entries(QUALITIES))('%s', (_, quality) => {
  test('is said in a few words, and a press tells more', async () => {
    await mount('parley-quality-badge', { quality, name: 'Ada' });
    const label = verdictLabel(quality, 'Ada');
    await expect.element(badge()).toHaveAccessibleName(`Connection: ${label}. Details`);
    await badge().click();
    await expect.element(page.getByRole('dialog', { name: 'Connection' })).toBeVisible();
    await expect.element(page.getByText(verdictSentence(quality?.verdict, 'Ada'))).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('dialog', { name: 'Connection' })).not.toBeInTheDocument();
    expect(document.activeElement?.shadowRoot?.activeElement).toBe(badge().element());
  });

  test.each(SCHEMES)('is accessible with its panel open, in the %s scheme', async (scheme) => {
    await mount('parley-quality-badge', { quality, name: 'Ada' });
    await badge().click();
    await expect.element(page.getByRole('radio', { name: 'Best picture' })).toBeVisible();
    expect(await findViolations(scheme)).toEqual([]);
  });
});

describe.each(Object.entries(SAFETIES))('%s', (_, safety) => {
  test.each(SCHEMES)('stand in the panel, and are accessible in the %s scheme', async (scheme) => {
    await mount('parley-quality-badge', { safety });
    await badge().click();
    await page.getByRole('button', { name: 'Compare safety words' }).click();
    await expect.element(page.getByRole('status')).not.toBeEmptyDOMElement();
    expect(await findViolations(scheme)).toEqual([]);
  });
});

test('The figures and their charts follow the link, and say whose they are to eyes and ears', async () => {
  const element = await mount('parley-quality-badge', { quality: QUALITIES['a good link'] });
  await badge().click();
  const lost = () =>
    panelOf(element)?.querySelector('.charts div:nth-child(2)')?.textContent?.replace(/\s+/g, ' ');
  await expect.poll(lost).toMatch(/Lost on the way You send ↑ [\d.]+% You get ↓ [\d.]+%/);
  const paths = () =>
    [...(panelOf(element)?.querySelectorAll('.charts path') ?? [])].map((path) => path.getAttribute('d'));
  const before = paths();
  expect(before.filter((path) => path !== '')).toHaveLength(5);
  element.quality = QUALITIES['a poor link'];
  await expect.poll(paths).not.toEqual(before);
});

function panelOf(element: HTMLElement): ShadowRoot | null | undefined {
  return element.shadowRoot?.querySelector('parley-quality-panel')?.shadowRoot;
}

test('What the call may use is chosen, by keys too', async () => {
  const events = recordEvents('data-use-requested');
  await mount('parley-quality-badge', { dataUse: 'low' });
  await badge().click();
  await expect.element(page.getByRole('radio', { name: 'Less data' })).toBeChecked();
  await page.getByRole('radio', { name: 'Sound only' }).click();
  await userEvent.keyboard('{ArrowUp}');
  expect(events.map(({ dataUse }) => dataUse)).toEqual(['audio-only', 'low']);
});

test.each([
  [1280, 800, 1],
  [390, 844, 1],
  [844, 390, 1],
  [320, 568, 1],
  [320, 256, 1],
  [390, 844, 2],
] as const)(
  'The panel is within a window of %i by %i pixels, text × %d, and all of it is reached',
  async (...size) => {
    const [width, height, scale] = size;
    await page.viewport(width, height);
    document.documentElement.style.fontSize = `${scale * 100}%`;
    const element = await mount('parley-quality-badge', { quality: QUALITIES['a good link'], name: 'Ada' });
    await badge().click();
    const copy = page.getByRole('button', { name: 'Copy report' });
    await expect.element(copy).toBeInTheDocument();
    const panel = element.renderRoot.querySelector('.panel');
    const { left, right, top, bottom } = panel?.getBoundingClientRect() ?? new DOMRect();
    expect([left >= 0, top >= 0, right <= width, bottom <= height]).toEqual([true, true, true, true]);
    expect(panel?.scrollWidth).toBeLessThanOrEqual(panel?.clientWidth ?? 0);
    copy.element().scrollIntoView({ block: 'nearest' });
    expect(copy.element().getBoundingClientRect().bottom).toBeLessThanOrEqual(height);
    document.documentElement.removeAttribute('style');
  },
);
