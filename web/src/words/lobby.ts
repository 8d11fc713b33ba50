import type {
  CallState,
  DoorReason,
  EarlyReason,
  LocalMediaState,
  NoRouteCause,
  WaitingReason,
} from '@parley/call';
import { SEAT_KEPT_MS } from '@parley/protocol';
import { html, type TemplateResult } from 'lit';
import type { Status } from '../ui/status-line.ts';
import { hostSays } from './door.ts';
import { duration } from './durations.ts';
import { peerNameOf } from './peer-name.ts';

export const lobbyWords = () => ({
  self: 'How they will see you',
  other: 'The other place',
  name: 'Your name',
  namePlaceholder: 'Your name',
  beforeJoining: 'Nobody sees or hears you yet.',
  devices: 'Your devices',
  opensIn: 'Opens in',
  bringHere: 'Bring it here',
  joinBeside: 'Join here as the other person',
  privacy: 'Privacy',
  whoMayCome: (hasDoor: boolean) =>
    hasDoor
      ? 'Whoever has the link can ask to come in; the host lets one person in at a time.'
      : 'Whoever has the link can take the other place.',
  connectOnlyWhenJoining: 'Connect only when I join',
  connectedAlready: 'From the next time on: to this call you are connected already.',
  connectingHelp: 'Before that nobody learns that you are here; joining takes a little longer.',
  hideAddress: 'Hide my address',
  hidingHelp:
    'Sound and picture go through this site’s relay, which sees where you are; the other person does not.',
  toldAlready: 'From now on. In this call they may have learned it already.',
  invite: 'Send them the link',
  staysOpen: (seconds: number) => `Open for ${duration(seconds)} while empty.`,
});

/** What the lobby is headed by, where the call has no title of its own. */
export function lobbyHeading(state: CallState): string | TemplateResult {
  switch (state.phase) {
    case 'early':
      return earlyHeading(state.because);
    case 'waiting':
      if (state.because === 'no-route') return isHere('');
      if (state.role === 'host') return 'Your call is ready';
      return state.because === 'nobody-came' ? 'You are first' : 'Nobody is here just now';
    case 'connecting':
      return isHere(state.peerName);
    case 'connected':
      return state.peer?.hasEntered ? isWaiting(peerNameOf(state)) : isHere(peerNameOf(state));
    case 'reconnecting':
      return 'One moment…';
    default:
      return 'Almost ready…';
  }
}

function isHere(name: string): string | TemplateResult {
  return name === '' ? 'Someone is here' : html`<bdi>${name}</bdi> is here`;
}

function isWaiting(name: string): string | TemplateResult {
  return name === '' ? 'Someone is waiting for you' : html`<bdi>${name}</bdi> is waiting for you`;
}

function earlyHeading(because: EarlyReason): string {
  const headings: Readonly<Record<EarlyReason, string>> = {
    'not-open': 'You are early',
    'host-absent': 'You are first',
    kept: 'One moment…',
    'kept-for-you': 'Welcome back',
    'looked-at': 'Ready when you are',
    'host-elsewhere': 'You are in this call already',
    elsewhere: 'You are in this call already',
    'other-tab': 'You are in this call already',
    'not-joined': 'Ready when you are',
    'at-door': 'Ready when you are',
    ringing: 'You are at the door',
    unheard: 'You are at the door',
    'knock-refused': 'You are at the door',
    rung: 'You are at the door',
    'one-moment': 'One moment…',
    declined: 'Not just now',
    'rung-enough': 'Not just now',
    'rung-elsewhere': 'You knocked in another tab',
    'put-out': 'You are not in this call any more',
  };
  return headings[because];
}

/** What lets one in who is early: more than their own Join. */
export type Awaited = 'not-open' | 'host-absent' | 'kept' | Exclude<DoorReason, 'rung-enough'>;

export function joinWhenLabel(because: Awaited): string {
  const labels: Readonly<Record<Awaited, string>> = {
    'not-open': 'Join when it opens',
    'host-absent': 'Join when the host is here',
    kept: 'Join when their place is free',
    'at-door': 'Ask to come in',
    ringing: 'Ask to come in',
    unheard: 'Ask to come in',
    'knock-refused': 'Ask to come in',
    rung: 'Ask to come in',
    'one-moment': 'Ask to come in',
    declined: 'Ask once more',
    'rung-elsewhere': 'Ask here instead',
    'put-out': 'Ask to come in',
  };
  return labels[because];
}

/** To somebody who has pressed that. */
export function goInWhen(because: Awaited): string {
  const sentences: Readonly<Record<Awaited, string>> = {
    'not-open': 'You go in as soon as it opens.',
    'host-absent': 'You go in as soon as the host is here.',
    kept: 'You go in as soon as their place is free.',
    'at-door': 'Asking…',
    ringing: 'Asking…',
    unheard: 'You are heard as soon as your connection is back.',
    'knock-refused': 'It is tried again by itself.',
    rung: 'You go in as soon as they let you in.',
    'one-moment': 'You go in as soon as they let you in.',
    declined: 'Asking…',
    'rung-elsewhere': 'Asking…',
    'put-out': 'Asking…',
  };
  return sentences[because];
}

/** What joining will mean with the devices there are. */
export function joinLabel({ microphone, camera }: LocalMediaState): string {
  const lacksMicrophone = microphone.status === 'unavailable';
  const lacksCamera = camera.status === 'unavailable';
  if (lacksMicrophone && lacksCamera) return 'Just watch and listen';
  if (lacksCamera) return 'Join without camera';
  if (lacksMicrophone) return 'Join without microphone';
  return 'Join now';
}

