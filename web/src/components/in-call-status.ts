import { html } from 'lit';
import { CALL_ERROR_MESSAGES, WAITING_MESSAGES } from '../app/messages.ts';
import type { CallState } from '../call/call-state.ts';
import { nameOr, peerNameOf } from './peer-name.ts';
import type { Status } from './status-line.ts';

/** How the call stands, for somebody who is in it. */
export function inCallStatus(state: CallState): Status {
  const name = peerNameOf(state);
  switch (state.phase) {
    case 'waiting':
      return { tone: 'waiting', text: WAITING_MESSAGES[state.because].title };
    case 'connecting':
      return {
        tone: 'waiting',
        text: html`${nameOr(name, 'They')} ${name ? 'is' : 'are'} here. Connecting…`,
      };
    case 'connected':
      if (state.isStalled) {
        return {
          tone: 'caution',
          text: html`${name ? html`<bdi>${name}</bdi>’s` : 'Their'} connection is unstable`,
        };
      }
      if (state.peer?.hasEntered === false) {
        return { tone: 'waiting', text: html`${nameOr(name, 'The other person')} is in the lobby` };
      }
      return { tone: 'good', text: name ? html`Connected with <bdi>${name}</bdi>` : 'Connected' };
    case 'reconnecting':
      return { tone: 'caution', text: 'The connection was lost. Reconnecting…' };
    default:
      return { tone: 'waiting', text: 'Getting the call ready…' };
  }
}

/** What is wrong with signaling meanwhile; undefined: nothing. */
export function troubleOf(state: CallState): string | undefined {
  if (!('trouble' in state) || state.trouble === undefined) return undefined;
  const { title, help } = CALL_ERROR_MESSAGES[state.trouble];
  // A running call needs nobody but the two browsers, so what to do about the server can wait.
  return state.phase === 'connected' ? `${title}. Your call goes on without it.` : `${title}. ${help}`;
}
