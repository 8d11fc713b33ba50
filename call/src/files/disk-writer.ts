/** The page's side of {@link DiskRequest}: one file that is written to the disk. */
import type { DiskReply, DiskRequest } from './disk-worker.ts';

export class DiskWriter {
  readonly #worker: Worker;
  readonly #waiting: PromiseWithResolvers<ArrayBuffer | undefined>[] = [];
  /** Why nothing is written any more. */
  #over: Error | undefined;

  private constructor() {
    this.#worker = new Worker(new URL('./disk-worker.ts', import.meta.url), { type: 'module' });
    this.#worker.addEventListener('message', ({ data: { problem, memory } }: MessageEvent<DiskReply>) => {
      const request = this.#waiting.shift();
      if (problem === undefined) request?.resolve(memory);
      else request?.reject(new DOMException(problem.message, problem.name));
    });
    this.#worker.addEventListener('error', () => this.#end(new Error('The worker does not load')));
  }

  /**
   * @param about where it is a new file, what is to be known of it
   * @param doneBytes how much of it is there; what is behind that is removed
   * @throws {DOMException} what the browser says. @throws {Error} there are no workers here
   */
  static async open(mark: string, doneBytes: number, about?: string): Promise<DiskWriter> {
    const writer = new DiskWriter();
    try {
      await writer.#ask({ type: 'open', mark, doneBytes, ...(about !== undefined && { about }) });
      return writer;
    } catch (cause) {
      writer.#end(new Error('It was not opened', { cause }));
      throw cause;
    }
  }

  /** @param block given away. @returns its memory, to be used again. @throws {DOMException} what the browser says */
  write(index: number, block: Uint8Array<ArrayBuffer>, hash: string): Promise<ArrayBuffer | undefined> {
    return this.#ask({ type: 'write', index, block, hash }, [block.buffer]);
  }

  /** Lets go of it, once all is written that was given. @throws {DOMException} what the browser says */
  async close(isWhole: boolean): Promise<void> {
    try {
      await this.#ask({ type: 'close', isWhole });
    } finally {
      this.#end(new Error('It is closed'));
    }
  }

  async #ask(request: DiskRequest, transfer: Transferable[] = []): Promise<ArrayBuffer | undefined> {
    if (this.#over !== undefined) throw this.#over;
    const waiting = Promise.withResolvers<ArrayBuffer | undefined>();
    this.#waiting.push(waiting);
    this.#worker.postMessage(request, transfer);
    return waiting.promise;
  }

  #end(cause: Error): void {
    this.#over ??= cause;
    this.#worker.terminate();
    for (const { reject } of this.#waiting.splice(0)) reject(cause);
  }
}
