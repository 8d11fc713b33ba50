/**
 * The media sections of every link, in their order: the filter of SDPs and the link both go by this table. Pages of
 * later versions may have more of them behind these; earlier ones have fewer, and neither uses what the other lacks.
 */
export const SECTIONS = [
  { source: 'microphone', kind: 'audio' },
  { source: 'camera', kind: 'video' },
  { source: 'data', kind: 'application' },
] as const satisfies readonly Section[];

interface Section {
  readonly source: string;
  readonly kind: 'audio' | 'video' | 'application';
}

/** So many sections a description may have, whatever they are. Each costs a browser memory. */
export const MAX_SECTIONS = 12;
