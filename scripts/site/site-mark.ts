/** The mark of the site as SVG: a circle in two halves, one of them oneself and the far one the other person. */

/**
 * Of either scheme's tokens the lightness between, so that they stand out on a browser's light bars as on its dark ones:
 * 3:1 and more. A file of its own cannot ask for the scheme, since the site's policy allows no styles in it.
 */
const TAB = { near: '#17926f', far: '#d65f2e' };

/** How the halves stand in the tab's icon, as in web/src/ui/glyph.ts, and without motion. */
const STANDINGS = {
  alone: { near: half('near'), far: outline('stroke-dasharray="3.4 2.9"') },
  connecting: { near: half('near', '-1.5 0', 0.86), far: half('far', '1.5 0', 0.86) },
  connected: { near: half('near'), far: half('far') },
  unstable: { near: half('near'), far: outline('') },
  reconnecting: { near: half('near', '-1.5 0', 0.86), far: outline('transform="translate(1.5 2)"') },
  over: { near: half('near', '0 -2.5', 0.86), far: half('far', '0 2.5', 0.86) },
} satisfies Record<string, { near: string; far: string }>;

export type Standing = keyof typeof STANDINGS;

export const standings = Object.keys(STANDINGS) as Standing[];

export function tabIcon(standing: Standing): string {
  const { near, far } = STANDINGS[standing];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <g fill="${TAB.near}">${near}</g>
  <g fill="${TAB.far}" stroke="${TAB.far}" stroke-width="0">${far}</g>
</svg>
`;
}

interface AppIcon {
  /** The part of the side that the mark takes. Platforms cut a maskable one down to a circle of 0.8. */
  readonly share: number;
  readonly ground: string;
  readonly near: string;
  readonly far: string;
}

/** A square of one colour to its edges, with the mark in the middle. */
export function appIcon({ share, ground, near, far }: AppIcon): string {
  const start = 16 - 14 * share * (16 / 14);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <rect width="32" height="32" fill="${ground}"/>
  <g transform="translate(${start} ${start}) scale(${share})">
    <g fill="${near}">${half('near')}</g>
    <g fill="${far}">${half('far')}</g>
  </g>
</svg>
`;
}

function half(side: 'near' | 'far', by = '0 0', size = 1): string {
  const shape = side === 'near' ? 'M15.1 2A14 14 0 0 0 15.1 30Z' : 'M16.9 2A14 14 0 0 1 16.9 30Z';
  if (by === '0 0' && size === 1) return `<path d="${shape}"/>`;
  return `<path transform="translate(${by}) translate(16 16) scale(${size}) translate(-16 -16)" d="${shape}"/>`;
}

/** A half that is not there. */
function outline(attributes: string): string {
  return `<path d="M18 3.6A12.6 12.6 0 0 1 18 28.4Z" fill="none" stroke-width="2.2" stroke-linejoin="round" ${attributes}/>`;
}
