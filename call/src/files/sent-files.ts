/** What a page has to keep to go on with the files that a page before it has sent. */
import type { FileAbout } from './file-sink.ts';
import { FileSinkError } from './file-sink.ts';
import { readingProblem } from './outgoing-file.ts';

/** A file on this person's disk, as browsers let a page find it again. */
export interface SentFile extends FileAbout {
  /** As it is called on the disk. */
  readonly givenName: string;
  /** In milliseconds since the epoch. */
  readonly lastModified: number;
  /** Undefined: the browser gives none, or whoever chose it did not come by one. */
  readonly handle?: FileSystemFileHandle | undefined;
  /** A small one itself, where there is no handle. */
  readonly file?: File | undefined;
}

export interface SentFiles {
  /** Never rejects: where nothing can be kept, a reload ends it. */
  keep(file: SentFile): Promise<void>;
  forget(mark: string): Promise<void>;
  /** This page goes; the next one of this tab may go on with it. */
  leave(mark: string): void;
  /** What pages of this tab were sending. Never rejects. */
  left(tab: string): Promise<readonly SentFile[]>;
}

/** What has to be done before it can be read again. */
export type FileNeed = 'permission' | 'choice';

/** What Chromium has beside the standard. https://wicg.github.io/file-system-access/#api-filesystemhandle */
interface AskedHandle {
  queryPermission?(options: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(options: { mode: 'read' }): Promise<PermissionState>;
}

/**
 * @param asks only after a press: the browser asks the person
 * @throws {FileSinkError} `changed`, `not-allowed`
 */
export async function findAgain(sent: SentFile, asks: boolean): Promise<File | FileNeed> {
  const { handle, file } = sent;
  if (file !== undefined) return file;
  if (handle === undefined) return 'choice';
  try {
    const asked: AskedHandle = handle as AskedHandle;
    const mode = { mode: 'read' } as const;
    const permission = asks ? await asked.requestPermission?.(mode) : await asked.queryPermission?.(mode);
    if (permission === 'prompt') return 'permission';
    if (permission === 'denied') throw new FileSinkError('not-allowed');
    const found = await handle.getFile();
    if (!isSame(sent, found)) throw new FileSinkError('changed');
    return found;
  } catch (cause) {
    throw cause instanceof FileSinkError ? cause : readingProblem(cause);
  }
}

/** As far as can be seen without reading it. */
export function isSame({ givenName, sizeBytes, lastModified }: SentFile, file: File): boolean {
  return file.name === givenName && file.size === sizeBytes && file.lastModified === lastModified;
}
