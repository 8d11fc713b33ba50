import type { CallIdProblem } from '@parley/protocol';
import type { CallErrorCode } from '../call/call-error.ts';
import type { EarlyReason, EndReason, WaitingReason } from '../call/call-state.ts';
import type { ScheduleProblem } from '../components/schedule-draft.ts';
import type { MediaErrorCode, MediaProblem } from '../rtc/media-error.ts';

/** What a person is told: what happened, and what they can do. */
export interface Message {
  /** What happened, without a full stop. */
  readonly title: string;
  /** What to do about it, in whole sentences. */
  readonly help: string;
}

export const CALL_ERROR_MESSAGES: Readonly<Record<CallErrorCode, Message>> = {
  'no-such-call': {
    title: 'There is no such call',
    help: 'It may have ended, or the ID may have changed on its way to you. Ask for the link again, or start a call of your own.',
  },
  'not-host': {
    title: 'Another browser is the host of this call',
    help: 'Only the host can change it. Open the host link in this browser to become the host here, then try again.',
  },
  'wrong-host-key': {
    title: 'This host link does not work any more',
    help: 'It may have been replaced by a newer one, or part of it is missing. Ask whoever sent it for the newest, or join by the link for guests.',
  },
  'call-full': {
    title: 'This call is full',
    help: 'A call has two places, and both are taken. If one of them is yours on another device, leave there first, then try again.',
  },
  'outdated-page': {
    title: 'This page is older than the call',
    help: 'Parley was updated after this page was loaded. Reload it, and the call will let you in.',
  },
  'signaling-unreachable': {
    title: 'Parley cannot reach its server',
    help: 'Check your internet connection and try again. Some networks block it; another network may let it through.',
  },
  'signed-out': {
    title: 'This browser was signed out',
    help: 'Its site data was cleared, or the sign-in was withdrawn. Try again and Parley will sign you in anew.',
  },
  'sign-in-refused': {
    title: 'Parley could not sign you in',
    help: 'This site does not let guests in at the moment. Try again later; if the site is yours, enable anonymous sign-in in its Firebase project.',
  },
  'browser-not-verified': {
    title: 'This site could not check your browser',
    help: 'It has Google check that a browser is a real one, and that did not work. An extension or a network that blocks Google is often the cause: let it through for this site, then try again.',
  },
  refused: {
    title: 'The server did not accept this',
    help: 'This page may be out of date, or this device’s clock may be wrong. Check the clock, reload the page and try again.',
  },
  contended: {
    title: 'The server is busy with this call',
    help: 'Something else keeps reading or changing it at the same moment. Parley tries again by itself; if that goes on, try again in a minute.',
  },
  'quota-exceeded': {
    title: 'This site has used up its allowance',
    help: 'Its database takes no more for now. The allowance is renewed every day, so try again later.',
  },
  'peer-unreadable': {
    title: 'Your page and theirs do not understand each other',
    help: 'One of you may have a newer version of it. Reload the page, and ask the other person to do the same.',
  },
  'peer-restless': {
    title: 'No connection came about',
    help: 'The other page began anew many times, and each time it came to nothing. Ask the other person to close it, then try again.',
  },
  'too-many-calls': {
    title: 'You have made many calls in a short time',
    help: 'To keep the site open for everybody, one browser can make 20 calls an hour. Use one that you have made, or wait a while.',
  },
  'insecure-origin': {
    title: 'This address is not secure',
    help: 'Browsers allow calls only on addresses that begin with https://. Open this page at such an address.',
  },
  'no-webrtc': {
    title: 'This browser cannot make video calls',
    help: 'It has no WebRTC, or a setting or an extension has switched it off. Switch it on, or use a current Chrome, Edge, Firefox or Safari.',
  },
  'not-configured': {
    title: 'This site is not set up yet',
    help: 'Its Firebase configuration could not be read. Reload the page; if the site is yours, follow the steps for deploying it.',
  },
  'page-incomplete': {
    title: 'Part of this page could not be loaded',
    help: 'The connection may be down, or the site was renewed while this page was open. Check your connection, then reload the page.',
  },
  unexpected: {
    title: 'Something went wrong in this page',
    help: 'That is a fault of the page, not yours. Reload it and try again.',
  },
};

