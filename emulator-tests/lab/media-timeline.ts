/** When pictures and sound came in, as the page's statistics have it. Runs in the page, before it, after `rememberConnections`. */
import type { Page } from 'playwright-core';

/** What came in between one look and the next. */
export interface Tick {
  /** In milliseconds since 1970, as this machine's `Date.now`. */
  readonly at: number;
  readonly framesDecoded: number;
  /** Of all samples that were played, and of those that were made up since nothing had come. */
  readonly samples: number;
  readonly concealedSamples: number;
  readonly audioEnergy: number;
}

declare global {
  interface Window {
    parleyTimeline: Tick[];
  }
}

export function keepTimeline(): void {
  const EVERY_MS = 100;
  const KEPT = 6000;
  window.parleyTimeline = [];
  const last = new Map<string, RTCInboundRtpStreamStats>();
  const look = async () => {
    const tick = { at: 0, framesDecoded: 0, samples: 0, concealedSamples: 0, audioEnergy: 0 };
    for (const [index, connection] of (window.parleyTestConnections ?? []).entries()) {
      if (connection.connectionState === 'closed') continue;
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== 'inbound-rtp') continue;
        const before = last.get(`${index} ${report.id}`);
        last.set(`${index} ${report.id}`, report);
        tick.framesDecoded += (report.framesDecoded ?? 0) - (before?.framesDecoded ?? 0);
        tick.samples += (report.totalSamplesReceived ?? 0) - (before?.totalSamplesReceived ?? 0);
        tick.concealedSamples += (report.concealedSamples ?? 0) - (before?.concealedSamples ?? 0);
        tick.audioEnergy += (report.totalAudioEnergy ?? 0) - (before?.totalAudioEnergy ?? 0);
      }
    }
    tick.at = performance.timeOrigin + performance.now();
    window.parleyTimeline.push(tick);
    if (window.parleyTimeline.length > KEPT) window.parleyTimeline.shift();
    setTimeout(look, EVERY_MS);
  };
  void look();
}

/** What `since` is measured to: the first picture, and the first sound, after which more keep coming. */
export interface Return {
  readonly pictureAt: number;
  readonly soundAt: number;
}

/** In the page. undefined: not yet. */
function findReturn(since: number): Return | undefined {
  // What comes before a way is really cut, and what was on its way then, is followed by a pause.
  const LONGEST_PAUSE_MS = 700;
  const STEADY_FOR_MS = 2000;
  const ticks = window.parleyTimeline.filter(({ at }) => at >= since);
  const first = (isThere: (tick: Tick) => boolean) => {
    let begin: number | undefined;
    let last = Number.NEGATIVE_INFINITY;
    for (const { at } of ticks.filter(isThere)) {
      if (begin === undefined || at - last > LONGEST_PAUSE_MS) begin = at;
      else if (at - begin >= STEADY_FOR_MS) return begin;
      last = at;
    }
    return undefined;
  };
  const pictureAt = first(({ framesDecoded }) => framesDecoded > 0);
  const soundAt = first(
    ({ samples, concealedSamples, audioEnergy }) => samples > concealedSamples && audioEnergy > 0,
  );
  return pictureAt === undefined || soundAt === undefined ? undefined : { pictureAt, soundAt };
}

/** @throws {Error} when they are not back within `patienceMs` from now */
export async function waitForReturn(page: Page, since: number, patienceMs: number): Promise<Return> {
  const found = await page.waitForFunction(findReturn, since, { polling: 100, timeout: patienceMs });
  return (await found.jsonValue()) as Return;
}

export function ticksBetween(page: Page, from: number, until: number): Promise<Tick[]> {
  return page.evaluate(
    ([from, until]) =>
      window.parleyTimeline.filter(({ at }) => at >= (from ?? 0) && at <= (until ?? Infinity)),
    [from, until],
  );
}

/** The longest time without what is asked for, the edges counted. */
export function longestPause(
  ticks: readonly Tick[],
  isThere: (tick: Tick) => boolean,
  from: number,
  until: number,
): number {
  const times = [from, ...ticks.filter(isThere).map(({ at }) => at), until];
  return Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at)));
}

export const hasPicture = ({ framesDecoded }: Tick): boolean => framesDecoded > 0;
export const hasSound = ({ samples, concealedSamples, audioEnergy }: Tick): boolean =>
  samples > concealedSamples && audioEnergy > 0;
