/** How fast a file may be sent beside a talk. Sound and picture come first. Pure. */
import type { LinkQuality } from '../quality/quality-feature.ts';

/** Beside a weak link: a small document still gets through, and nothing is crowded out. */
const WEAK_BYTES_PER_SECOND = 64 * 1024;

/** @returns in bytes per second; 0: not at all until the link is better. Undefined quality: nothing is known yet */
export function transferPace(quality: LinkQuality | undefined): number {
  if (quality === undefined) return Number.POSITIVE_INFINITY;
  const { verdict, givenUp } = quality;
  if (verdict?.level === 'poor' || givenUp === 'the-picture') return 0;
  if (verdict?.level === 'weak' || givenUp !== 'nothing') return WEAK_BYTES_PER_SECOND;
  return Number.POSITIVE_INFINITY;
}