/** Before anything is begun: what a browser without storage cannot do later. */
export const FORGETFUL_MESSAGE: Message = {
  title: 'This browser keeps nothing for this site',
  help: 'Calls work all the same, and so does reloading the page. But once you close its tab you cannot come back to a call as its host, unless by the host link of one that you scheduled. To change that, let this site store data.',
};

export const END_MESSAGES: Readonly<Record<EndReason, Message>> = {
  left: {
    title: 'You left the call',
    help: 'It stays open for a while. You can go back in, or leave it at that.',
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
  'taken-over': {
    title: 'You are in this call somewhere else',
    help: 'Another tab or device of yours has taken your place. Go on there, or bring the call back here.',
  },
};

/** What the message for `left` helps with once it is known how long an empty call stays open. */
export function helpAfterLeaving(openFor: string): string {
  return `It stays open for ${openFor} when nobody is in it. You can go back in, or leave it at that.`;
}

export const WAITING_MESSAGES: Readonly<Record<WaitingReason, Message>> = {
  'nobody-came': {
    title: 'Nobody else is here yet',
    help: 'Send the link or the ID to the person you want to talk to. You will see each other as soon as they join.',
  },
  'peer-left': {
    title: 'They have left the call',
    help: 'They can come back with the same link for as long as you stay, if their browser still knows them.',
  },
  'peer-gone': {
    title: 'They have dropped out',
    help: 'Their connection broke and did not come back. The same link lets them in again for as long as you stay, if their browser still knows them.',
  },
  'no-route': {
    title: 'Your two networks do not let you through to each other',
    help: 'They are here, but no way to them was found: a firewall, most likely. One of you on another network, such as a phone’s, often helps.',
  },
};

/** To the host, when the seat of the guest has passed to another user. */
export const OTHER_GUEST_MESSAGE: Message = {
  title: 'This guest is not the one who was here before',
  help: 'It is another browser than the one that left, whatever name it gives. If you do not know why, ask who it is before you go on.',
};

/** Before the door: why there is no seat yet, and what happens next. */
export const EARLY_MESSAGES: Readonly<Record<EarlyReason, string>> = {
  'not-open': 'It is not open yet. This page lets you in when it is time.',
  'host-absent': 'The host is not here yet. This page lets you in when they come.',
  kept: 'Somebody has just left, and their place is kept for them for a minute. This page lets you in if they do not come back.',
  'kept-for-you': 'You have just left, and for a minute nobody else can take your place. Join to go back in.',
  'looked-at': 'Somebody else has opened the link, but has not joined. Whoever joins first is in.',
  'host-elsewhere': 'The host’s place is taken on another device. If you join, it is yours here.',
  'other-tab': 'You are in this call in another tab of this browser.',
  'not-joined': 'Nothing is connected before you join.',
};

export const CALL_ID_PROBLEM_MESSAGES: Readonly<Record<CallIdProblem, string>> = {
  empty: 'Paste the call ID or link that you were sent.',
  'too-short': 'This ID is too short: a call ID has 20 letters and digits. Part of it may be missing.',
  'too-long': 'This ID is too long: a call ID has 20 letters and digits. Paste it on its own.',
  'bad-character':
    'This is not a call ID or link. An ID has 20 letters and digits; a link has the ID after its # sign.',
  several: 'This leads to more than one call. Paste only the link or ID of the one that you want.',
  'host-key-damaged':
    'This is a host link, and the end of it is missing or damaged. Copy it again, whole, to be the host.',
};

export const SCHEDULE_PROBLEM_MESSAGES: Readonly<Record<ScheduleProblem, string>> = {
  'date-missing': 'Choose the day of the call.',
  'time-missing': 'Choose when the call starts.',
  'time-skipped': 'The clocks are put forward over this time on this day, so it never comes. Choose another.',
  'in-the-past': 'This is over already. Choose a time that is still to come.',
  'too-far-ahead': 'This is more than a year away. A call can be scheduled for up to 366 days ahead.',
  'time-zone-unknown': 'This is not a time zone. Choose one from the list, such as Europe/Berlin.',
};

export const MEDIA_MESSAGES: Readonly<
  Record<MediaProblem['device'] | 'both', Readonly<Record<MediaErrorCode, Message>>>
> = {
  camera: {
    'permission-denied': {
      title: 'Your browser blocks the camera',
      help: 'Allow the camera for this site, beside the address at the top of the browser, then try again.',
    },
    'blocked-by-system': {
      title: 'Your system blocks the camera',
      help: 'Let this browser use the camera in your system’s privacy settings, then try again.',
    },
    'not-found': {
      title: 'No camera was found',
      help: 'Connect one and try again, or go on without: you will still see and hear them.',
    },
    disconnected: {
      title: 'Your camera was disconnected',
      help: 'Connect it again and it goes on by itself, or try another.',
    },
    'no-answer': {
      title: 'Your camera does not answer',
      help: 'Close other programs that use it or connect it anew, then try again. The call works without it.',
    },
    'muted-by-system': {
      title: 'Your system has muted the camera',
      help: 'They cannot see you. Look for a key, a switch on the device or a setting of your system that does so; it goes on by itself.',
    },
    unsupported: {
      title: 'This app’s browser cannot use a camera',
      help: 'You may have opened the link inside another app. Open it in your browser instead: Chrome, Edge, Firefox or Safari.',
    },
    'in-use': {
      title: 'Your camera is busy',
      help: 'Another program may be using it. Close that program, then try again.',
    },
    unknown: {
      title: 'Your camera did not start',
      help: 'Try again. If that does not help, unplug the camera or restart the browser.',
    },
  },
  microphone: {
    'permission-denied': {
      title: 'Your browser blocks the microphone',
      help: 'Allow the microphone for this site, beside the address at the top of the browser, then try again.',
    },
    'blocked-by-system': {
      title: 'Your system blocks the microphone',
      help: 'Let this browser use the microphone in your system’s privacy settings, then try again.',
    },
    'not-found': {
      title: 'No microphone was found',
      help: 'Connect one and try again, or go on without: you will still see and hear them.',
    },
    disconnected: {
      title: 'Your microphone was disconnected',
      help: 'Connect it again and it goes on by itself, or try another.',
    },
    'no-answer': {
      title: 'Your microphone does not answer',
      help: 'Close other programs that use it or connect it anew, then try again. The call works without it.',
    },
    'muted-by-system': {
      title: 'Your system has muted the microphone',
      help: 'They cannot hear you. Look for a key, a switch on the device or a setting of your system that does so; it goes on by itself.',
    },
    unsupported: {
      title: 'This app’s browser cannot use a microphone',
      help: 'You may have opened the link inside another app. Open it in your browser instead: Chrome, Edge, Firefox or Safari.',
    },
    'in-use': {
      title: 'Your microphone is busy',
      help: 'Another program may be using it. Close that program, then try again.',
    },
    unknown: {
      title: 'Your microphone did not start',
      help: 'Try again. If that does not help, unplug the microphone or restart the browser.',
    },
  },
  both: {
    'permission-denied': {
      title: 'Your browser blocks camera and microphone',
      help: 'Allow both for this site, beside the address at the top of the browser, then try again.',
    },
    'blocked-by-system': {
      title: 'Your system blocks camera and microphone',
      help: 'Let this browser use both in your system’s privacy settings, then try again.',
    },
    'not-found': {
      title: 'No camera and no microphone were found',
      help: 'Connect them and try again, or just watch and listen.',
    },
    disconnected: {
      title: 'Your camera and microphone were disconnected',
      help: 'Connect them again and they go on by themselves, or try others.',
    },
    'no-answer': {
      title: 'Your camera and microphone do not answer',
      help: 'Close other programs that use them or connect them anew, then try again. You can watch and listen without.',
    },
    'muted-by-system': {
      title: 'Your system has muted camera and microphone',
      help: 'They cannot see or hear you. Look for a key, a switch or a setting of your system that does so; both go on by themselves.',
    },
    unsupported: {
      title: 'This app’s browser cannot use camera and microphone',
      help: 'You may have opened the link inside another app. Open it in your browser instead: Chrome, Edge, Firefox or Safari.',
    },
    'in-use': {
      title: 'Your camera and microphone are busy',
      help: 'Another program may be using them. Close that program, then try again.',
    },
    unknown: {
      title: 'Your camera and microphone did not start',
      help: 'Try again. If that does not help, unplug them or restart the browser.',
    },
  },
};

/** One went away and another has taken its place. */
export function replacementMessage(device: MediaProblem['device'], name: string): Message {
  const verb = device === 'camera' ? 'see' : 'hear';
  return {
    title: `Your ${device} was disconnected`,
    help: name === '' ? `They ${verb} you by another now.` : `They ${verb} you by “${name}” now.`,
  };
}
