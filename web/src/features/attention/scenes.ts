import type { StageNotices } from './stage-notices.ts';

/** What is said on the stage, by name. */
export const NOTICES: Readonly<Record<string, Partial<StageNotices>>> = {
  'notices on the stage': {
    ...{ isSpeakingWhileMuted: true, givenUp: 'the-picture', isPictureUnwanted: true, name: 'Ada' },
  },
  'a notice that one is muted': { isSpeakingWhileMuted: true },
};
