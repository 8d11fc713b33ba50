/** What happens in a call that somebody should notice who does not look: between two states of it, what is new. Pure. */

import type { CallState, Device } from '@parley/call';
import type { PeerPresence } from '@parley/protocol';
import { isSeated } from '../../memory/has-entered.ts';

export type CallNews =
  /** The other has come in. */
  | { readonly type: 'came'; readonly name: string }
  /** They have left, dropped out, or ended the call. */
  | { readonly type: 'went'; readonly name: string }
  | { readonly type: 'switched'; readonly name: string; readonly device: Device; readonly isOn: boolean }
  /** They ask for sound alone, or for a picture again. */
  | { readonly type: 'picture-wanted'; readonly name: string; readonly isWanted: boolean };

const SWITCHES: readonly (readonly [Device, 'isMicrophoneOn' | 'isCameraOn'])[] = [
  ['microphone', 'isMicrophoneOn'],
  ['camera', 'isCameraOn'],
];

/** What is new to somebody in the call. To somebody in its lobby nothing is: they have not come yet themselves. */
export function callNews(before: CallState, after: CallState): readonly CallNews[] {
  const [was, is] = [personIn(before), personIn(after)];
  if (!isSeated(before)) return [];
  if (was === undefined && is !== undefined) return [{ type: 'came', name: is.name }];
  if (was === undefined) return [];
  // Whoever leaves themselves, or is moved, knows.
  if (is === undefined)
    return 'role' in after || isByTheOther(after) ? [{ type: 'went', name: was.name }] : [];
  const { name } = is;
  const switched = SWITCHES.filter(([, key]) => was[key] !== is[key]).map(
    ([device, key]): CallNews => ({ type: 'switched', name, device, isOn: is[key] }),
  );
  const isWanted = is.wantedPicture !== 'none';
  const wasWanted = was.wantedPicture !== 'none';
  return [
    ...switched,
    ...(isWanted === wasWanted ? [] : [{ type: 'picture-wanted', name, isWanted } as const]),
  ];
}

/**
 * Whether the other's page has gone and may be on its way back, which is no news of them: they are here again as if it had not been, or they have left.
 * @param wasReturning before this state
 */
export function isReturning(state: CallState, wasReturning: boolean): boolean {
  if (state.phase === 'waiting') return state.mayBeBack === true;
  const isUnderWay =
    state.phase === 'connecting' || state.phase === 'connected' || state.phase === 'reconnecting';
  return wasReturning && isUnderWay && !('peer' in state && state.peer !== undefined);
}

/** The other, once they have come in; a link that is being mended takes nobody away. */
function personIn(state: CallState): PeerPresence | undefined {
  const peer = state.phase === 'connected' || state.phase === 'reconnecting' ? state.peer : undefined;
  return peer?.hasEntered ? peer : undefined;
}

function isByTheOther(state: CallState): boolean {
  return state.phase === 'ended' && state.reason === 'host-ended';
}
