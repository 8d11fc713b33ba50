import type { CallState } from '@parley/call';

/** What the other wants to be called; empty if they did not say, or are not here. */
export function peerNameOf(state: CallState): string {
  switch (state.phase) {
    case 'connecting':
      return state.peerName;
    case 'connected':
      return state.peer?.name ?? state.peerName ?? '';
    case 'reconnecting':
      return state.peer?.name ?? '';
    default:
      return '';
  }
}

/** The first letter of a name as its reader counts letters; empty for no name. */
export function initialOf(name: string): string {
  const [first] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name);
  return first?.segment.toUpperCase() ?? '';
}
