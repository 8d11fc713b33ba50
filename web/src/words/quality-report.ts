/** What a person copies to somebody who is to find out what is wrong: figures, and nothing that leads to anybody. */
import type { DataUse, LinkQuality, LinkReading, PictureReading } from '@parley/call';
import { pictureText } from './quality.ts';

export interface QualityReportFacts {
  readonly quality: LinkQuality;
  readonly dataUse: DataUse;
  /** What the browser calls itself. */
  readonly userAgent: string;
}

/** In the units of the statistics and in English, whoever reads it. Built from a list of fields: nothing else can get in. */
export function qualityReport({ quality, dataUse, userAgent }: QualityReportFacts): string {
  const { readings, verdict, givenUp } = quality;
  const latest = readings.at(-1);
  const over = (label: string, unit: string, of: (reading: LinkReading) => number | undefined) =>
    `${label}: ${spread(readings.map(of))} ${unit}`;
  return [
    'Parley, connection of a call',
    `Read: ${new Date(latest?.at ?? 0).toISOString()}, ${readings.length} readings`,
    `Verdict: ${[verdict?.level ?? 'unknown', verdict?.side].filter(Boolean).join(', ')}`,
    `Path: ${latest?.path === undefined ? 'unknown' : `${latest.path.kind}, ${latest.path.protocol}`}`,
    over('Round trip', 'ms', ({ roundTripMs }) => roundTripMs),
    over('Sent, lost', '%', ({ sent }) => percent(sent.lossRatio)),
    over('Sent, rate', 'kbit/s', ({ sent }) => kilobits(sent.bitsPerSecond)),
    over('Sent, jitter', 'ms', ({ sent }) => sent.jitterMs),
    over('Received, lost', '%', ({ received }) => percent(received.lossRatio)),
    over('Received, rate', 'kbit/s', ({ received }) => kilobits(received.bitsPerSecond)),
    over('Received, jitter', 'ms', ({ received }) => received.jitterMs),
    `Sent: ${described(latest?.sent.voiceCodec, latest?.sent.camera, latest?.sent.screen)}`,
    `Received: ${described(latest?.received.voiceCodec, latest?.received.camera, latest?.received.screen)}`,
    `Given up: ${givenUp}`,
    `Data use: ${dataUse}`,
    `Browser: ${userAgent}`,
  ].join('\n');
}

/** Now, and from the least to the most. */
function spread(values: readonly (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return 'unknown';
  return `${values.at(-1) ?? 'unknown'} (${Math.min(...known)} to ${Math.max(...known)})`;
}

function described(
  voiceCodec: string | undefined,
  camera: PictureReading | undefined,
  screen: PictureReading | undefined,
): string {
  return `voice ${voiceCodec ?? '–'}; camera ${pictureText(camera)}; screen ${pictureText(screen)}`;
}

function percent(ratio: number | undefined): number | undefined {
  return ratio === undefined ? undefined : Math.round(ratio * 1_000) / 10;
}

function kilobits(bits: number | undefined): number | undefined {
  return bits === undefined ? undefined : Math.round(bits / 1_000);
}
