import jsQR from 'jsqr';
import { expect, it } from 'vitest';
import { JOIN_URL } from '../../testing/call-scenes.ts';
import { drawQrCode } from './qr-drawing.ts';

const SCALE = 3;
const QUIET_ZONE = 4;

/** What a camera would see: the path filled black on white, by the rule that SVG has for it by default. */
function paint({ size, path }: { size: number; path: string }): { data: Uint8ClampedArray; width: number } {
  const width = (size + 2 * QUIET_ZONE) * SCALE;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  const isDark = filled(path);
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      if (!isDark((x + 0.5) / SCALE - QUIET_ZONE, (y + 0.5) / SCALE - QUIET_ZONE)) continue;
      data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { data, width };
}

/** Whether a point is inside the path, counting how often its outlines pass to the left of it. */
function filled(path: string): (x: number, y: number) => boolean {
  const edges = [...path.matchAll(/M[^M]*/g)].flatMap(([outline]) => {
    const points = (outline.match(/-?[\d.]+[ ,]-?[\d.]+/g) ?? []).map((pair) =>
      pair.split(/[ ,]/).map(Number),
    );
    return points.map(([x1 = 0, y1 = 0], i) => {
      const [x2 = 0, y2 = 0] = points[(i + 1) % points.length] ?? [];
      return { x1, y1, x2, y2 };
    });
  });
  return (x, y) => {
    let winding = 0;
    for (const { x1, y1, x2, y2 } of edges) {
      if (x1 !== x2 || x1 > x) continue;
      if (y1 <= y && y < y2) winding += 1;
      if (y2 <= y && y < y1) winding -= 1;
    }
    return winding !== 0;
  };
}

it.each([JOIN_URL, `${JOIN_URL}.7k3md2p9xwq4zt8b1hvn7k3md2p9xwq4`])(
  'A camera reads from it what was put in: %s',
  (text) => {
    const drawing = drawQrCode(text);
    if (drawing === undefined) throw new Error('Nothing was drawn');
    const { data, width } = paint(drawing);
    expect(jsQR(data, width, width)?.data).toBe(text);
  },
);

it('There is none of a text that no QR code holds', () => {
  expect(drawQrCode('x'.repeat(5_000))).toBeUndefined();
});
