import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import { SCHEMES } from '../../testing/accessibility.ts';
import { mount } from '../../testing/mount.ts';
import type { DeviceSwitch } from './device-switch.ts';
import './device-switch.ts';
import { DEVICE_STATES } from './scenes.ts';

afterEach(() => document.documentElement.removeAttribute('style'));

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => {
    const value = Number(part) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf(element: DeviceSwitch): number {
  const disc = element.renderRoot.querySelector('.disc') as Element;
  const { color, backgroundColor } = getComputedStyle(disc);
  const [dark = 0, light = 0] = [luminance(color), luminance(backgroundColor)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test.each(SCHEMES)('Under a pointer too, every state can be made out, in the %s scheme', async (scheme) => {
  document.documentElement.style.cssText = `color-scheme: ${scheme}; --duration-quick: 0ms`;
  const element = await mount('parley-device-switch', { device: 'microphone' });
  await userEvent.hover(page.getByRole('button'));
  for (const state of Object.values(DEVICE_STATES).filter(({ status }) => status !== 'asking')) {
    element.view = state;
    await element.updateComplete;
    expect(element.matches(':hover')).toBe(true);
    expect(contrastOf(element), state.status).toBeGreaterThan(3);
  }
});

test.each([
  ['on', 'Turn off microphone'],
  ['off', 'Turn on microphone'],
  ['muted', 'Turn off microphone, which your system has muted'],
  ['unavailable', 'Try microphone again'],
  ['asking', 'Waiting for microphone'],
] as const)('Its name says what a press will do: %s', async (status, name) => {
  await mount('parley-device-switch', { device: 'microphone', view: DEVICE_STATES[status] });
  await expect.element(page.getByRole('button', { name, exact: true })).toBeVisible();
});
