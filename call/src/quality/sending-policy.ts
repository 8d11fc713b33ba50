/**
 * What is sent of everything that could be, and what is given up in which order when the network does not carry it: of the camera first
 * its sharpness, then most of it, then all; of the screen how often it is drawn; of the voice nothing, which is even sent twice. Pure.
 *
 * The browser's congestion control shares out what it believes to be there. It cannot know that of two people who talk the voices
 * matter most, and where packets are lost for want of nothing but a narrower stream, as on radio, it is slow to give way.
 */
import type { WantedPicture } from '@parley/protocol';
import type { SendingLimit, SendingLimits } from '../link/sending-limits.ts';
import type { LinkReading } from './link-reading.ts';
import { POOR_LOSS_RATIO, WEAK_LOSS_RATIO, WEAK_ROUND_TRIP_MS } from './quality-verdict.ts';

/** How much a person lets a call use: whatever is good for it; a small picture each way; or sound alone, each way. */
export type DataUse = 'normal' | 'low' | 'audio-only';

/** From the most to the least. */
export const DATA_USES: readonly DataUse[] = ['normal', 'low', 'audio-only'];

/** What is given up, each with all that is before it. */
export const GIVEN_UP = ['nothing', 'sharpness', 'most-of-the-picture', 'the-picture'] as const;
/** How far this page has given way to a network that does not carry everything: the picture first, the voice never. */
export type GivenUp = (typeof GIVEN_UP)[number];

/** A step further up before any picture: 360 lines are what a phone shows of a face, and 500 kbit/s carry them in VP8. */
const SOFT: SendingLimit = { maxBitsPerSecond: 500_000, maxHeight: 360, maxFramesPerSecond: 24 };
/** One sees whether somebody nods. */
const SMALL: SendingLimit = { maxBitsPerSecond: 120_000, maxHeight: 180, maxFramesPerSecond: 12 };
/** What a person asks for who counts their data: with the voice, twice, about 235 kbit/s each way, 210 MB an hour. */
const THRIFTY: SendingLimit = { maxBitsPerSecond: 150_000, maxHeight: 240, maxFramesPerSecond: 15 };
const PAUSED: SendingLimit = { isPaused: true };
/** Text that stands still needs few pictures. */
const SLOW_SCREEN: SendingLimit = { maxBitsPerSecond: 400_000, maxFramesPerSecond: 5 };

const CAMERA: Readonly<Record<GivenUp, SendingLimit>> = {
  nothing: {},
  sharpness: SOFT,
  'most-of-the-picture': SMALL,
  'the-picture': PAUSED,
};

export interface SendingFacts {
  readonly dataUse: DataUse;
  /** Undefined: all of it. */
  readonly wantedByPeer: WantedPicture | undefined;
  readonly givenUp: GivenUp;
}

/** How much of each source is sent at most. Nothing ever limits the microphone. */
export function sendingLimits({ dataUse, wantedByPeer, givenUp }: SendingFacts): SendingLimits {
  const isThrifty = dataUse !== 'normal' || wantedByPeer !== undefined;
  const isUnwanted = dataUse === 'audio-only' || wantedByPeer === 'none';
  const camera = smaller(smaller(CAMERA[givenUp], isThrifty ? THRIFTY : {}), isUnwanted ? PAUSED : {});
  const isScreenSlow = isThrifty || GIVEN_UP.indexOf(givenUp) >= GIVEN_UP.indexOf('most-of-the-picture');
  return { camera, ...(isScreenSlow && { screen: SLOW_SCREEN }) };
}

function smaller(one: SendingLimit, other: SendingLimit): SendingLimit {
  const least = (key: 'maxBitsPerSecond' | 'maxHeight' | 'maxFramesPerSecond') => {
    const limit = Math.min(one[key] ?? Number.POSITIVE_INFINITY, other[key] ?? Number.POSITIVE_INFINITY);
    return Number.isFinite(limit) ? { [key]: limit } : {};
  };
  return {
    ...least('maxBitsPerSecond'),
    ...least('maxHeight'),
    ...least('maxFramesPerSecond'),
    ...((one.isPaused || other.isPaused) && { isPaused: true }),
  };
}

/** Two readings, four seconds: by then it is no burst, and nobody has hung up yet. */
const BAD_READINGS_BEFORE_LESS = 2;
/** Ten seconds of nothing lost before more is tried. */
const GOOD_READINGS_BEFORE_MORE = 5;
/** Who fails with more waits twice as long before the next try, up to 80 s: pictures that come and go are worse than none. */
const MAX_GOOD_READINGS_BEFORE_MORE = 40;

export interface Yielding {
  readonly givenUp: GivenUp;
  /** In a row, up to the latest. */
  readonly badCount: number;
  readonly goodCount: number;
  /** So many good ones in a row it takes before more is tried. */
  readonly patience: number;
  /** More was tried, and nothing bad has come since. */
  readonly isTrial: boolean;
}

export const NOT_YIELDING: Yielding = {
  ...{ givenUp: 'nothing', badCount: 0, goodCount: 0 },
  ...{ patience: GOOD_READINGS_BEFORE_MORE, isTrial: false },
};

/** What is given up after one more reading. */
export function yieldTo({ sent, roundTripMs }: LinkReading, before: Yielding): Yielding {
  const lossRatio = sent.lossRatio ?? 0;
  // A queue that is full on this side delays everything before it loses anything.
  const isBad = lossRatio >= POOR_LOSS_RATIO || (roundTripMs ?? 0) >= 2 * WEAK_ROUND_TRIP_MS;
  const isGood = lossRatio < WEAK_LOSS_RATIO && (roundTripMs ?? 0) < WEAK_ROUND_TRIP_MS;
  const counted = {
    ...before,
    badCount: isBad ? before.badCount + 1 : 0,
    goodCount: isGood ? before.goodCount + 1 : 0,
  };
  const step = GIVEN_UP.indexOf(before.givenUp);
  const [more, less] = [GIVEN_UP[step - 1], GIVEN_UP[step + 1]];
  if (counted.badCount >= BAD_READINGS_BEFORE_LESS && less !== undefined) {
    const patience = before.isTrial
      ? Math.min(MAX_GOOD_READINGS_BEFORE_MORE, before.patience * 2)
      : before.patience;
    return { givenUp: less, badCount: 0, goodCount: 0, patience, isTrial: false };
  }
  if (counted.goodCount >= before.patience && more !== undefined)
    return { ...counted, givenUp: more, goodCount: 0, isTrial: true };
  // What has held for as long as it took to be tried is no trial any more.
  if (counted.goodCount >= before.patience)
    return { ...counted, isTrial: false, patience: GOOD_READINGS_BEFORE_MORE };
  return counted;
}
