/** What is read stands out from what it stands on, in both schemes, as docs/interface.md says it. */
import { expect, test } from 'vitest';
import './global.css';

/** https://www.w3.org/TR/WCAG22/#contrast-minimum */
const TEXT = 4.5;
/** https://www.w3.org/TR/WCAG22/#non-text-contrast */
const SIGN = 3;

type Rgb = readonly [number, number, number];

/** Of a token in a scheme, over what is behind it. */
function colourOf(token: string, scheme: string, behind: Rgb): Rgb {
  const element = document.createElement('div');
  element.style.cssText = `color-scheme: ${scheme}; color: var(--color-${token})`;
  document.body.append(element);
  const [red = 0, green = 0, blue = 0, alpha = 1] =
    getComputedStyle(element)
      .color.match(/[\d.]+/g)
      ?.map(Number) ?? [];
  element.remove();
  return [red, green, blue].map(
    (value, index) => value * alpha + (behind[index] ?? 0) * (1 - alpha),
  ) as never;
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(front: string, back: string, scheme: string, behind: Rgb): number {
  const ground = colourOf(back, scheme, behind);
  const [one, other] = [luminance(colourOf(front, scheme, ground)), luminance(ground)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

const WHITE: Rgb = [255, 255, 255];

test.each([
  ['ink', 'canvas', TEXT],
  ['ink', 'surface', TEXT],
  ['ink', 'sunken', TEXT],
  ['ink', 'raised', TEXT],
  ['ink', 'raised-hover', TEXT],
  ['ink', 'you-wash', TEXT],
  ['ink', 'they-wash', TEXT],
  ['ink', 'problem-wash', TEXT],
  ['ink-soft', 'canvas', TEXT],
  ['ink-soft', 'surface', TEXT],
  ['ink-soft', 'sunken', TEXT],
  ['ink-soft', 'you-wash', TEXT],
  ['ink-soft', 'they-wash', TEXT],
  ['you', 'canvas', TEXT],
  ['you', 'surface', TEXT],
  ['they', 'canvas', TEXT],
  ['they', 'surface', TEXT],
  ['on-accent', 'accent', TEXT],
  ['on-accent', 'accent-hover', TEXT],
  ['on-danger', 'danger', TEXT],
  ['on-danger', 'danger-hover', TEXT],
  ['problem', 'surface', TEXT],
  ['problem', 'problem-wash', TEXT],
  ['problem', 'canvas', TEXT],
  ['caution', 'surface', TEXT],
  // On files: one's own, and theirs.
  ['caution', 'you-wash', TEXT],
  ['caution', 'they-wash', TEXT],
  ['problem', 'you-wash', TEXT],
  ['problem', 'they-wash', TEXT],
  ['line-strong', 'surface', SIGN],
  ['line-strong', 'canvas', SIGN],
] as const)('%s on %s has at least %d:1', (front, back, least) => {
  for (const scheme of ['light', 'dark'])
    expect(contrast(front, back, scheme, WHITE), scheme).toBeGreaterThanOrEqual(least);
});

test('What is said on a veil can be read whatever the picture below shows', () => {
  for (const behind of [WHITE, [0, 0, 0] as const]) {
    expect(contrast('on-veil', 'veil', 'dark', behind)).toBeGreaterThanOrEqual(TEXT);
    // The disc of a button, by its edge.
    expect(contrast('line-strong', 'veil', 'dark', behind)).toBeGreaterThanOrEqual(1.6);
    // It is large or bold there, and stands beside a sign.
    expect(contrast('caution', 'veil', 'dark', behind)).toBeGreaterThanOrEqual(SIGN);
  }
});

test('The two halves have the figures that the documents give', () => {
  const figures = ['you', 'they'].flatMap((half) =>
    ['light', 'dark'].map((scheme) => contrast(half, 'canvas', scheme, WHITE).toFixed(1)),
  );
  expect(figures).toEqual(['6.0', '10.6', '4.8', '9.2']);
});
