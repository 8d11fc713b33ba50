import {
  DEVICES,
  type Device,
  type DeviceState,
  type LocalMediaState,
  type MediaErrorCode,
} from '@parley/call';
import type { Message } from '../ui/notice.ts';

/** What is said, of which devices, and why. */
export interface DeviceMessage extends Message {
  readonly devices: readonly Device[];
  /** Undefined: they work, and it is others than before. */
  readonly problem?: MediaErrorCode;
}

/** What there is to say of one's own devices: nothing, one thing, or two. */
export function deviceMessages(
  media: LocalMediaState,
  devices: readonly Device[] = DEVICES,
): readonly DeviceMessage[] {
  const reasons = devices.map((device) => reasonOf(media[device]));
  const [one, other] = reasons;
  // One cause, one sentence: both are asked for together and mostly refused together.
  if (one?.problem !== undefined && one.problem === other?.problem)
    return [{ ...mediaMessage('both', one.problem), devices, problem: one.problem }];
  return devices.flatMap((device, index) => {
    const { problem, replacement } = reasons[index] ?? {};
    const about = { devices: [device] };
    if (problem !== undefined) return [{ ...mediaMessage(device, problem), ...about, problem }];
    return replacement === undefined ? [] : [{ ...replacementMessage(device, replacement), ...about }];
  });
}

/** Why a device is not as it was asked for; empty when it is. */
export function reasonOf(state: DeviceState): { problem?: MediaErrorCode; replacement?: string } {
  if ('problem' in state) return { problem: state.problem };
  return 'replacement' in state && state.replacement !== undefined ? { replacement: state.replacement } : {};
}

/** Why one device, or both for one reason, cannot be had. */
export function mediaMessage(device: Device | 'both', problem: MediaErrorCode): Message {
  const messages: Readonly<Record<Device | 'both', Readonly<Record<MediaErrorCode, Message>>>> = {
    camera: {
      'permission-denied': {
        title: 'Your browser blocks the camera',
        help: 'They see nothing of you until you allow it.',
      },
      'question-closed': {
        title: 'The question about your camera was closed',
        help: 'Your browser asked whether this site may use it, and got no answer. They see nothing of you until you allow it.',
      },
      'blocked-by-system': {
        title: 'Your system blocks the camera',
        help: 'Let this browser use the camera in your system’s privacy settings, then try again.',
      },
      'not-found': {
        title: 'No camera was found',
        help: 'Connect one and try again, or go on without: you will still see and hear them.',
      },
      disconnected: {
        title: 'Your camera was disconnected',
        help: 'Connect it again and it goes on by itself, or try another.',
      },
      'no-answer': {
        title: 'Your camera does not answer',
        help: 'Close other programs that use it or connect it anew, then try again. The call works without it.',
      },
      'muted-by-system': {
        title: 'Your system has muted the camera',
        help: 'They cannot see you. Look for a key, a switch on the device or a setting of your system that does so; it goes on by itself.',
      },
      unsupported: {
        title: 'This app’s browser cannot use a camera',
        help: 'You may have opened the link inside another app. Open it in your browser instead: Chrome, Edge, Firefox or Safari.',
      },
      'in-use': {
        title: 'Your camera is busy',
        help: 'Another program may be using it. Close that program, then try again.',
      },
      unknown: {
        title: 'Your camera did not start',
        help: 'Try again. If that does not help, unplug the camera or restart the browser.',
      },
    },
    microphone: {
      'permission-denied': {
        title: 'Your browser blocks the microphone',
        help: 'They hear nothing of you until you allow it.',
      },
      'question-closed': {
        title: 'The question about your microphone was closed',
        help: 'Your browser asked whether this site may use it, and got no answer. They hear nothing of you until you allow it.',
      },
      'blocked-by-system': {
        title: 'Your system blocks the microphone',
        help: 'Let this browser use the microphone in your system’s privacy settings, then try again.',
      },
      'not-found': {
        title: 'No microphone was found',
        help: 'Connect one and try again, or go on without: you will still see and hear them.',
      },
      disconnected: {
        title: 'Your microphone was disconnected',
        help: 'Connect it again and it goes on by itself, or try another.',
      },
      'no-answer': {
        title: 'Your microphone does not answer',
        help: 'Close other programs that use it or connect it anew, then try again. The call works without it.',
      },
      'muted-by-system': {
        title: 'Your system has muted the microphone',
        help: 'They cannot hear you. Look for a key, a switch on the device or a setting of your system that does so; it goes on by itself.',
      },
      unsupported: {
        title: 'This app’s browser cannot use a microphone',
        help: 'You may have opened the link inside another app. Open it in your browser instead: Chrome, Edge, Firefox or Safari.',
      },
      'in-use': {
        title: 'Your microphone is busy',
        help: 'Another program may be using it. Close that program, then try again.',
      },
      unknown: {
        title: 'Your microphone did not start',
        help: 'Try again. If that does not help, unplug the microphone or restart the browser.',
      },
    },
    both: {
      'permission-denied': {
        title: 'Your browser blocks camera and microphone',
        help: 'They neither see nor hear you until you allow it.',
      },
      'question-closed': {
        title: 'The question about camera and microphone was closed',
        help: 'Your browser asked whether this site may use them, and got no answer. They neither see nor hear you until you allow it.',
      },
      'blocked-by-system': {
        title: 'Your system blocks camera and microphone',
        help: 'Let this browser use both in your system’s privacy settings, then try again.',
      },
      'not-found': {
        title: 'No camera and no microphone were found',
        help: 'Connect them and try again, or just watch and listen.',
      },
      disconnected: {
        title: 'Your camera and microphone were disconnected',
        help: 'Connect them again and they go on by themselves, or try others.',
      },
      'no-answer': {
        title: 'Your camera and microphone do not answer',
        help: 'Close other programs that use them or connect them anew, then try again. You can watch and listen without.',
      },
      'muted-by-system': {
        title: 'Your system has muted camera and microphone',
        help: 'They cannot see or hear you. Look for a key, a switch or a setting of your system that does so; both go on by themselves.',
      },
      unsupported: {
        title: 'This app’s browser cannot use camera and microphone',
        help: 'You may have opened the link inside another app. Open it in your browser instead: Chrome, Edge, Firefox or Safari.',
      },
      'in-use': {
        title: 'Your camera and microphone are busy',
        help: 'Another program may be using them. Close that program, then try again.',
      },
      unknown: {
        title: 'Your camera and microphone did not start',
        help: 'Try again. If that does not help, unplug them or restart the browser.',
      },
    },
  };
  return messages[device][problem];
}

/** One went away and another has taken its place. */
function replacementMessage(device: Device, name: string): Message {
  if (device === 'camera') {
    return {
      title: 'Your camera was disconnected',
      help: name === '' ? 'Another is used now.' : `“${name}” is used now.`,
    };
  }
  return {
    title: 'Your microphone was disconnected',
    help: name === '' ? 'Another is used now.' : `“${name}” is used now.`,
  };
}
