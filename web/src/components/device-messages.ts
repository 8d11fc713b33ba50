import { MEDIA_MESSAGES, type Message } from '../app/messages.ts';
import type { LocalMediaView } from './local-media-view.ts';

/** What is wrong with one's own devices: nothing, one thing, or two. */
export function deviceMessages({ microphone, camera }: LocalMediaView): readonly Message[] {
  const microphoneProblem =
    microphone.status === 'unavailable' ? (microphone.problem ?? 'unknown') : undefined;
  const cameraProblem = camera.status === 'unavailable' ? (camera.problem ?? 'unknown') : undefined;
  // One cause, one sentence: both are asked for together and mostly refused together.
  if (microphoneProblem !== undefined && microphoneProblem === cameraProblem) {
    return [MEDIA_MESSAGES.both[microphoneProblem]];
  }
  return [
    ...(microphoneProblem === undefined ? [] : [MEDIA_MESSAGES.microphone[microphoneProblem]]),
    ...(cameraProblem === undefined ? [] : [MEDIA_MESSAGES.camera[cameraProblem]]),
  ];
}
