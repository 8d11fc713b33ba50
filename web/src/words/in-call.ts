import type { CallState, ScreenErrorCode } from '@parley/call';
import type { PeerPresence } from '@parley/protocol';
import { html, type TemplateResult } from 'lit';
import type { Message } from '../ui/notice.ts';
import type { Status } from '../ui/status-line.ts';
import { duration } from './durations.ts';
import { callErrorMessage } from './errors.ts';
import { messageParagraph, paragraph } from './paragraph.ts';
import { peerNameOf } from './peer-name.ts';
import { waitingMessage } from './waiting.ts';

export const inCallWords = () => ({
  invitation: 'Link of this call',
  invitationLabel: 'Link and ID of this call',
  close: 'Close',
  tryAgain: 'Try again',
  connectDirectly: 'Connect directly',
  screenIsComing: 'Their screen is coming…',
  length: 'Length of the call',
  freeSeat: 'Let anybody take their place now',
  noted: 'I see',
  dismiss: 'Dismiss',
  hear: 'Tap to hear',
});

export const controlWords = () => ({
  label: 'Call controls',
  share: 'Share screen',
  shareCaption: 'Share',
  stopSharing: 'Stop sharing',
  stop: 'Stop',
  chatCaption: 'Chat',
  more: 'More',
  leave: 'Leave',
  ways: 'More ways to leave',
  leaveOnly: 'Leave, and let them stay',
  end: 'End for both',
  endQuestion: 'End the call for both of you?',
  endConsequence: 'The call closes, and its link and ID stop working. If you only leave, they can stay.',
  endRefusal: 'Stay in the call',
  endConfirmation: 'End the call',
});

export const screenWords = () => ({
  sharing: (hasSound: boolean) =>
    hasSound ? 'You are sharing your screen and its sound' : 'You are sharing your screen',
  stop: 'Stop sharing',
  smooth: 'Share smoothly, for videos',
  sharp: 'Share sharply, for text',
});

/** Why one's own screen is not shared. */
export function screenMessage(problem: ScreenErrorCode): Message {
  const messages: Readonly<Record<ScreenErrorCode, Message>> = {
    refused: {
      title: 'Your screen is not shared',
      help: 'You closed the question, or your browser does not allow sharing for this site. Press Share screen to choose again.',
    },
    'blocked-by-system': {
      title: 'Your system hides the screen from this browser',
      help: 'Allow this browser to record the screen in your system’s privacy settings, then share it again.',
    },
    'not-found': {
      title: 'There is no screen to share',
      help: 'Your browser found no screen, window or tab that it could show.',
    },
    'not-readable': {
      title: 'This screen cannot be shared',
      help: 'Your system or another program keeps it to itself. Choose another window or tab.',
    },
    'somebody-else': {
      title: 'You share your screen no more',
      help: 'Somebody else has come in than the one who saw it. Press Share screen if they are to see it.',
    },
    unknown: {
      title: 'Your screen could not be shared',
      help: 'Your browser does not say why. Try again, or choose another window or tab.',
    },
  };
  return messages[problem];
}

/** To whoever cannot see that it has come. */
export function theirScreen(name: string): string | TemplateResult {
  return name === '' ? 'They are sharing their screen' : html`<bdi>${name}</bdi> is sharing their screen`;
}

export function screenLabel(name: string): string {
  return name === '' ? 'Their screen' : `${name}’s screen`;
}

/** Of the pictures and how they stand. */
export const pictureWords = (name: string) => ({
  enlargePeer: name === '' ? 'Make their picture large' : `Make ${name}’s picture large`,
  enlargeScreen: name === '' ? 'Make their screen large' : `Make ${name}’s screen large`,
  enlargeSelf: 'Make your own picture large',
  moveHint: 'Arrow keys and dragging move it to another corner.',
  popOut: 'Pop out',
  popIn: 'Bring back',
  fill: 'Fill the window',
  showAll: 'Show the whole picture',
  swap: 'Swap pictures',
  move: 'Next corner for small pictures',
  hideSelf: 'Hide your own picture',
  showSelf: 'Show your own picture',
  fullScreen: 'Full screen',
  leaveFullScreen: 'Leave full screen',
});

export const timeLeftWords = () => ({
  endsWithin: (seconds: number) => `This call ends within ${duration(seconds)}.`,
  endsIn: (left: string) => html`Ends in <span class="left" role="timer">${left}</span>`,
  extend: (seconds: number) => `Add ${duration(seconds)}`,
});

export function callHeading(name: string): string | TemplateResult {
  return name === '' ? 'Your call' : html`Call with <bdi>${name}</bdi>`;
}

