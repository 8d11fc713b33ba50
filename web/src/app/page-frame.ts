/** What the browser shows around a page: its title, the halves of its icon, and whether its bars are dark. */
import type { CallState } from '@parley/call';
import { hasEntered } from '../memory/has-entered.ts';
import type { GlyphState } from '../ui/glyph.ts';
import type { PageFrame } from '../ui/page-chrome.ts';
import { callTitle, pageTitle } from '../words/site.ts';
import type { Route } from './route.ts';

/**
 * @param state of the call that is shown; undefined: none is
 * @param roomName of the lasting room that it is; empty: it has none
 */
export function pageFrame({ page }: Route, state: CallState | undefined, roomName = ''): PageFrame {
  if (state === undefined) return { title: pageTitle(page), glyph: 'connected', isStage: false };
  return { title: callTitle(state, roomName), glyph: glyphOf(state), isStage: isOnStage(state) };
}

/** As the status of the call has it, in the lobby as well: closed means that the two see each other. */
function glyphOf(state: CallState): GlyphState {
  switch (state.phase) {
    case 'arriving':
      return 'connecting';
    case 'early':
    case 'waiting':
      return 'alone';
    case 'connecting':
      return 'connecting';
    case 'connected':
      if (!state.hasEntered || state.peer?.hasEntered !== true) return 'connecting';
      return state.isStalled ? 'unstable' : 'connected';
    case 'reconnecting':
      return 'reconnecting';
    case 'ended':
    case 'failed':
      return 'over';
  }
}

/** Whether the call itself is shown, which is dark in both schemes. */
function isOnStage(state: CallState): boolean {
  return hasEntered(state) && state.phase !== 'early';
}
