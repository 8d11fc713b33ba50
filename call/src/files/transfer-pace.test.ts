import { expect, it } from 'vitest';
import type { FlowReading, LinkReading } from '../quality/link-reading.ts';
import type { LinkQuality } from '../quality/quality-feature.ts';
import { judgeQuality } from '../quality/quality-verdict.ts';
import { NOT_YIELDING, yieldTo } from '../quality/sending-policy.ts';
import { TransferPace } from './transfer-pace.ts';

const quality = (change: Partial<LinkQuality>): LinkQuality => ({
  ...{ readings: [], verdict: { level: 'good' }, givenUp: 'nothing' },
  ...change,
});

const ALL = Number.POSITIVE_INFINITY;
const WEAK = 65_536;
const TRIAL = 16_384;
const READING_SECONDS = 2;

it.each([
  [undefined, ALL],
  [quality({}), ALL],
  [quality({ verdict: undefined }), ALL],
  [quality({ verdict: { level: 'weak' } }), WEAK],
  [quality({ givenUp: 'sharpness' }), WEAK],
  [quality({ verdict: { level: 'poor' } }), 0],
  [quality({ verdict: { level: 'weak' }, givenUp: 'the-picture' }), 0],
])('A file yields to sound and picture where no more is known: %j', (link, bytesPerSecond) => {
  const pace = new TransferPace();
  pace.note(link, 0);
  expect(pace.bytesPerSecond).toBe(bytesPerSecond);
});

interface Fare {
  readonly roundTripMs: number;
  readonly lossRatio: number;
}

/** How a link fares beside what is sent of a file. @returns the paces, one after each reading */
function modelled({
  fare,
  readingCount = 300,
  beginsAt = 10,
}: {
  readonly fare: (bytesPerSecond: number, index: number) => Fare;
  readonly readingCount?: number;
  /** The reading at which a file begins. */
  readonly beginsAt?: number;
}): number[] {
  const pace = new TransferPace();
  let readings: LinkReading[] = [];
  let yielding = NOT_YIELDING;
  let movedBytes = 0;
  return Array.from({ length: readingCount }, (_, index) => {
    const wanted = index < beginsAt ? 0 : Math.min(pace.bytesPerSecond, 10e6);
    movedBytes += wanted * READING_SECONDS;
    const { roundTripMs, lossRatio } = fare(wanted, index);
    const flow = { lossRatio } as FlowReading;
    const reading = { roundTripMs, sent: flow, received: { ...flow, lossRatio: 0 } } as LinkReading;
    readings = [...readings, reading].slice(-60);
    yielding = yieldTo(reading, yielding);
    const verdict = judgeQuality(readings);
    pace.note({ readings, verdict, givenUp: yielding.givenUp }, movedBytes);
    return pace.bytesPerSecond;
  });
}

/** As much as chance has it of 200 packets, the same in each run. */
function lossAround(ratio: number, index: number): number {
  const noise = Math.sin(index * 12.9898) * 43_758.5453;
  const chance = (noise - Math.floor(noise) - 0.5) * Math.sqrt(12);
  return Math.max(0, ratio + chance * Math.sqrt((ratio * (1 - ratio)) / 200));
}

it.each([
  ['by satellite', 700, 0],
  ['by satellite, with a queue that is always there', 850, 0],
  ['to a far country', 450, 0],
  ['over radio with some loss', 60, 0.035],
  ['over radio with much loss', 60, 0.11],
])('A link that is always like that gives a file all there is: %s', (_, roundTripMs, ratio) => {
  for (const beginsAt of [0, 10, 200]) {
    const fare = (_bytes: number, index: number) => ({ roundTripMs, lossRatio: lossAround(ratio, index) });
    const paces = modelled({ fare, beginsAt });
    const later = paces.slice(150);
    expect(later.filter((each) => each === ALL).length / later.length).toBeGreaterThan(0.9);
    // Where it was known before the file began, at once.
    if (beginsAt === 200) expect(paces[200]).toBe(ALL);
  }
});

it.each([
  ['a short one', 40, 0],
  ['a long one', 700, 0],
  ['one that loses', 60, 0.035],
])(
  'What a file makes worse it yields to within ten seconds, and tries again now and then: %s',
  (_, ownMs, ratio) => {
    // All there is fills a queue for a second; a little does not.
    for (const [queueMs, lost] of [
      [1_000, 0],
      [0, 0.2],
    ] as const) {
      const fare = (bytes: number, index: number) => ({
        roundTripMs: ownMs + (bytes > WEAK ? queueMs : 0),
        lossRatio: lossAround(ratio, index) + (bytes > WEAK ? lost : 0),
      });
      const paces = modelled({ fare });
      expect(paces[9]).toBe(ALL);
      expect(Math.min(...paces.slice(10, 15))).toBeLessThanOrEqual(WEAK);
      const crowded = paces.slice(15).filter((each) => each === ALL).length;
      expect(crowded).toBeGreaterThan(0);
      expect(crowded / paces.length).toBeLessThan(0.2);
    }
  },
);

it('Where a file makes poor what is not poor without it, it yields; what is poor by itself, or lossy, it does not', () => {
  const shareOfAll = (ownRatio: number, added: number) => {
    const fare = (bytes: number, index: number) => ({
      roundTripMs: 60,
      lossRatio: lossAround(ownRatio + (bytes > WEAK ? added : 0), index),
    });
    const later = modelled({ fare }).slice(20);
    return later.filter((each) => each === ALL).length / later.length;
  };
  // What it adds is little: beyond 10 % in all it is too much.
  expect(shareOfAll(0.08, 0.045)).toBeLessThan(0.1);
  expect(shareOfAll(0.08, 0)).toBeGreaterThan(0.9);
  expect(shareOfAll(0.11, 0.02)).toBeGreaterThan(0.9);
});

it('Where even little is too much, less and less of it is tried, and never nothing for ever', () => {
  const fare = (bytes: number) => ({ roundTripMs: 40 + (bytes > 0 ? 1_000 : 0), lossRatio: 0 });
  const paces = modelled({ fare, readingCount: 900 }).slice(20);
  expect(new Set(paces)).toEqual(new Set([0, TRIAL]));
  const waits = paces
    .map((pace) => (pace === 0 ? '0' : '1'))
    .join('')
    .split(/1+/)
    .map(({ length }) => length)
    .slice(1, -1);
  expect(waits.length).toBeGreaterThan(3);
  expect(Math.max(...waits)).toBeLessThanOrEqual(81);
  expect(paces.filter((pace) => pace > 0).length / paces.length).toBeLessThan(0.1);
});

it('A link that becomes a longer one gives all there is after two minutes', () => {
  const fare = (_bytes: number, index: number) => ({ roundTripMs: index < 50 ? 40 : 450, lossRatio: 0 });
  const paces = modelled({ fare });
  expect(paces[60]).toBe(WEAK);
  expect(paces.slice(115).every((pace) => pace === ALL)).toBe(true);
});

it('Where no trip was measured, that the picture was given up counts', () => {
  const reading = { sent: {}, received: {} } as LinkReading;
  for (const [givenUp, bytesPerSecond] of [
    ['the-picture', 0],
    ['nothing', ALL],
  ] as const) {
    const pace = new TransferPace();
    pace.note(quality({ readings: [reading], givenUp }), 0);
    expect(pace.bytesPerSecond).toBe(bytesPerSecond);
  }
});

it('Another link is judged by itself', () => {
  const pace = new TransferPace();
  pace.note(quality({ verdict: { level: 'poor' } }), 0);
  pace.note(undefined, 0);
  expect(pace.bytesPerSecond).toBe(ALL);
});
