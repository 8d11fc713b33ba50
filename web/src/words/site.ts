import type { CallState } from '@parley/call';
import type { CallIdProblem } from '@parley/protocol';
import type { Message } from '../ui/notice.ts';
import { callIdProblem } from './call-id.ts';
import { paragraph } from './paragraph.ts';
import { peerNameOf } from './peer-name.ts';

type Page = 'home' | 'call' | 'schedule' | 'scheduled-call' | 'broken-link' | 'not-found';

/** What the browser's tab says. */
export function pageTitle(page: Page): string {
  const titles: Readonly<Record<Page, string>> = {
    home: 'Parley: video calls for two',
    call: 'Call · Parley',
    schedule: 'Schedule a call · Parley',
    'scheduled-call': 'Scheduled call · Parley',
    'broken-link': 'Nothing here · Parley',
    'not-found': 'Nothing here · Parley',
  };
  return titles[page];
}

/** What the tab of a call says: how it stands, in the words that are left when there are many tabs. */
export function callTitle(state: CallState, roomName = ''): string {
  const usual = callWith(roomName);
  switch (state.phase) {
    case 'connected':
      return state.hasEntered && state.peer?.hasEntered === true
        ? callWith(peerNameOf(state) || roomName)
        : usual;
    case 'reconnecting':
      return 'Reconnecting… · Parley';
    case 'waiting':
      return state.hasEntered ? 'Waiting · Parley' : usual;
    case 'ended':
    case 'failed':
      return 'Call over · Parley';
    default:
      return usual;
  }
}

function callWith(name: string): string {
  return name === '' ? pageTitle('call') : `${name} · Parley`;
}

/** What several pages say. */
export const siteWords = () => ({
  backToStart: 'Back to start',
  reload: 'Reload',
});

/** Asked of whoever goes elsewhere in the middle of a call. */
export const leaveCallWords = () => ({
  question: 'Leave the call?',
  consequence: 'You can come back in.',
  refusal: 'Stay',
  confirmation: 'Leave',
});

/** @param problem what is wrong with the link's call ID; undefined: it was no join link at all */
export function lostMessage(problem?: CallIdProblem): Message {
  if (problem === undefined) {
    return {
      title: 'There is nothing at this address',
      help: 'Check the link that you followed, or start from the beginning.',
    };
  }
  return {
    title: 'This link does not lead to a call',
    help: paragraph(callIdProblem(problem), 'Ask for the link again, or paste it on the start page.'),
  };
}

/** Before anything is begun: what a browser without storage cannot do later. */
export function forgetfulMessage(): Message {
  return {
    title: 'This browser keeps nothing for this site',
    help: 'Calls work all the same, and so does reloading the page. But once you close its tab you cannot come back to a call as its host, unless by the host link of one that you scheduled. To change that, let this site store data.',
  };
}
