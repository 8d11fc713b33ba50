import { Cell, type Readable } from '../lib/cell.ts';
import type { FileAbout } from './file-sink.ts';
import { type FileTransfer, type FileTransferStatus, isUnderWay, keyOfMark } from './file-transfer.ts';

/** Of both sides, with those that are over; the oldest of these go. */
const MAX_SHOWN = 100;

/** The files of both, as a page sees them: the oldest first, those that are over among them. */
export class TransferList {
  readonly #all = new Cell<readonly FileTransfer[]>([]);
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get all(): Readable<readonly FileTransfer[]> {
    return this.#all;
  }

  get underWay(): readonly FileTransfer[] {
    return this.#all.value.filter(isUnderWay);
  }

  /** Undefined: there is none, or it is in none of these phases. */
  find(key: string, ...phases: FileTransferStatus['phase'][]): FileTransfer | undefined {
    const transfer = this.#all.value.find((each) => each.key === key);
    const isMeant = transfer !== undefined && (phases.length === 0 || phases.includes(transfer.status.phase));
    return isMeant ? transfer : undefined;
  }

  countUnderWay(direction: FileTransfer['direction']): number {
    return this.underWay.filter((each) => each.direction === direction).length;
  }

  /** One of which nothing has gone yet. @returns its key */
  add(
    direction: FileTransfer['direction'],
    { mark, name, sizeBytes, mediaType }: Omit<FileAbout, 'tab' | 'peerTab'>,
    status: FileTransferStatus,
    preview?: string,
  ): string {
    const key = keyOfMark(direction, mark);
    const about = { name, sizeBytes, mediaType, ...(preview !== undefined && { preview }) };
    const shown = [...this.#all.value, { key, direction, ...about, doneBytes: 0, status }];
    const oldest = shown.length > MAX_SHOWN ? shown.find((each) => each.status.phase === 'over') : undefined;
    this.keep((each) => each !== oldest, shown);
    return key;
  }

  setStatus(key: string, status: FileTransferStatus): void {
    this.change(key, { status });
  }

  change(key: string, change: Partial<FileTransfer>): void {
    this.#all.set(this.#all.value.map((each) => (each.key === key ? { ...each, ...change } : each)));
    this.#onChange();
  }

  /** Those that are not meant are shown no more. */
  keep(isMeant: (transfer: FileTransfer) => boolean, shown = this.#all.value): void {
    this.#all.set(shown.filter(isMeant));
  }
}
