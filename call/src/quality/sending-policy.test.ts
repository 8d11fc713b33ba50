import { describe, expect, it, test } from 'vitest';
import { aReading } from '../testing/link-readings.ts';
import {
  DATA_USES,
  GIVEN_UP,
  NOT_YIELDING,
  type SendingFacts,
  sendingLimits,
  type Yielding,
  yieldTo,
} from './sending-policy.ts';

const GOOD = aReading();
const BAD = aReading({ sent: { lossRatio: 0.2 } });
const LATE = aReading({ roundTripMs: 1_000 });
const MIDDLING = aReading({ sent: { lossRatio: 0.05 } });

const after = (...readings: readonly (typeof GOOD)[]) =>
  readings.reduce<Yielding>((before, reading) => yieldTo(reading, before), NOT_YIELDING);
const times = (count: number, reading: typeof GOOD) => Array.from({ length: count }, () => reading);

const facts = (scene: Partial<SendingFacts> = {}): SendingFacts => ({
  ...{ dataUse: 'normal', wantedByPeer: undefined, givenUp: 'nothing', ...scene },
});

describe('what is sent at most', () => {
  it('is whatever the browser finds right, as long as nobody asks for less and there is room', () => {
    expect(sendingLimits(facts())).toEqual({ camera: {} });
  });

  it('is less of the camera with everything that is given up, and at last none', () => {
    const heights = GIVEN_UP.map((givenUp) => sendingLimits(facts({ givenUp })).camera);
    expect(heights.map((limit) => limit?.maxHeight)).toEqual([undefined, 360, 180, undefined]);
    expect(heights.map((limit) => limit?.isPaused === true)).toEqual([false, false, false, true]);
  });

  it.each([
    ['this person saves data', facts({ dataUse: 'low' })],
    ['the other does', facts({ wantedByPeer: 'small' })],
  ])('is a small picture where %s', (_, scene) => {
    expect(sendingLimits(scene).camera).toEqual({
      ...{ maxBitsPerSecond: 150_000, maxHeight: 240, maxFramesPerSecond: 15 },
    });
  });

  it.each([
    ['this person wants sound alone', facts({ dataUse: 'audio-only' })],
    ['the other does', facts({ wantedByPeer: 'none' })],
  ])('is no picture where %s', (_, scene) => {
    expect(sendingLimits(scene).camera?.isPaused).toBe(true);
  });

  it('is a small picture made smaller still where there is no room even for that', () => {
    const { camera } = sendingLimits(facts({ dataUse: 'low', givenUp: 'most-of-the-picture' }));
    expect(camera).toEqual({ maxBitsPerSecond: 120_000, maxHeight: 180, maxFramesPerSecond: 12 });
  });

  it('is never less of a voice, nor no screen', () => {
    for (const dataUse of DATA_USES)
      for (const wantedByPeer of [undefined, 'small', 'none'] as const)
        for (const givenUp of GIVEN_UP) {
          const limits = sendingLimits({ dataUse, wantedByPeer, givenUp });
          expect(limits.microphone).toBeUndefined();
          expect(limits['screen-sound']).toBeUndefined();
          expect(limits.screen?.isPaused).toBeUndefined();
        }
  });
});

describe('what is given up', () => {
  it.each([
    ['nothing, when all is well', times(100, GOOD), 'nothing'],
    ['nothing, for one burst', [GOOD, BAD, GOOD, BAD, GOOD], 'nothing'],
    ['nothing, for a little that is lost', times(100, MIDDLING), 'nothing'],
    ['sharpness, after four seconds', times(2, BAD), 'sharpness'],
    ['sharpness, where a queue is full', times(2, LATE), 'sharpness'],
    ['most of the picture, if that did not help', times(4, BAD), 'most-of-the-picture'],
    ['the picture, if that did not help either', times(6, BAD), 'the-picture'],
    ['nothing more than that', times(60, BAD), 'the-picture'],
    ['less again, after ten good seconds', [...times(6, BAD), ...times(5, GOOD)], 'most-of-the-picture'],
    ['no less yet, after eight', [...times(6, BAD), ...times(4, GOOD)], 'the-picture'],
    ['nothing any more, after thirty', [...times(6, BAD), ...times(15, GOOD)], 'nothing'],
  ] as const)('is %s', (_, readings, givenUp) => {
    expect(after(...readings).givenUp).toBe(givenUp);
  });

  it('comes back more slowly with every try that fails, up to 80 s, and quickly again once one has held', () => {
    let state = after(...times(6, BAD));
    const waits = Array.from({ length: 5 }, () => {
      let count = 0;
      for (; state.givenUp === 'the-picture'; count += 1) state = yieldTo(GOOD, state);
      for (const reading of times(2, BAD)) state = yieldTo(reading, state);
      return count;
    });
    expect(waits).toEqual([5, 10, 20, 40, 40]);
    for (const reading of times(200, GOOD)) state = yieldTo(reading, state);
    expect(state).toMatchObject({ givenUp: 'nothing', patience: NOT_YIELDING.patience });
  });
});

test('Whatever is read, one step at a time is taken, and never within two readings of the one before', () => {
  const kinds = [GOOD, BAD, LATE, MIDDLING];
  /** All there is to read in eight readings, begun from each thing that may be given up. */
  const walk = (state: Yielding, sinceStep: number, depth: number): void => {
    if (depth === 0) return;
    for (const reading of kinds) {
      const next = yieldTo(reading, state);
      const step = Math.abs(GIVEN_UP.indexOf(next.givenUp) - GIVEN_UP.indexOf(state.givenUp));
      if (step > 1 || (step === 1 && sinceStep < 1)) throw new Error(`${state.givenUp} to ${next.givenUp}`);
      walk(next, step === 1 ? 0 : sinceStep + 1, depth - 1);
    }
  };
  for (const givenUp of GIVEN_UP) walk({ ...NOT_YIELDING, givenUp }, 1, 7);
});
