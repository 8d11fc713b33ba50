import { FirebaseError } from 'firebase/app';
import { describe, expect, it } from 'vitest';
import { CallError } from '../ports/call-error.ts';
import {
  translateAuthError,
  translateCommitStatus,
  translateListenError,
  translateReadStatus,
} from './firebase-error.ts';

describe('a failed sign-in', () => {
  it.each([
    ['auth/network-request-failed', 'signaling-unreachable'],
    ['auth/timeout', 'signaling-unreachable'],
    ['auth/internal-error', 'signaling-unreachable'],
    ['auth/too-many-requests', 'quota-exceeded'],
    ['auth/quota-exceeded', 'quota-exceeded'],
    ['auth/user-token-expired', 'signed-out'],
    ['auth/invalid-user-token', 'signed-out'],
    ['auth/user-not-found', 'signed-out'],
    ['auth/user-disabled', 'signed-out'],
    ['auth/null-user', 'signed-out'],
    ['auth/firebase-app-check-token-is-invalid.', 'browser-not-verified'],
    ['auth/firebase-app-check-token-is-invalid', 'browser-not-verified'],
    ['auth/operation-not-allowed', 'sign-in-refused'],
    ['auth/admin-restricted-operation', 'sign-in-refused'],
    ['auth/something-of-tomorrow', 'sign-in-refused'],
  ])('%s: %s', (code, expected) => {
    const cause = new FirebaseError(code, 'message');
    expect(translateAuthError(cause)).toMatchObject({ name: 'CallError', code: expected, cause });
  });

  it('that was translated already stays as it is', () => {
    const error = new CallError('quota-exceeded');
    expect(translateAuthError(error)).toBe(error);
  });

  it.each([[new TypeError('x')], ['auth/timeout'], [undefined]])('of another kind: %s', (cause) => {
    expect(translateAuthError(cause)).toMatchObject({ code: 'sign-in-refused', cause });
  });
});

describe('the end of a listener', () => {
  it.each([
    ['permission-denied', true, 'no-such-call'],
    ['permission-denied', false, 'signed-out'],
    ['unauthenticated', true, 'signed-out'],
    ['unauthenticated', false, 'signed-out'],
    ['resource-exhausted', true, 'quota-exceeded'],
    ['unavailable', true, 'signaling-unreachable'],
    ['internal', true, 'signaling-unreachable'],
    ['cancelled', true, 'signaling-unreachable'],
  ])('%s, signed in: %s → %s', (code, isSignedIn, expected) => {
    const cause = new FirebaseError(code, 'message');
    expect(translateListenError(cause, isSignedIn)).toMatchObject({ code: expected, cause });
  });

  it('for another reason', () => {
    expect(translateListenError(new Error('x'), true).code).toBe('signaling-unreachable');
    expect(translateListenError(undefined, false).code).toBe('signaling-unreachable');
  });
});

describe('a commit that was answered', () => {
  it.each([
    [400, 'FAILED_PRECONDITION', 'refused'],
    [401, 'UNAUTHENTICATED', 'signed-out'],
    [403, 'PERMISSION_DENIED', 'refused'],
    [404, 'NOT_FOUND', 'refused'],
    [409, 'ALREADY_EXISTS', 'refused'],
    [409, 'ABORTED', 'contended'],
    [409, undefined, 'contended'],
    [429, 'RESOURCE_EXHAUSTED', 'quota-exceeded'],
    [499, 'CANCELLED', 'refused'],
    [500, 'INTERNAL', 'signaling-unreachable'],
    [503, 'UNAVAILABLE', 'signaling-unreachable'],
    [504, 'DEADLINE_EXCEEDED', 'signaling-unreachable'],
  ])('with %d %s: %s', (status, reason, code) => {
    expect(translateCommitStatus(status, reason)).toMatchObject({ name: 'CallError', code });
  });
});

describe('a read over REST', () => {
  it.each([
    [400, 'refused'],
    [401, 'signed-out'],
    [403, 'no-such-call'],
    [404, 'no-such-call'],
    [408, 'signaling-unreachable'],
    [409, 'signaling-unreachable'],
    [429, 'quota-exceeded'],
    [500, 'signaling-unreachable'],
    [503, 'signaling-unreachable'],
    [504, 'signaling-unreachable'],
  ])('answered with %d: %s', (status, expected) => {
    expect(translateReadStatus(status)).toMatchObject({ name: 'CallError', code: expected });
  });
});
