import type { PeerPresence } from '@parley/protocol';

/** What somebody says of themselves who is in the call. */
export function aPresence(changes: Partial<PeerPresence> = {}): PeerPresence {
  const devices = { isMicrophoneOn: true, isCameraOn: true };
  return { type: 'presence', name: '', hasEntered: true, ...devices, ...changes };
}
