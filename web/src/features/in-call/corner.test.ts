import { expect, test } from 'vitest';
import { type Corner, cornerAfterKey, nearestCorner } from './corner.ts';

const END: Corner = { block: 'end', inline: 'end' };
const TOP: Corner = { block: 'start', inline: 'end' };
const SIDE: Corner = { block: 'end', inline: 'start' };

test.each([
  ['ArrowUp', false, TOP],
  ['ArrowLeft', false, SIDE],
  ['ArrowRight', true, SIDE],
  ['ArrowRight', false, undefined],
  ['ArrowLeft', true, undefined],
  ['ArrowDown', false, undefined],
  ['Enter', false, undefined],
])('%s leads from the last corner (right to left: %s) to %o', (key, isRightToLeft, next) => {
  expect(cornerAfterKey(END, key, isRightToLeft)).toEqual(next);
});

test.each([
  [{ x: 790, y: 390 }, false, END],
  [{ x: 790, y: 10 }, false, TOP],
  [{ x: 10, y: 390 }, false, SIDE],
  [{ x: 10, y: 390 }, true, END],
  [{ x: 790, y: 390 }, true, SIDE],
])('what is let go of at %o (right to left: %s) goes to %o', (point, isRightToLeft, corner) => {
  const frame = { left: 0, top: 0, width: 800, height: 400 } as DOMRectReadOnly;
  expect(nearestCorner(point, frame, isRightToLeft)).toEqual(corner);
});
