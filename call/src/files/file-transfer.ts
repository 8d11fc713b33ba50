import type { FileProblem } from '@parley/protocol';
import { isProgramType } from './content-type.ts';
import type { FileNeed } from './sent-files.ts';

/** One file on its way from one of the two to the other. */
export interface FileTransfer {
  /** Of this transfer alone on this page. */
  readonly key: string;
  readonly direction: 'sent' | 'received';
  /** What is safe to be shown, and to be the name of a file here. */
  readonly name: string;
  readonly sizeBytes: number;
  /** What the sender's page takes it for, by its first bytes or its name; may be untrue. Empty: not known. */
  readonly mediaType: string;
  /** Of a picture, for `decodePreview`. Undefined: there is none. */
  readonly preview?: string | undefined;
  /** How much of it the other has taken, or this page has verified and written down. */
  readonly doneBytes: number;
  readonly status: FileTransferStatus;
  /** Where it is received, and done: all of it, verified. It may lie on the disk until the call is closed. */
  readonly file?: Blob | undefined;
  /**
   * Where there is a `file`: what it is by its first bytes, as this page has found. Empty: not known, but not what the sender's page takes
   * it for. Undefined: not known.
   */
  readonly foundType?: string | undefined;
}

/**
 * Offered and not answered yet; accepted, and others go first; flows; one of the pages was loaded anew, and the two have not agreed yet
 * on where it goes on; the sender's page, loaded anew, may not read it before the person has allowed it or chosen it again; stopped for
 * a while; arrived, all of it; or it does not come. One that flows or waits for its turn does neither while `FilesHandle.isOpen` is false.
 */
export type FileTransferStatus =
  | { readonly phase: 'offered' | 'queued' | 'flowing' | 'interrupted' | 'done' }
  | { readonly phase: 'file-needed'; readonly by: FileNeed }
  | { readonly phase: 'paused'; readonly by: FilePauser }
  | { readonly phase: 'over'; readonly because: FileTransferEnd };

/** Each has a wish of their own, and it flows only when neither has stopped it. */
type FilePauser = 'self' | 'peer' | 'both';

/**
 * The other declined it; either stopped it; it changed on the sender's disk meanwhile, or may not be read any more; the receiver's has no
 * room; or did not take it; what came was not what was sent; one of the pages was loaded anew, and has nothing to go on with; or another
 * tab, and perhaps person, took the other's place.
 */
export type FileTransferEnd =
  | 'declined'
  | 'cancelled-by-self'
  | 'cancelled-by-peer'
  | FileProblem
  | 'page-gone'
  | 'other-peer';

/**
 * Why a file is not offered, or does not go on: the other has no place for files, or is not here; so many are under way; or what was
 * chosen is another.
 */
export type FileRefusal = 'not-now' | 'too-many' | 'another-file';

/** By the mark that both pages have for it, reloads included. */
export function keyOfMark(direction: FileTransfer['direction'], mark: string): string {
  return `${direction} ${mark}`;
}

export function markOf(key: string): string {
  return key.split(' ')[1] ?? '';
}

/** Perhaps by the other as well. */
export function isPausedBySelf(status: FileTransferStatus): boolean {
  return status.phase === 'paused' && status.by !== 'peer';
}

/** Whether it has no end yet: also while it waits for an answer, is paused, or needs its file again. */
export function isUnderWay({ status }: FileTransfer): boolean {
  return status.phase !== 'done' && status.phase !== 'over';
}

/** Whether this person is to say whether they want it. */
export function isAsked({ direction, status }: FileTransfer): boolean {
  return direction === 'received' && status.phase === 'offered';
}

/** By its content, as far as it is known: by what the sender says, and once it is here by what it is. */
export function isProgram({ mediaType, foundType = '' }: FileTransfer): boolean {
  return isProgramType(mediaType) || isProgramType(foundType);
}
