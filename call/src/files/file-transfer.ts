import type { FileProblem } from '@parley/protocol';

/** One file on its way from one of the two to the other. */
export interface FileTransfer {
  /** Of this transfer alone on this page. */
  readonly key: string;
  readonly direction: 'sent' | 'received';
  /** What is safe to be shown, and to be the name of a file here. */
  readonly name: string;
  readonly sizeBytes: number;
  /** What the sender's system takes it for, which may be untrue; empty: not known. */
  readonly mediaType: string;
  /** How much of it the other has taken, or this page has verified and written down. */
  readonly doneBytes: number;
  readonly status: FileTransferStatus;
  /** Where it is received, and done: all of it, verified. It may lie on the disk until the call is closed. */
  readonly file?: Blob;
}

/**
 * Offered and not answered yet; accepted, and others go first; flows; stopped for a while by this person or the other; arrived whole; or
 * it does not come.
 */
export type FileTransferStatus =
  | { readonly phase: 'offered' | 'queued' | 'flowing' | 'done' }
  | { readonly phase: 'paused'; readonly by: 'self' | 'peer' }
  | { readonly phase: 'over'; readonly because: FileTransferEnd };

/**
 * The other declined it; either stopped it; it changed on the sender's disk meanwhile; the receiver's has no room; or did not
 * take it; what came was not what was sent; one of the pages was loaded anew; or another tab, and perhaps person, took the other's place.
 */
export type FileTransferEnd =
  | 'declined'
  | 'cancelled-by-self'
  | 'cancelled-by-peer'
  | FileProblem
  | 'page-gone'
  | 'other-peer';

/** Why a file is not offered: the other has no place for files, or is not here; or so many are under way. */
export type FileRefusal = 'not-now' | 'too-many';

export function isUnderWay({ status }: FileTransfer): boolean {
  return status.phase !== 'done' && status.phase !== 'over';
}
