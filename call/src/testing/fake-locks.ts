/** The Web Locks of one browser as one of its pages sees them, as far as seats ask of them: https://w3c.github.io/web-locks/ */

interface LockRequest {
  readonly page: FakeLocks;
  grant(): void;
  /** It does not have the lock any more, or waits for it no longer. */
  lose(reason: unknown): void;
}

/** By the names of the locks; the first of each has it, and the others wait. Shared by the pages of a browser. */
export type LockQueues = Map<string, LockRequest[]>;

type Callback = (lock: Lock | null) => unknown;

export class FakeLocks {
  readonly #queues: LockQueues;

  constructor(queues: LockQueues = new Map()) {
    this.#queues = queues;
  }

  // As wide as the real one's, which is generic in what the callback returns.
  readonly request = ((name: string, options: LockOptions, callback: Callback) =>
    this.#request(name, options, callback)) as LockManager['request'];

  /** Who has a lock, and who waits. */
  async query(): Promise<LockManagerSnapshot> {
    const queues = [...this.#queues];
    return {
      held: queues.flatMap(([name, queue]) => queue.slice(0, 1).map(() => ({ name }))),
      pending: queues.flatMap(([name, queue]) => queue.slice(1).map(() => ({ name }))),
    };
  }

  /** The page is gone, however it died. */
  release(): void {
    for (const queue of this.#queues.values()) {
      const [first] = queue;
      queue.splice(0, queue.length, ...queue.filter(({ page }) => page !== this));
      if (queue[0] !== first) queue[0]?.grant();
    }
  }

  #request(name: string, options: LockOptions, callback: Callback): Promise<unknown> {
    const { ifAvailable = false, steal = false, signal } = options;
    const queue = this.#queues.get(name) ?? [];
    this.#queues.set(name, queue);
    if (!steal && ifAvailable && queue.length > 0) return Promise.resolve(null).then(callback);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const leave = () => {
      const at = queue.indexOf(request);
      if (at !== -1) queue.splice(at, 1);
      if (at === 0) queue[0]?.grant();
    };
    const request: LockRequest = {
      page: this,
      grant: () => {
        const held = Promise.resolve({ name, mode: 'exclusive' } as const).then(callback);
        held.then(resolve, reject).finally(leave);
      },
      lose: (reason) => {
        leave();
        reject(reason);
      },
    };
    if (steal) {
      queue.shift()?.lose(new DOMException('It was stolen', 'AbortError'));
      queue.unshift(request);
    } else queue.push(request);
    if (queue[0] === request) request.grant();
    // Of use only to whoever waits.
    signal?.addEventListener('abort', () => queue[0] !== request && request.lose(signal.reason));
    return promise;
  }
}
