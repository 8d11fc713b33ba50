/** To whoever waits in a call: how it stands, and what there is to do meanwhile. */
import type { CallState, Dismissal, NoRouteCause, WaitingReason } from '@parley/call';
import { SEAT_KEPT_MS } from '@parley/protocol';
import { html, type TemplateResult } from 'lit';
import { duration } from './durations.ts';

/** What there is to do meanwhile; the status above it says why. */
export function waitingHeading({ because, mayBeBack }: Waiting, rungName = ''): string {
  if (mayBeBack === true) return 'One moment…';
  const headings: Readonly<Record<WaitingReason, string>> = {
    'nobody-came': rungName === '' ? 'Send them the link' : 'You can wait here',
    'peer-left': 'You can wait here',
    'peer-dismissed': 'You can wait here',
    'peer-gone': 'You can wait here',
    'no-route': 'There was no way through',
  };
  return headings[because];
}

interface WaitingMessage {
  readonly title: string | TemplateResult;
  readonly help: string;
}

type Waiting = Omit<Extract<CallState, { phase: 'waiting' }>, 'phase' | 'hasEntered'>;

/**
 * One sentence of how it stands, and one of what comes next.
 * @param name what the other was called while they were here; empty: nobody was, or they did not say
 * @param rungName with whom the call was agreed on by ringing, who was not here yet; empty: nobody
 * @param dismissal how asking them to leave stands
 */
export function waitingMessage(
  waiting: Waiting,
  name = '',
  rungName = '',
  dismissal?: Dismissal,
): WaitingMessage {
  const { because, cause } = waiting;
  const messages: Readonly<Record<WaitingReason, WaitingMessage>> = {
    'nobody-came': rungName === '' ? nobodyCameMessage() : answeredMessage(waiting, rungName),
    'peer-left': leftMessage(waiting, name),
    'peer-dismissed': {
      title: name === '' ? 'You have asked them to leave' : html`You have asked <bdi>${name}</bdi> to leave`,
      help: dismissedHelp(dismissal),
    },
    'peer-gone': {
      title: name === '' ? 'You have lost each other' : html`You have lost <bdi>${name}</bdi>`,
      help: wayBack(waiting),
    },
    'no-route': noRouteMessage(cause),
  };
  return messages[because];
}

/** As long as it is not written that they stay out, their place is theirs. */
function dismissedHelp(dismissal: Dismissal | undefined): string {
  switch (dismissal) {
    case 'under-way':
      return 'They are disconnected from you; somebody else can come as soon as the call has been told.';
    case 'failed':
      return 'They are disconnected from you; somebody else can come once they have left the call, or asking them again gets through.';
    case 'full':
      return 'They are disconnected from you, and whoever comes has to ask you first.';
    case undefined:
      return 'They are disconnected from you, and somebody else can come.';
  }
}

function nobodyCameMessage(): WaitingMessage {
  return {
    title: 'Nobody else is here yet',
    help: 'You appear to each other as soon as they join.',
  };
}

/** Who has rung is the host. Whoever has answered cannot know whether that was heard: where the database is lost there, it is not. */
function answeredMessage({ role }: Waiting, rungName: string): WaitingMessage {
  const who = html`<bdi dir="ltr">${rungName}</bdi>`;
  if (role === 'host')
    return {
      title: html`${who} has answered, and is not here yet`,
      help: 'You appear to each other as soon as their page is in the call. If it does not come, send them the link, or leave and ring them again.',
    };
  return {
    title: html`${who} is not here yet`,
    help: 'They may not have heard yet that you have answered, and come as soon as they do. If they do not, send them the link, or leave and ring them.',
  };
}

/** Pages that are loaded anew cannot say so, and neither can those that are closed: it is not told as more than may be. */
function leftMessage(waiting: Waiting, name: string): WaitingMessage {
  if (waiting.mayBeBack === true)
    return {
      title: name === '' ? 'They may be back in a moment' : html`<bdi>${name}</bdi> may be back in a moment`,
      help: 'If they are only loading the page again, they are here in a few seconds.',
    };
  return {
    title: name === '' ? 'They have left the call' : html`<bdi>${name}</bdi> has left the call`,
    help: wayBack(waiting),
  };
}

function wayBack({ role, isSeatKept }: Waiting): string {
  if (isSeatKept === true)
    return `Their place is kept for them for ${duration(SEAT_KEPT_MS / 1_000)}: the same link leads back to it.`;
  // The host is who has the browser that made the call; as a guest there is no place for them.
  return role === 'guest'
    ? 'They can come back for as long as you stay, in the browser that they were in.'
    : 'They can come back with the same link for as long as you stay.';
}

function noRouteMessage(cause: NoRouteCause | undefined): WaitingMessage {
  switch (cause) {
    case 'own-network':
      return {
        title: 'Your network does not let the call through',
        help: 'They are here, but your network seems to block what calls are made of (UDP). This page keeps trying. Another network, such as a phone’s, would do.',
      };
    case 'no-relay':
      return {
        title: 'There is no relay to hide your address behind',
        help: 'They are here, and nothing goes to them directly, as you wanted. This page keeps trying. If you connect directly, they can see your address.',
      };
    case undefined:
      return {
        title: 'Your two networks do not let you through to each other',
        help: 'They are here, but a firewall, most likely, stands between you. This page keeps trying. One of you on another network, such as a phone’s, may help.',
      };
  }
}
