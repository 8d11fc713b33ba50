import type { SafetyState } from '@parley/call';

/** Whether there are words to compare, by name. */
export const SAFETIES: Readonly<Record<string, SafetyState>> = {
  'words to compare': {
    phase: 'made',
    number: 1_234_567_890_123_456_789n,
    isAnother: false,
    isAfterFailure: false,
  },
  'other words than before': {
    phase: 'made',
    number: 9_876_543_210_987_654_321n,
    isAnother: true,
    isAfterFailure: false,
  },
  'words after some that failed': {
    phase: 'made',
    ...{ number: 1_234_567_890_123_456_789n, isAnother: false, isAfterFailure: true },
  },
  'words before both are there': { phase: 'none' },
  'words that an older page does not make': { phase: 'old-page' },
  'words that do not fit together': { phase: 'broken' },
};
