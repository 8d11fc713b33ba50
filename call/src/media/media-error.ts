/** Why a camera or microphone cannot be had. Each has its sentence in the site's words. */
export type MediaErrorCode =
  /** The person, or their browser's settings for this site, said no. */
  | 'permission-denied'
  /** The browser asked the person, whose answer it did not get: it can ask again. */
  | 'question-closed'
  /** The operating system does not let this browser have it. */
  | 'blocked-by-system'
  | 'not-found'
  /** It was there, went away, and there is no other of its kind. */
  | 'disconnected'
  /** It was asked for and says neither yes nor no. */
  | 'no-answer'
  /** It is there, but the system or a switch on it lets nothing through. */
  | 'muted-by-system'
  /** This browser gives no page any device, as some inside other apps. */
  | 'unsupported'
  /** Another program holds it, or its hardware failed. */
  | 'in-use'
  | 'unknown';

/** The person, or their settings, have not allowed it. */
export function isRefusal(code: MediaErrorCode | undefined): boolean {
  return code === 'permission-denied' || code === 'question-closed';
}

/**
 * Translates what getUserMedia rejects with.
 * https://w3c.github.io/mediacapture-main/#dom-mediadevices-getusermedia
 */
export function mediaErrorCode(error: unknown): MediaErrorCode {
  // Not every browser's OverconstrainedError is an Error.
  const { name = '', message = '' } = (error ?? {}) as Partial<Error>;
  switch (name) {
    case 'NotAllowedError':
      // Chromium says "Permission denied by system" when the operating system is the one that refuses.
      if (/system/i.test(message)) return 'blocked-by-system';
      // And "Permission dismissed" when its question was closed. Others do not tell, and do not ask again.
      return /dismissed/i.test(message) ? 'question-closed' : 'permission-denied';
    case 'SecurityError':
      return 'permission-denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'not-found';
    case 'NotReadableError':
    case 'AbortError':
      return 'in-use';
    case 'NotSupportedError':
      return 'unsupported';
    default:
      return 'unknown';
  }
}
