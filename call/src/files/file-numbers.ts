import type { FileTransfer } from './file-transfer.ts';

type Direction = FileTransfer['direction'];

/** Under which numbers two pages speak of their files: those of the sender. With another page there are others. */
export class FileNumbers {
  readonly #keys = new Map<string, string>();
  readonly #ids = new Map<string, number>();
  #lastOwn = 0;

  /** One of this page's own. @returns its number: a new one */
  add(key: string): number {
    this.#lastOwn += 1;
    this.bind('sent', this.#lastOwn, key);
    return this.#lastOwn;
  }

  bind(direction: Direction, id: number, key: string): void {
    this.#keys.set(`${direction} ${id}`, key);
    this.#ids.set(key, id);
  }

  /** Undefined: there is none, for the page that is there now. */
  keyOf(direction: Direction, id: number): string | undefined {
    return this.#keys.get(`${direction} ${id}`);
  }

  idOf(key: string): number | undefined {
    return this.#ids.get(key);
  }

  clear(): void {
    this.#keys.clear();
    this.#ids.clear();
  }
}
