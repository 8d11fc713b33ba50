import type { CallErrorCode } from '@parley/call';
import { CREATION_WINDOW_MS, MAX_CALLS_PER_CREATION_WINDOW, ROOM_CREATION_WINDOW_MS } from '@parley/protocol';
import type { Message } from '../ui/notice.ts';
import { duration } from './durations.ts';

/** What keeps a person from being in a call, or meets them there. */
export function callErrorMessage(code: CallErrorCode): Message {
  return callErrorMessages()[code];
}

export function callErrorMessages(): Readonly<Record<CallErrorCode, Message>> {
  return {
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
      help: `To keep the site open for everybody, one browser can make ${MAX_CALLS_PER_CREATION_WINDOW} calls in ${duration(CREATION_WINDOW_MS / 1_000)}. Use one that you have made, or wait a while.`,
    },
    'too-many-rooms': {
      title: 'You have made many lasting rooms',
      help: `To keep the site open for everybody, one browser can make ${MAX_CALLS_PER_CREATION_WINDOW} rooms in ${duration(ROOM_CREATION_WINDOW_MS / 1_000)}. Use one that you have made, or start a call that ends.`,
    },
    'too-many-tries': {
      title: 'Too many words were tried in this browser',
      help: `One browser can try, or make, words to say ${MAX_CALLS_PER_CREATION_WINDOW} times in ${duration(CREATION_WINDOW_MS / 1000)}. Try again later, or use the call’s link or ID.`,
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
}
