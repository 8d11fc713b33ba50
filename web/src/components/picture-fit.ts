export type Fit = 'contain' | 'cover';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How much of a picture may be cut off to fill its frame: a margin of wall, but nobody's face. */
const MAX_LOSS = 0.25;

/** Whether a picture should fill its frame, or be shown whole because too much of it would be lost. */
export function fitOf(picture: Size, frame: Size): Fit {
  const ratios = [picture.width / picture.height, frame.width / frame.height];
  // NaN, when either has no size yet, is not less than anything: shown whole.
  return 1 - Math.min(...ratios) / Math.max(...ratios) <= MAX_LOSS ? 'cover' : 'contain';
}
