import type { HostWordsState } from '@parley/call';
import { READ_OUT } from '../../testing/call-scenes.ts';

/** Every kind of state of the words that a host reads out, by name. */
export const HOST_WORDS: Readonly<Record<string, HostWordsState>> = {
  'no words yet': { status: 'none' },
  'words that are being drawn': { status: 'drawing' },
  'words to read out': READ_OUT,
  'words that somebody has typed': { ...READ_OUT, isTaken: true },
  'words that hold no longer': { status: 'lapsed' },
  'words that are used up': { status: 'used' },
  'words that could not be had': { status: 'failed', error: 'too-many-tries' },
};
