import type { CallIdProblem } from '@parley/protocol';

/** Why what was pasted or followed leads to no call. */
export function callIdProblem(problem: CallIdProblem): string {
  const sentences: Readonly<Record<CallIdProblem, string>> = {
    empty: 'Paste the call ID or link that you were sent.',
    'too-short': 'This ID is too short: a call ID has 20 letters and digits. Part of it may be missing.',
    'too-long': 'This ID is too long: a call ID has 20 letters and digits. Paste it on its own.',
    'bad-character':
      'This is not a call ID or link. An ID has 20 letters and digits; a link has the ID after its # sign.',
    several: 'This leads to more than one call. Paste only the link or ID of the one that you want.',
    'host-key-damaged':
      'This is a host link, and the end of it is missing or damaged. Copy it again, whole, to be the host.',
  };
  return sentences[problem];
}
