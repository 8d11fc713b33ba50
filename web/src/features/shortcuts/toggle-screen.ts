import type { CallHandle } from '@parley/call';

/** Shares one's screen, or stops. */
export function toggleScreen(call: CallHandle): void {
  if (call.screen.value.status === 'on') call.stopSharing();
  // A page of a time before screens would show none.
  else if (call.peer?.isScreenShared !== undefined) call.shareScreen();
}
