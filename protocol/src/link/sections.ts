/**
 * What every link is made of, in its order: the filter of SDPs, the link and its offer go by these tables. Pages of later
 * versions may have more sections behind these; earlier ones have fewer, and neither uses what the other lacks.
 */
export const SECTIONS = [
  { kind: 'audio', source: 'microphone' },
  { kind: 'video', source: 'camera' },
  { kind: 'application' },
  { kind: 'video', source: 'screen' },
  { kind: 'audio', source: 'screen-sound' },
] as const satisfies readonly Section[];

interface Section {
  readonly kind: 'audio' | 'video' | 'application';
  /** What is sent in it; undefined: the channels. */
  readonly source?: string;
}

/** What sound and pictures come from. */
export type MediaSource = Extract<(typeof SECTIONS)[number], { source: string }>['source'];

/** The first so many are in every description that there ever was; whoever lacks the rest has no use for it. */
export const MIN_SECTIONS = 3;

/** So many sections a description may have, whatever they are. Each costs a browser memory. */
export const MAX_SECTIONS = 12;

/** The data channels, by their stream IDs, which nobody negotiates. https://www.rfc-editor.org/rfc/rfc8832#section-6 */
export const CHANNELS = { control: 0, chat: 1, files: 2, data: 3, safety: 4 } as const;

export type ChannelName = keyof typeof CHANNELS;
