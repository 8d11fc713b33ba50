/**
 * How fast files may be sent beside a talk. Sound and picture come first: a file yields to what has become worse than the link is by
 * itself. What a long way or radio has always is no reason, since it would be one for ever. Knows no clock: readings in, a pace out.
 */
import type { LinkReading } from '../quality/link-reading.ts';
import type { LinkQuality } from '../quality/quality-feature.ts';
import {
  JUDGED_READINGS,
  judgeQuality,
  POOR_LOSS_RATIO,
  WEAK_LOSS_RATIO,
  WEAK_ROUND_TRIP_MS,
} from '../quality/quality-verdict.ts';

/** Beside a weak link: a small document still gets through, and nothing is crowded out. */
const WEAK_BYTES_PER_SECOND = 64 * 1024;
/** As a trial: as much as the smallest picture takes. */
const TRIAL_BYTES_PER_SECOND = 16 * 1024;
/** A link that takes no longer is judged as it is. */
const USUAL_ROUND_TRIP_MS = 100;
/** So many readings are enough to know how much a link loses: half a minute, some 1,500 packets of a voice. */
const LOSS_READINGS = 15;
/** Of what a link loses by itself: as much is chance in ten seconds. */
const CHANCE_FACTOR = 1.2;
/** What goes beyond that by so much is no chance, however long a file goes on: three standard deviations at a tenth of 1,000 packets. */
const RARE_FACTOR = 1.3;
/** Two minutes: a trip that was never as short again is another way's. */
const PAST_READINGS = 60;
/** Readings that a trial takes before it has gone well; and that it is waited before the first one. */
const TRIAL_READINGS = JUDGED_READINGS;
/** After so many it has begun to show. */
const TRIED_READINGS = 2;
/** Who fails with one waits twice as long before the next, up to 160 s. */
const MAX_PATIENCE = 80;

/** What the link is without files. */
interface OwnQuality {
  /** Infinite: no reading says. */
  readonly roundTripMs: number;
  /** Undefined: too early to say; what is lost counts as if it were a file's fault. */
  readonly lossRatio: number | undefined;
}

export class TransferPace {
  /** Undefined: too early to say. */
  #own: OwnQuality | undefined;
  /** In a row, while nothing of a file went either way. */
  #still: LinkReading[] = [];
  #movedBytes = 0;
  #latest: LinkReading | undefined;
  #bytesPerSecond = Number.POSITIVE_INFINITY;
  /** Readings since it is as it is. */
  #heldCount = 0;
  /** It was less before. */
  #isTrial = false;
  /** So many of them before more is tried. */
  #patience = TRIAL_READINGS;

  /** 0: not at all until the link is better, or a trial is due. */
  get bytesPerSecond(): number {
    return this.#bytesPerSecond;
  }

  /**
   * @param quality with one reading more; undefined: there is no link, or nothing is known of it yet
   * @param movedBytes how much of files has gone either way so far
   */
  note(quality: LinkQuality | undefined, movedBytes: number): void {
    if (quality === undefined) return this.#forget();
    const reading = quality.readings.at(-1);
    const isNew = reading !== undefined && reading !== this.#latest;
    this.#latest = reading;
    if (isNew) this.#measure(reading, quality.readings, movedBytes);
    const pace = this.#paceOf(quality);
    this.#bytesPerSecond = isNew ? this.#tried(pace) : pace;
  }

