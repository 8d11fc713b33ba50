/** What can keep a person from being in a call. Each has its sentence in the site's words. */
export type CallErrorCode =
  /** No call has this ID; or it has ended and been removed. The database does not tell the two apart. */
  | 'no-such-call'
  /** Only the host may do this, and that is somebody else, or another browser of theirs. */
  | 'not-host'
  /** This host key is not, or no longer, that of the call. */
  | 'wrong-host-key'
  /** Both seats are held by others. */
  | 'call-full'
  /** The call was written by a later version of this program than the page's. */
  | 'outdated-page'
  /** The database did not answer, or not in time. */
  | 'signaling-unreachable'
  /** The sign-in is gone: revoked, deleted, or its storage was cleared under us. */
  | 'signed-out'
  /** Anonymous sign-in was refused or is switched off in this Firebase project. */
  | 'sign-in-refused'
  /** Sign-in was refused for want of a token of App Check: something kept Google from looking at this browser. */
  | 'browser-not-verified'
  /** The database refused a write that its rules should allow: a newer or older version of the app, or a wrong clock. */
  | 'refused'
  /** Others kept the database from writing the document, again and again. Nothing was written; later it may be. */
  | 'contended'
  /** More was asked of the database than its quota allows. */
  | 'quota-exceeded'
  /** What the other's page says cannot be read here, again and again. */
  | 'peer-unreadable'
  /** The other's page began the connection anew again and again, and none came about. */
  | 'peer-restless'
  /** This browser has created as many calls as it may in an hour. */
  | 'too-many-calls'
  /** This browser has created as many lasting rooms as it may in thirty days. */
  | 'too-many-rooms'
  /** This browser has tried as many words that are read out, or had them drawn, as it may in an hour. */
  | 'too-many-tries'
  /** This page was not loaded over HTTPS (or localhost), so the browser gives it neither camera nor cryptography. */
  | 'insecure-origin'
  /** The browser has no WebRTC, or it is switched off. */
  | 'no-webrtc'
  /** The Firebase configuration of this site could not be read. */
  | 'not-configured'
  /** A part of the page that is loaded late did not come: no network, or a newer version was deployed meanwhile. */
  | 'page-incomplete'
  /** A fault of this program, which foresaw nothing of the kind. */
  | 'unexpected';

/** May be past by the next try; a call that could go on does not end for it. */
export function isPassing(code: CallErrorCode): boolean {
  return code === 'signaling-unreachable' || code === 'contended' || code === 'refused';
}

/** Thrown by the adapters in place of foreign errors, and by the call itself. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly code: CallErrorCode;

  constructor(code: CallErrorCode, options?: { cause?: unknown }) {
    super(code, options);
    this.code = code;
  }
}
