import { expect, it } from 'vitest';
import { mediaErrorCode } from './media-error.ts';

const dom = (name: string, message = '') => new DOMException(message, name);

it.each([
  [dom('NotAllowedError', 'Permission denied'), 'permission-denied'],
  [dom('NotAllowedError', 'Permission dismissed'), 'question-closed'],
  [dom('NotAllowedError', 'Permission denied by system'), 'blocked-by-system'],
  [dom('NotAllowedError', 'Permission denied by System'), 'blocked-by-system'],
  [dom('SecurityError'), 'permission-denied'],
  [dom('NotFoundError', 'Requested device not found'), 'not-found'],
  [dom('OverconstrainedError'), 'not-found'],
  [dom('NotReadableError', 'Could not start video source'), 'in-use'],
  [dom('AbortError', 'Starting videoinput failed'), 'in-use'],
  [dom('InvalidStateError'), 'unknown'],
  [dom('system'), 'unknown'],
  [dom('NotSupportedError'), 'unsupported'],
  [new TypeError('navigator.mediaDevices is undefined'), 'unknown'],
] as const)('%s is %s', (error, code) => {
  expect(mediaErrorCode(error)).toBe(code);
});

it('an OverconstrainedError counts even where it is no Error, as in older Chromium', () => {
  class OverconstrainedError {
    readonly name = 'OverconstrainedError';
    readonly message = '';
    readonly constraint = 'width';
  }
  expect(mediaErrorCode(new OverconstrainedError())).toBe('not-found');
});

it.each([[undefined], [null], ['NotAllowedError'], [42], [{}], [{ name: 7, message: {} }]])(
  'what is no error at all is unknown: %j',
  (error) => {
    expect(mediaErrorCode(error)).toBe('unknown');
  },
);