/**
 * What is wrong with the link just now; undefined: nothing, as far as is known.
 * @param isOnline false: this device has no network, so that it is not the other who is missing
 */
export function mendingSentence(state: CallState, isOnline: boolean): string | undefined {
  const isStalled = state.phase === 'connected' && state.isStalled;
  if (state.phase !== 'reconnecting' && !isStalled) return undefined;
  if (!isOnline) return 'You are offline. The call goes on when your network is back.';
  if (isGoingOver(state)) return goingOver();
  return isStalled ? 'Nothing comes through. Looking for another way…' : 'Connection lost. Reconnecting…';
}

const goingOver = () => 'The call has a new link. Connecting again…';

function isGoingOver(state: CallState): boolean {
  return state.phase === 'reconnecting' && state.isGoingOver === true;
}

/** How the call stands, for somebody who is in it. @param rungName as for `waitingMessage` */
export function inCallStatus(state: CallState, lastName = '', isOnline = true, rungName = ''): Status {
  const name = peerNameOf(state);
  if (!isOnline && isLinkMissed(state)) return { glyph: 'reconnecting', text: 'You are offline' };
  switch (state.phase) {
    case 'waiting':
      return { glyph: 'alone', text: waitingMessage(state, lastName, rungName).title };
    case 'connecting':
      return { glyph: 'connecting', text: connecting(name) };
    case 'connected':
      if (state.isStalled) return { glyph: 'unstable', text: 'The connection is unstable' };
      // The two pages are connected, and it is not known yet with whom.
      if (state.peer === undefined) return { glyph: 'connecting', text: connecting(name) };
      if (!state.peer.hasEntered) return { glyph: 'connecting', text: inTheLobby(name) };
      return { glyph: 'connected', text: connectedWith(name) };
    case 'reconnecting':
      return {
        glyph: 'reconnecting',
        text: isGoingOver(state) ? goingOver() : 'Connection lost. Reconnecting…',
      };
    default:
      return { glyph: 'connecting', text: 'Getting the call ready…' };
  }
}

/** Whatever is said of the other may be for want of a network here. */
function isLinkMissed(state: CallState): boolean {
  if (state.phase === 'waiting') return state.because === 'no-route' || state.because === 'peer-gone';
  return state.phase === 'connecting' || mendingSentence(state, true) !== undefined;
}

function connecting(name: string): string | TemplateResult {
  return name === '' ? 'They are here. Connecting…' : html`<bdi>${name}</bdi> is here. Connecting…`;
}

function inTheLobby(name: string): string | TemplateResult {
  return name === '' ? 'They are in the lobby' : html`<bdi>${name}</bdi> is in the lobby`;
}

function connectedWith(name: string): string | TemplateResult {
  return name === ''
    ? 'Connected'
    : html`<span class="visually-hidden">Connected with</span> <bdi>${name}</bdi>`;
}

/** What is wrong with signaling meanwhile; undefined: nothing. */
export function troubleOf(state: CallState): string | undefined {
  if (!('trouble' in state) || state.trouble === undefined) return undefined;
  const message = callErrorMessage(state.trouble);
  // A running call needs nobody but the two browsers, so what to do about the server can wait.
  return state.phase === 'connected'
    ? paragraph(`${message.title}.`, 'Your call goes on without it.')
    : messageParagraph(message);
}

/** To the host, when the seat of the guest has passed to another user. */
export function otherGuestMessage(): Message {
  return {
    title: 'This guest is not the one who was here before',
    help: 'It is another browser than the one that left, whatever name it gives. If you do not know why, ask who it is before you go on.',
  };
}

export function remotePictureLabel(name: string): string {
  return name === '' ? 'Their picture' : `${name}’s picture`;
}

/**
 * Why there is nothing to see of the other; undefined: there is, or it is not known why.
 * @param mending what is wrong with the link: whatever they said last may be past
 */
export function remotePictureAbsence(
  name: string,
  peer: PeerPresence | undefined,
  mending: string | undefined,
): string | TemplateResult | undefined {
  if (mending !== undefined) return mending;
  if (peer === undefined) return undefined;
  if (!peer.hasEntered) return 'You will see and hear each other once they join.';
  if (!peer.isCameraOn) return name === '' ? 'Their camera is off' : html`<bdi>${name}</bdi>’s camera is off`;
  return undefined;
}

/** On the other's picture, beside a microphone that is crossed out. */
export function microphoneOff(name: string): string | TemplateResult {
  return name === ''
    ? html`<bdi>Microphone off</bdi>`
    : html`<span class="visually-hidden">Microphone off:</span> <bdi>${name}</bdi>`;
}
