import { html } from 'lit';
import { EARLY_MESSAGES, WAITING_MESSAGES } from '../app/messages.ts';
import type { CallState } from '../call/call-state.ts';
import { nameOr, peerNameOf } from './peer-name.ts';
import type { Status } from './status-line.ts';

/** Who is there, for somebody who has not joined yet. */
export function lobbyStatus(state: CallState): Status {
  const who = nameOr(peerNameOf(state), 'Someone');
  switch (state.phase) {
    case 'early':
      return { tone: 'waiting', text: EARLY_MESSAGES[state.because] };
    case 'waiting':
      return { tone: 'waiting', text: `${WAITING_MESSAGES[state.because].title}.` };
    case 'connecting':
      // Two who only look may have no way to each other that may be told before one of them joins.
      return {
        tone: 'waiting',
        text: state.peerName ? html`${who} is here. Connecting…` : 'Someone is here.',
      };
    case 'connected':
      if (state.isStalled)
        return { tone: 'caution', text: html`${who} is here, but the connection is unstable.` };
      if (state.peer === undefined) return { tone: 'good', text: 'Someone is here.' };
      return state.peer.hasEntered
        ? { tone: 'good', text: html`${who} is in the call.` }
        : { tone: 'good', text: html`${who} is in the lobby too.` };
    case 'reconnecting':
      return { tone: 'caution', text: html`The connection was lost. Reconnecting…` };
    default:
      return { tone: 'waiting', text: 'Getting the call ready…' };
  }
}
