/** Firebase's errors, translated once. */
import { FirebaseError } from 'firebase/app';
import { CallError, type CallErrorCode } from '../ports/call-error.ts';

/** https://firebase.google.com/docs/reference/js/auth#autherrorcodes */
export function translateAuthError(error: unknown): CallError {
  if (error instanceof CallError) return error;
  const code = error instanceof FirebaseError ? error.code : '';
  return new CallError(AUTH_CODES[code] ?? 'sign-in-refused', { cause: error });
}

const AUTH_CODES: Record<string, CallErrorCode> = {
  'auth/network-request-failed': 'signaling-unreachable',
  'auth/timeout': 'signaling-unreachable',
  'auth/internal-error': 'signaling-unreachable',
  'auth/too-many-requests': 'quota-exceeded',
  'auth/quota-exceeded': 'quota-exceeded',
  'auth/user-token-expired': 'signed-out',
  'auth/invalid-user-token': 'signed-out',
  'auth/user-not-found': 'signed-out',
  'auth/user-disabled': 'signed-out',
  'auth/null-user': 'signed-out',
  // The SDK makes a code of the server's sentence, full stop included.
  'auth/firebase-app-check-token-is-invalid.': 'browser-not-verified',
  'auth/firebase-app-check-token-is-invalid': 'browser-not-verified',
};

/**
 * What ended a listener. A missing document and one that may not be read are refused alike.
 * https://firebase.google.com/docs/reference/js/firestore_.md#firestoreerrorcode
 */
export function translateListenError(error: unknown, isSignedIn: boolean): CallError {
  const code = error instanceof FirebaseError ? error.code : '';
  switch (code) {
    case 'permission-denied':
      return new CallError(isSignedIn ? 'no-such-call' : 'signed-out', { cause: error });
    case 'unauthenticated':
      return new CallError('signed-out', { cause: error });
    case 'resource-exhausted':
      return new CallError('quota-exceeded', { cause: error });
    default:
      return new CallError('signaling-unreachable', { cause: error });
  }
}

/**
 * What a commit over REST was answered with. Of the two meanings of 409 one is a refusal, and the other an invitation to
 * try again. https://cloud.google.com/apis/design/errors#handling_errors
 * @param reason the error's `status`; undefined: the answer did not say
 */
export function translateCommitStatus(status: number, reason?: string): CallError {
  if (status === 401) return new CallError('signed-out');
  if (status === 429) return new CallError('quota-exceeded');
  if (status === 409 && reason !== 'ALREADY_EXISTS') return new CallError('contended');
  return new CallError(status >= 500 ? 'signaling-unreachable' : 'refused');
}

/**
 * What one read over REST was answered with, which a listener keeps to itself: it is silent, and tries on. A missing document
 * and one that may not be read are refused alike.
 */
export function translateReadStatus(status: number): CallError {
  if (status === 401) return new CallError('signed-out');
  if (status === 403 || status === 404) return new CallError('no-such-call');
  if (status === 429) return new CallError('quota-exceeded');
  // 409 is contention: whoever asks again is heard.
  return new CallError(
    status >= 500 || status === 409 || status === 408 ? 'signaling-unreachable' : 'refused',
  );
}