  /** What another link could carry says nothing of the next one. */
  #forget(): void {
    this.#own = undefined;
    this.#still = [];
    this.#latest = undefined;
    this.#heldCount = 0;
    this.#isTrial = false;
    this.#patience = TRIAL_READINGS;
    this.#bytesPerSecond = Number.POSITIVE_INFINITY;
  }

  /** By what there is while nothing of a file goes; and by the least that there ever is, whatever goes. */
  #measure(reading: LinkReading, readings: readonly LinkReading[], movedBytes: number): void {
    const isStill = movedBytes === this.#movedBytes;
    this.#movedBytes = movedBytes;
    this.#still = isStill ? [...this.#still, reading].slice(-LOSS_READINGS) : [];
    if (this.#still.length >= JUDGED_READINGS) this.#own = ownOf(this.#still);
    const { roundTripMs = Number.POSITIVE_INFINITY, lossRatio } = this.#own ?? {};
    const least = Math.min(roundTripMs, reading.roundTripMs ?? Number.POSITIVE_INFINITY);
    const past = readings.length < PAST_READINGS ? 0 : ownOf(readings).roundTripMs;
    const recent =
      readings.length < LOSS_READINGS ? undefined : ownOf(readings.slice(-LOSS_READINGS)).lossRatio;
    this.#own = {
      roundTripMs: Math.max(least, past),
      lossRatio: recent === undefined ? lossRatio : Math.min(lossRatio ?? recent, recent),
    };
  }

  #paceOf({ readings, verdict, givenUp }: LinkQuality): number {
    const own = this.#own;
    const level = (own && judgeQuality(readings.map((reading) => without(own, reading)))) ?? verdict;
    // What a link never has by itself the picture waits for in vain, and what it was given up for says nothing of files.
    const { roundTripMs = 0, lossRatio = 0 } = own ?? {};
    const isOwn =
      lossRatio >= WEAK_LOSS_RATIO || (Number.isFinite(roundTripMs) && roundTripMs >= WEAK_ROUND_TRIP_MS);
    const lost = isOwn ? 'nothing' : givenUp;
    if (level?.level === 'poor' || isMadePoor(lossRatio, readings) || lost === 'the-picture') return 0;
    if (level?.level === 'weak' || lost !== 'nothing') return WEAK_BYTES_PER_SECOND;
    return Number.POSITIVE_INFINITY;
  }

  /** Less at once; more only after a while, and what was 0 for a while is tried with little, whatever else holds. */
  #tried(pace: number): number {
    const before = this.#bytesPerSecond;
    this.#heldCount += 1;
    if (before === TRIAL_BYTES_PER_SECOND) {
      const hasFailed = pace === 0 && this.#heldCount >= TRIED_READINGS;
      if (!hasFailed && this.#heldCount < TRIAL_READINGS) return before;
      return this.#hold(pace, !hasFailed);
    }
    if (pace < before) return this.#hold(pace, false);
    if (before === Number.POSITIVE_INFINITY) {
      if (this.#heldCount >= TRIAL_READINGS) this.#patience = TRIAL_READINGS;
      return before;
    }
    if (this.#heldCount < this.#patience) return before;
    if (before === 0) return this.#hold(TRIAL_BYTES_PER_SECOND, true);
    return pace === before ? before : this.#hold(pace, true);
  }

  #hold(bytesPerSecond: number, isMore: boolean): number {
    // What was tried a moment ago was too much.
    if (!isMore && this.#isTrial && this.#heldCount <= TRIAL_READINGS)
      this.#patience = Math.min(MAX_PATIENCE, this.#patience * 2);
    this.#isTrial = isMore;
    this.#heldCount = 0;
    return bytesPerSecond;
  }
}

/** A trip's least, and the loss's mean. */
function ownOf(readings: readonly LinkReading[]): OwnQuality {
  const trips = readings.flatMap(({ roundTripMs }) => roundTripMs ?? []);
  const losses = readings.map(lossOf);
  return {
    roundTripMs: Math.min(...trips),
    lossRatio: losses.reduce((total, loss) => total + loss, 0) / Math.max(1, losses.length),
  };
}

/** It loses too much for a talk beside a file, and by itself it does not. */
function isMadePoor(ownLossRatio: number, readings: readonly LinkReading[]): boolean {
  const { lossRatio = 0 } = ownOf(readings.slice(-JUDGED_READINGS));
  const isPoor = lossRatio >= POOR_LOSS_RATIO;
  return isPoor && ownLossRatio < POOR_LOSS_RATIO && lossRatio >= RARE_FACTOR * ownLossRatio;
}

function lossOf({ sent, received }: LinkReading): number {
  return Math.max(sent.lossRatio ?? 0, received.lossRatio ?? 0);
}

/** As on a link like any other. */
function without(own: OwnQuality, reading: LinkReading): LinkReading {
  const longerMs = Number.isFinite(own.roundTripMs) ? Math.max(0, own.roundTripMs - USUAL_ROUND_TRIP_MS) : 0;
  const { roundTripMs, sent, received } = reading;
  const less = (flow: LinkReading['sent']) => ({
    ...flow,
    lossRatio: flow.lossRatio && Math.max(0, flow.lossRatio - CHANCE_FACTOR * (own.lossRatio ?? 0)),
  });
  return {
    ...reading,
    roundTripMs: roundTripMs && Math.max(0, roundTripMs - longerMs),
    sent: less(sent),
    received: less(received),
  };
}
