export type Fit = 'contain' | 'cover';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How much of a picture may be cut off to fill its frame: a margin of wall, but nobody's face. */
const MAX_LOSS = 0.25;

/**
 * Whether a picture of somebody should fill its frame, or be shown whole because too much of it would be lost. An upright
 * frame is filled in any case: somebody's face is in the middle, and a picture of a laptop would leave four fifths of a
 * phone black.
 */
export function fitOf(picture: Size, frame: Size): Fit {
  if (Math.min(picture.width, picture.height, frame.width, frame.height) <= 0) return 'contain';
  if (frame.height > frame.width) return 'cover';
  const ratios = [picture.width / picture.height, frame.width / frame.height];
  return 1 - Math.min(...ratios) / Math.max(...ratios) <= MAX_LOSS ? 'cover' : 'contain';
}
