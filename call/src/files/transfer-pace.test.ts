import { expect, it } from 'vitest';
import type { LinkQuality } from '../quality/quality-feature.ts';
import { transferPace } from './transfer-pace.ts';

const quality = (change: Partial<LinkQuality>): LinkQuality => ({
  ...{ readings: [], verdict: { level: 'good' }, givenUp: 'nothing' },
  ...change,
});

it.each([
  [undefined, Number.POSITIVE_INFINITY],
  [quality({}), Number.POSITIVE_INFINITY],
  [quality({ verdict: undefined }), Number.POSITIVE_INFINITY],
  [quality({ verdict: { level: 'weak' } }), 65_536],
  [quality({ givenUp: 'sharpness' }), 65_536],
  [quality({ verdict: { level: 'poor' } }), 0],
  [quality({ verdict: { level: 'weak' }, givenUp: 'the-picture' }), 0],
])('A file yields to sound and picture: %j', (link, pace) => {
  expect(transferPace(link)).toBe(pace);
});