/**
 * Who is there, for somebody who has not joined yet.
 * @param isOnline false: this device has no network, so that it is not the other who is missing
 * @param now by `Call.now()`
 */
export function lobbyStatus(state: CallState, isOnline: boolean, now: number): Status {
  if (!isOnline && (state.phase === 'connecting' || state.phase === 'reconnecting'))
    return { glyph: 'reconnecting', text: 'You are offline.' };
  switch (state.phase) {
    case 'early':
      return { glyph: 'alone', text: earlyText(state, now) };
    case 'waiting':
      return { glyph: 'alone', text: waitingSentence(state) };
    case 'connecting':
      // Two who only look may have no way to each other that may be told before one of them joins.
      return { glyph: 'connecting', text: arrived(state.peerName) };
    case 'connected':
      return presence(state);
    case 'reconnecting':
      return { glyph: 'reconnecting', text: 'The connection was lost. Reconnecting…' };
    default:
      return { glyph: 'connecting', text: 'One moment…' };
  }
}

function presence(state: Extract<CallState, { phase: 'connected' }>): Status {
  const name = peerNameOf(state);
  if (state.isStalled) return { glyph: 'unstable', text: unstable(name) };
  if (state.peer === undefined) return { glyph: 'connecting', text: arrived(name) };
  return { glyph: 'connecting', text: state.peer.hasEntered ? inTheCall(name) : inTheLobby(name) };
}

function arrived(name: string): string | TemplateResult {
  return name === '' ? 'Someone is here.' : html`<bdi>${name}</bdi> is here. Connecting…`;
}

function unstable(name: string): string | TemplateResult {
  return name === ''
    ? 'Someone is here, but the connection is unstable.'
    : html`<bdi>${name}</bdi> is here, but the connection is unstable.`;
}

function inTheCall(name: string): string | TemplateResult {
  return name === '' ? 'Someone is in the call.' : html`<bdi>${name}</bdi> is in the call.`;
}

function inTheLobby(name: string): string | TemplateResult {
  return name === '' ? 'Someone is in the lobby too.' : html`<bdi>${name}</bdi> is in the lobby too.`;
}

function waitingSentence({ because, cause, mayBeBack }: Extract<CallState, { phase: 'waiting' }>): string {
  if (mayBeBack === true) return 'They may be back in a moment.';
  const sentences: Readonly<Record<WaitingReason, string>> = {
    'nobody-came': 'Nobody here yet.',
    'peer-left': 'They have left the call.',
    'peer-dismissed': 'You have asked them to leave.',
    'peer-gone': 'The connection to them is lost.',
    'no-route': noRouteSentence(cause),
  };
  return sentences[because];
}

function noRouteSentence(cause: NoRouteCause | undefined): string {
  switch (cause) {
    case 'own-network':
      return 'They are here, but your network does not let the call through.';
    case 'no-relay':
      return 'They are here, but there is no relay to hide your address behind.';
    case undefined:
      return 'They are here, but your two networks do not let you through to each other.';
  }
}

type Early = Extract<CallState, { phase: 'early' }>;

/** By then it is forgotten how often they have asked. */
function rungEnough(mayAskAt: number | undefined, now: number): string {
  if (mayAskAt === undefined)
    return 'You have asked as often as this call allows for now. The host can send you another link.';
  const minutes = Math.max(Math.ceil((mayAskAt - now) / 60_000), 1);
  return `You have asked as often as this call allows for now. In ${duration(minutes * 60)} you can ask again here. Or the host can send you another link.`;
}

/** A word of the host says it all, but not when one may ask again. */
function earlyText(state: Early, now: number): string | TemplateResult {
  const { because, mayAskAt, word } = state;
  if (!word) return earlySentence(state, now);
  return because === 'rung-enough'
    ? html`${hostSays(word)}<br />${rungEnough(mayAskAt, now)}`
    : hostSays(word);
}

/** Before the door: why there is no seat yet, and what happens next. */
function earlySentence({ because, mayAskAt }: Early, now: number): string {
  const sentences: Readonly<Record<EarlyReason, string>> = {
    'not-open': 'This page lets you in when it is time.',
    'host-absent': 'This page lets you in when the host comes.',
    kept: `Somebody has just left, and their place is kept for ${duration(SEAT_KEPT_MS / 1_000)}. This page lets you in if they do not come back.`,
    'kept-for-you': `For ${duration(SEAT_KEPT_MS / 1_000)} after you left nobody else can take your place.`,
    'looked-at': 'Somebody else has opened the link. Whoever joins first is in.',
    'host-elsewhere': 'On another device. If you join, it moves here.',
    elsewhere: 'On another device, or in a tab that was closed without leaving. If you join, it moves here.',
    'other-tab': 'In another tab of this browser.',
    'not-joined': 'Nothing is connected before you join.',
    'at-door': 'The host lets people in one by one.',
    ringing: 'Your knock is on its way.',
    unheard: 'Your knock does not get through. It is tried again by itself.',
    'knock-refused': 'You cannot ask to come in at this time. The host may have moved the call.',
    rung: 'You have knocked. The host sees it here as soon as they look.',
    'one-moment': 'The host has seen you, and asks for a moment.',
    declined: 'The host cannot let you in just now.',
    'rung-enough': rungEnough(mayAskAt, now),
    'rung-elsewhere': 'You are answered there while it is open. The host does not see you here.',
    'put-out':
      'The host has asked you to leave, has let in somebody else, or has begun to let people in one by one. You can ask to come in again, and the host decides.',
  };
  return sentences[because];
}
