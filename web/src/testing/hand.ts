/** A mouse and a finger, in the middle of something or elsewhere, down for as long as a test likes. */
import { cdp } from 'vitest/browser';

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Hand {
  down(at: Point): Promise<void>;
  /** @param at where it is by then */
  up(at: Point): Promise<void>;
}

export const mouse: Hand = {
  down: (at) => dispatchMouse('mousePressed', at),
  async up(at) {
    await dispatchMouse('mouseMoved', at);
    await dispatchMouse('mouseReleased', at);
  },
};

/** Its page takes touches from then on. */
export const finger: Hand = {
  async down(at) {
    await cdp().send('Emulation.setTouchEmulationEnabled', { enabled: true });
    await dispatchTouch('touchStart', at);
  },
  async up(at) {
    await dispatchTouch('touchMove', at);
    await dispatchTouch('touchEnd');
  },
};

export function middleOf(element: Element): Point {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}

async function dispatchMouse(
  type: 'mousePressed' | 'mouseMoved' | 'mouseReleased',
  at: Point,
): Promise<void> {
  await cdp().send('Input.dispatchMouseEvent', { type, ...onWindow(at), button: 'left', clickCount: 1 });
}

async function dispatchTouch(type: 'touchStart' | 'touchMove' | 'touchEnd', at?: Point): Promise<void> {
  await cdp().send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [onWindow(at)] });
}

/** Tests run in a frame. */
function onWindow({ x, y }: Point): Point {
  const frame = window.frameElement?.getBoundingClientRect();
  return { x: (frame?.x ?? 0) + x, y: (frame?.y ?? 0) + y };
}
