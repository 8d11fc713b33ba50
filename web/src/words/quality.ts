import type { DataUse, GivenUp, LinkPath, LinkQuality, PictureReading, QualityVerdict } from '@parley/call';
import { html, type TemplateResult } from 'lit';
import { locale } from './locale.ts';

export const qualityWords = () => ({
  panel: 'Connection',
  measuring: 'Measuring…',
  details: (label: string) => `Connection: ${label}. Details`,
  close: 'Close',
  roundTrip: 'There and back',
  lost: 'Lost on the way',
  rate: 'Sent each second',
  yours: 'You send',
  theirs: 'You get',
  picture: 'Picture',
  screen: 'Screen',
  voice: 'Voice',
  copyReport: 'Copy report',
  reportHelp: 'Numbers only: no names, no addresses, no link.',
});

/** Two or three words, for a badge. */
export function verdictLabel(quality: LinkQuality | undefined, name: string): string {
  switch (quality?.verdict?.side) {
    case 'yours':
      return 'Your side is weak';
    case 'theirs':
      return name === '' ? 'Their side is weak' : `${name}’s side is weak`;
    case 'both':
      return 'Weak connection';
    default:
      return quality?.verdict === undefined ? qualityWords().measuring : goodLabel(quality);
  }
}

function goodLabel({ readings }: LinkQuality): string {
  switch (readings.at(-1)?.path?.kind) {
    case 'direct':
      return 'Good, direct';
    case 'relayed':
      return 'Good, relayed';
    case undefined:
      return 'Good';
  }
}

/** What that means. Of two people nobody can measure for sure on whose side something is lost, so it "seems". */
export function verdictSentence(verdict: QualityVerdict | undefined, name: string): string {
  switch (verdict?.side) {
    case 'yours':
      return 'Your connection seems weak. Part of what you send does not arrive.';
    case 'theirs':
      return name === ''
        ? 'Their connection seems weak. Part of what they send does not arrive.'
        : `${name}’s connection seems weak. Part of what they send does not arrive.`;
    case 'both':
      return verdict.level === 'poor'
        ? 'The connection between you is poor: much is late or lost.'
        : 'The connection between you is weak.';
    default:
      return verdict === undefined ? 'It takes a few seconds to say.' : 'You reach each other well.';
  }
}

export function pathSentence(path: LinkPath | undefined): string {
  if (path === undefined) return '';
  const protocol = path.protocol.toUpperCase();
  return path.kind === 'direct'
    ? `Direct, from browser to browser (${protocol}).`
    : `Relayed by a server that cannot look in (${protocol}).`;
}

/** What this side does not send, so that the voice arrives; undefined: nothing worth a word. */
export function givenUpSentence(givenUp: GivenUp): string | undefined {
  const sentences: Readonly<Record<GivenUp, string | undefined>> = {
    nothing: undefined,
    sharpness: 'Your picture is less sharp, to keep your voice clear.',
    'most-of-the-picture': 'Your picture is small, to keep your voice clear.',
    'the-picture': 'Your picture is paused, to keep your voice clear.',
  };
  return sentences[givenUp];
}

function limitationWord(limitedBy: string): string {
  const words: Readonly<Record<string, string>> = { cpu: 'busy device', bandwidth: 'narrow connection' };
  return words[limitedBy] ?? limitedBy;
}

/** `1280 × 720 · 30 fps · VP8 · narrow connection`. */
export function pictureText(picture: PictureReading | undefined): string {
  if (picture === undefined) return '–';
  const { width, height, framesPerSecond, codec, limitedBy } = picture;
  return [
    width !== undefined && height !== undefined ? `${width} × ${height}` : undefined,
    framesPerSecond === undefined ? undefined : `${framesPerSecond} fps`,
    codec,
    limitedBy === undefined ? undefined : limitationWord(limitedBy),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/** Numbers as people of this place write them; what is not known is a dash. */
export const measures = {
  ms: (value: number | undefined) => format(value, { style: 'unit', unit: 'millisecond' }),
  ratio: (value: number | undefined) => format(value, { style: 'percent', maximumFractionDigits: 1 }),
  rate: (value: number | undefined) =>
    value !== undefined && value < 1_000_000
      ? format(value / 1_000, {
          ...{ style: 'unit', unit: 'kilobit-per-second', maximumFractionDigits: 0 },
        })
      : format(value && value / 1_000_000, {
          ...{ style: 'unit', unit: 'megabit-per-second', maximumFractionDigits: 1 },
        }),
};

function format(value: number | undefined, options: Intl.NumberFormatOptions): string {
  return value === undefined ? '–' : new Intl.NumberFormat(locale(), options).format(value);
}

export const dataUseWords = () => ({
  legend: 'What the call may use',
});

export function dataUseLabel(dataUse: DataUse): string {
  const labels: Readonly<Record<DataUse, string>> = {
    normal: 'Best picture',
    low: 'Less data',
    'audio-only': 'Sound only',
  };
  return labels[dataUse];
}

export function dataUseHelp(dataUse: DataUse): string {
  const helps: Readonly<Record<DataUse, string>> = {
    normal: 'As much as your two networks carry.',
    low: 'Small pictures: some 210 MB an hour.',
    'audio-only': 'No pictures: some 80 MB an hour.',
  };
  return helps[dataUse];
}

/** On the stage, where the other’s picture would be. */
export function pictureNotWanted(name: string): string | TemplateResult {
  return name === '' ? 'You asked for sound only' : html`You asked for sound only from <bdi>${name}</bdi>`;
}
