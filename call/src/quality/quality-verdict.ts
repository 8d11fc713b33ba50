/** How good a link is for two people who talk, and on whose side it is weak. Pure: readings in, a verdict out. */
import type { LinkReading } from './link-reading.ts';

/**
 * Loss that a talk should not have: ITU-T G.1010, table I.1 (conversational voice: less than 3 % of the packets).
 */
export const WEAK_LOSS_RATIO = 0.03;
/**
 * Loss above which congestion control itself gives way (draft-ietf-rmcat-gcc-02, section 6); at it, Opus with its forward error correction
 * conceals 8–10 % of a voice, as measured.
 */
export const POOR_LOSS_RATIO = 0.1;
/**
 * Round trips. ITU-T G.114: from mouth to ear 300 ms leave some people dissatisfied, and 400 ms are too long for any talk. Microphone,
 * codec and jitter buffer take about 100 ms of either; half of the round trip is the rest.
 */
export const WEAK_ROUND_TRIP_MS = 400;
export const POOR_ROUND_TRIP_MS = 600;
/** So many readings are looked at together: one lost burst is no weak connection, and ten seconds are. */
export const JUDGED_READINGS = 5;

/** How good the connection is for a talk, by the loss and the round trip of its last ten seconds. */
export interface QualityVerdict {
  readonly level: 'good' | 'weak' | 'poor';
  /**
   * On whose side it seems to be weak: `yours`, `theirs`, or `both`, which is also a long way between the two. What is lost on the way to the
   * other is put down to this side, and the other way round: most people's ways out are narrower than their ways in.
   */
  readonly side?: 'yours' | 'theirs' | 'both';
}

/** @param readings the latest is the last; undefined is returned while nothing is known */
export function judgeQuality(readings: readonly LinkReading[]): QualityVerdict | undefined {
  const judged = readings.slice(-JUDGED_READINGS);
  const sent = mean(judged.map(({ sent }) => sent.lossRatio));
  const received = mean(judged.map(({ received }) => received.lossRatio));
  const roundTripMs = mean(judged.map((reading) => reading.roundTripMs));
  if (sent === undefined && received === undefined && roundTripMs === undefined) return undefined;
  const lost = Math.max(sent ?? 0, received ?? 0);
  const isPoor = lost >= POOR_LOSS_RATIO || (roundTripMs ?? 0) >= POOR_ROUND_TRIP_MS;
  const isWeak = lost >= WEAK_LOSS_RATIO || (roundTripMs ?? 0) >= WEAK_ROUND_TRIP_MS;
  if (!isWeak) return { level: 'good' };
  const [isYours, isTheirs] = [(sent ?? 0) >= WEAK_LOSS_RATIO, (received ?? 0) >= WEAK_LOSS_RATIO];
  const side = isYours === isTheirs ? 'both' : isYours ? 'yours' : 'theirs';
  return { level: isPoor ? 'poor' : 'weak', side };
}

function mean(numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((number) => number !== undefined);
  return known.length === 0 ? undefined : known.reduce((total, number) => total + number, 0) / known.length;
}
