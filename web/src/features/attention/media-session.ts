/** The buttons of headsets, keyboards and lock screens, which act on the call while one is in it. */
import type { CallHandle } from '@parley/call';
import { mediaArtist, mediaTitle } from '../../words/call-news.ts';

/** https://www.w3.org/TR/mediasession/#dom-mediasessionaction */
type Action = 'togglemicrophone' | 'togglecamera' | 'hangup';
type Session = Pick<
  MediaSession,
  'setActionHandler' | 'setMicrophoneActive' | 'setCameraActive' | 'metadata'
>;

const ACTIONS: readonly (readonly [Action, (call: CallHandle) => void])[] = [
  ['togglemicrophone', (call) => call.toggle('microphone')],
  ['togglecamera', (call) => call.toggle('camera')],
  ['hangup', (call) => call.leave()],
];

/** @param signal ends with the call, and so do they */
export function followMediaSession(
  call: CallHandle,
  signal: AbortSignal,
  session: Session = navigator.mediaSession,
): void {
  if (signal.aborted) return;
  for (const [action, perform] of ACTIONS) handle(session, action, () => perform(call));
  call.media.subscribe(({ microphone, camera }) => {
    // Shown by the system beside the buttons; browsers without them have no such method.
    void session.setMicrophoneActive?.(microphone.status === 'on');
    void session.setCameraActive?.(camera.status === 'on');
  }, signal);
  call.state.subscribe(() => {
    const title = mediaTitle(call.peer?.name ?? '');
    if (session.metadata?.title !== title)
      session.metadata = new MediaMetadata({ title, artist: mediaArtist() });
  }, signal);
  signal.addEventListener('abort', () => {
    for (const [action] of ACTIONS) handle(session, action, null);
    session.metadata = null;
  });
}

function handle(session: Session, action: Action, handler: (() => void) | null): void {
  try {
    session.setActionHandler(action as MediaSessionAction, handler);
  } catch {
    // One that this browser does not know.
  }
}
