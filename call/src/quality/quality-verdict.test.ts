import { expect, test } from 'vitest';
import { aReading, type ReadingScene } from '../testing/link-readings.ts';
import {
  JUDGED_READINGS,
  judgeQuality,
  POOR_LOSS_RATIO,
  POOR_ROUND_TRIP_MS,
  WEAK_LOSS_RATIO,
  WEAK_ROUND_TRIP_MS,
} from './quality-verdict.ts';

const BELOW = 0.999;
const lost = (lossRatio: number) => ({ lossRatio });

test.each<[string, ReadingScene, ReturnType<typeof judgeQuality>]>([
  ['nothing lost, and near', {}, { level: 'good' }],
  ['a little lost each way', { sent: lost(0.029), received: lost(0.029) }, { level: 'good' }],
  ['lost on the way out', { sent: lost(WEAK_LOSS_RATIO) }, { level: 'weak', side: 'yours' }],
  ['lost on the way in', { received: lost(WEAK_LOSS_RATIO) }, { level: 'weak', side: 'theirs' }],
  ['lost both ways', { sent: lost(0.05), received: lost(0.05) }, { level: 'weak', side: 'both' }],
  ['much lost on the way out', { sent: lost(POOR_LOSS_RATIO) }, { level: 'poor', side: 'yours' }],
  [
    'much lost on the way in, a little on the way out',
    { sent: lost(0.05), received: lost(0.5) },
    { level: 'poor', side: 'both' },
  ],
  ['not that far', { roundTripMs: WEAK_ROUND_TRIP_MS * BELOW }, { level: 'good' }],
  ['far', { roundTripMs: WEAK_ROUND_TRIP_MS }, { level: 'weak', side: 'both' }],
  ['too far to talk', { roundTripMs: POOR_ROUND_TRIP_MS }, { level: 'poor', side: 'both' }],
  [
    'far, and lost on the way in',
    { roundTripMs: 500, received: lost(0.1) },
    { level: 'poor', side: 'theirs' },
  ],
  [
    'a browser that says nothing of either direction',
    { sent: { lossRatio: undefined }, received: { lossRatio: undefined } },
    { level: 'good' },
  ],
])('A link is judged: %s', (_, scene, verdict) => {
  expect(judgeQuality([aReading(scene)])).toEqual(verdict);
});

test('Nothing is said before anything is known', () => {
  const unknown = { lossRatio: undefined };
  expect(judgeQuality([])).toBeUndefined();
  expect(
    judgeQuality([aReading({ roundTripMs: undefined, sent: unknown, received: unknown })]),
  ).toBeUndefined();
});

test('One burst among good readings is no weak link, and is forgotten after ten seconds', () => {
  const good = Array.from({ length: JUDGED_READINGS }, () => aReading());
  const burst = aReading({ sent: lost(WEAK_LOSS_RATIO * JUDGED_READINGS) });
  expect(judgeQuality([...good, aReading({ sent: lost(0.14) })])).toEqual({ level: 'good' });
  expect(judgeQuality([...good, burst])).toEqual({ level: 'weak', side: 'yours' });
  expect(judgeQuality([burst, ...good])).toEqual({ level: 'good' });
});
