/** Files that are what the test says, and note what they are asked for. */
import { Cell, type FileRefusal, type FilesHandle, type FileTransfer } from '@parley/call';

export interface FilesScene {
  readonly transfers?: readonly FileTransfer[];
  readonly isOpen?: boolean;
  readonly isYielding?: boolean;
}

export class FakeFiles implements FilesHandle {
  readonly transfers: Cell<readonly FileTransfer[]>;
  readonly isOpen: Cell<boolean>;
  readonly isYielding: Cell<boolean>;
  /** What the next ones meet with. */
  refusal: FileRefusal | undefined;
  readonly accept = this.#note('accept');
  readonly decline = this.#note('decline');
  readonly pause = this.#note('pause');
  readonly resume = this.#note('resume');
  readonly cancel = this.#note('cancel');
  readonly #asked: string[];

  constructor(asked: string[], scene: FilesScene = {}) {
    this.#asked = asked;
    this.transfers = new Cell(scene.transfers ?? []);
    this.isOpen = new Cell(scene.isOpen ?? false);
    this.isYielding = new Cell(scene.isYielding ?? false);
  }

  offer(file: { readonly name: string }, handle?: FileSystemFileHandle): FileRefusal | undefined {
    this.#asked.push(handle === undefined ? `offer ${file.name}` : `offer ${file.name} to be found again`);
    return this.refusal;
  }

  chooseAgain(key: string, file: { readonly name: string }): FileRefusal | undefined {
    this.#asked.push(`choose ${key} ${file.name}`);
    return this.refusal;
  }

  #note(request: string): (key: string) => void {
    return (key) => void this.#asked.push(`${request} ${key}`);
  }
}

export function transferOf(transfer: Partial<FileTransfer> = {}): FileTransfer {
  const defaults = { key: 'received 1', name: 'second reading.pdf', sizeBytes: 4_200_000, doneBytes: 0 };
  const offered = { mediaType: 'application/pdf', status: { phase: 'offered' } } as const;
  return { direction: 'received', ...defaults, ...offered, ...transfer };
}
