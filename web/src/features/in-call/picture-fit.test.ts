import { expect, test } from 'vitest';
import { fitOf } from './picture-fit.ts';

test('A picture of about the frame’s shape fills it', () => {
  expect(fitOf({ width: 1280, height: 720 }, { width: 1256, height: 660 })).toBe('cover');
  expect(fitOf({ width: 640, height: 480 }, { width: 1600, height: 900 })).toBe('cover');
});

test('An upright frame is filled, as of a phone that shows a laptop’s camera', () => {
  expect(fitOf({ width: 1280, height: 720 }, { width: 390, height: 844 })).toBe('cover');
});

test('A picture that would lose more than a quarter of a lying frame is shown whole', () => {
  expect(fitOf({ width: 720, height: 1280 }, { width: 1256, height: 660 })).toBe('contain');
});

test('A picture or a frame without a size is shown whole', () => {
  expect(fitOf({ width: 0, height: 0 }, { width: 100, height: 100 })).toBe('contain');
  expect(fitOf({ width: 100, height: 100 }, { width: 0, height: 0 })).toBe('contain');
});
