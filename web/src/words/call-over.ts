import type { CallErrorCode, EndReason } from '@parley/call';
import type { Message } from '../ui/notice.ts';
import { duration, talkLength } from './durations.ts';
import { paragraph } from './paragraph.ts';

interface Talk {
  /** For how long both were in it; undefined: they never were. */
  readonly talkedMs?: number | undefined;
  /** Empty or undefined: not known. */
  readonly peerName?: string | undefined;
  readonly howItWent?: HowItWent | undefined;
}

/** What is to be said of the connection. */
interface HowItWent {
  readonly weak: 'never' | 'sometimes' | 'often';
  readonly side: 'yours' | 'theirs' | undefined;
}

interface CallFacts extends Talk {
  /** How long the call stays open while nobody is in it; undefined: not to be told. */
  readonly emptyTimeoutSeconds?: number | undefined;
  /** Whoever was its host knows how it ended. */
  readonly isHost?: boolean | undefined;
  /** It was over when they came. */
  readonly isLate?: boolean | undefined;
  /** They could not see it, from before its door: not why it is over either. */
  readonly isUnseen?: boolean | undefined;
}

/** Of a call in which two have talked it says first what it was. */
export function endMessage(reason: EndReason, facts: CallFacts = {}): Message {
  const { emptyTimeoutSeconds, talkedMs, peerName = '', howItWent } = facts;
  const { title, help } = whatHappened(reason, facts);
  const advice =
    reason === 'left' && emptyTimeoutSeconds !== undefined ? staysOpen(emptyTimeoutSeconds) : help;
  if (talkedMs === undefined || reason === 'taken-over') return { title, help: advice };
  const went = howItWent === undefined ? [] : [connectionWas(howItWent)];
  return {
    title: talkWith(talkedMs, peerName),
    help: paragraph(...went, `${title}.`, advice),
  };
}

function whatHappened(
  reason: EndReason,
  { talkedMs, peerName = '', isHost = false, isLate = false, isUnseen = false }: CallFacts,
): Message {
  if (reason === 'host-ended')
    return hostEndedMessage(isHost, isLate, talkedMs === undefined || isLate ? undefined : peerName);
  return reason === 'lapsed' && isUnseen ? unseenEndMessage() : endMessages()[reason];
}

/** Its time may be over, or two may have talked in it until it was. */
function unseenEndMessage(): Message {
  return {
    title: endMessages().lapsed.title,
    help: 'To talk, start a new call and send its link.',
  };
}

/** @param talkedWith the other's name; undefined: the two have not talked, or it was over when this one came, who may not have been there */
function hostEndedMessage(isHost: boolean, isLate: boolean, talkedWith: string | undefined): Message {
  if (!isHost) return guestsEndMessage(talkedWith);
  return isLate ? hostsOldLinkMessage() : endMessages()['host-ended'];
}

/** The new link may be on another device of theirs. */
function hostsOldLinkMessage(): Message {
  return {
    title: 'This link does not lead into a call any more',
    help: 'You have ended the call, or made a new link for it: look in your calls.',
  };
}

/** The database does not say whether the host goes on under another link, nor to whom. */
function guestsEndMessage(talkedWith: string | undefined): Message {
  if (talkedWith === undefined)
    return {
      title: 'This link does not lead into a call any more',
      help: 'The host has ended the call, or made a new link for it. If they expect you, ask them for the link.',
    };
  return {
    title: 'The call has ended',
    help:
      talkedWith === ''
        ? 'The host has ended it for both of you, or made a new link for it, which they can send you.'
        : `${talkedWith} has ended it for both of you, or made a new link for it, which they can send you.`,
  };
}

function connectionWas({ weak, side }: HowItWent): string {
  if (weak === 'never') return 'The connection was good.';
  if (weak === 'often') {
    if (side === 'yours') return 'The connection seemed weak, on your side.';
    return side === 'theirs' ? 'The connection seemed weak, on their side.' : 'The connection seemed weak.';
  }
  if (side === 'yours') return 'The connection seemed weak at times, on your side.';
  return side === 'theirs'
    ? 'The connection seemed weak at times, on their side.'
    : 'The connection seemed weak at times.';
}

function staysOpen(emptyTimeoutSeconds: number): string {
  return `It stays open for ${duration(emptyTimeoutSeconds)} when nobody is in it.`;
}

function talkWith(talkedMs: number, name: string): string {
  if (talkedMs < 60_000)
    return name === '' ? 'Less than a minute together' : `Less than a minute with ${name}`;
  const length = talkLength(talkedMs);
  return name === '' ? `${length} together` : `${length} with ${name}`;
}

/** What the button that starts another call says. */
export function newCallLabel({ talkedMs }: Talk): string {
  return talkedMs === undefined ? 'Start a new call' : 'Call again';
}

export function endMessages(): Readonly<Record<EndReason, Message>> {
  return {
    left: {
      title: 'You left the call',
      help: 'It stays open for a while.',
    },
    'host-ended': {
      title: 'The call has ended',
      help: 'It was ended for both of you. To talk again, start a new call and send its link.',
    },
    cancelled: {
      title: 'This call was called off',
      help: 'Whoever arranged it has cancelled it. Ask them for another time.',
    },
    moved: {
      title: 'This call was moved to another time',
      help: 'The host has just changed when it takes place. The same link lets you in then.',
    },
    'time-over': {
      title: 'The time of this call is over',
      help: 'It was arranged to end now, so it closed for both of you. To go on talking, start a new call.',
    },
    lapsed: {
      title: 'The call is over',
      help: 'Nobody was in it for a while, so it closed by itself. To talk again, start a new call and send its link.',
    },
    dismissed: {
      title: 'The host has asked you to leave',
      help: 'The call does not let you in again. If that was a mistake, ask the host for another call.',
    },
    'taken-over': {
      title: 'You are in this call somewhere else',
      help: 'Another tab or device of yours has taken your place. Go on there, or bring the call back here.',
    },
  };
}

/** What the way to another site says. Of its address the host, as browsers show it: the rest can be made to look like anything. */
export function returnLabel(url: string): string {
  return `Continue to ${new URL(url).host}`;
}

/** What the button that goes back into the same call says; null: going back is of no use. */
export function rejoinLabel(ending: EndReason | CallErrorCode): string | null {
  const labels: Readonly<Record<EndReason | CallErrorCode, string | null>> = {
    left: 'Back in',
    'host-ended': null,
    cancelled: null,
    moved: 'See the new time',
    'time-over': null,
    lapsed: null,
    'taken-over': 'Bring it back here',
    dismissed: null,
    'no-such-call': null,
    'not-host': null,
    'wrong-host-key': null,
    'call-full': 'Try again',
    'outdated-page': 'Reload',
    'signaling-unreachable': 'Try again',
    'signed-out': 'Try again',
    'sign-in-refused': 'Try again',
    'browser-not-verified': 'Try again',
    refused: 'Try again',
    contended: 'Try again',
    'quota-exceeded': 'Try again',
    'peer-unreadable': 'Reload',
    'peer-restless': 'Try again',
    'too-many-calls': null,
    'too-many-rooms': null,
    'too-many-tries': null,
    'insecure-origin': null,
    'no-webrtc': null,
    'not-configured': 'Try again',
    // Browsers remember that it did not come, until the page is reloaded.
    'page-incomplete': null,
    unexpected: 'Try again',
  };
  return labels[ending];
}
