/**
 * Does `work` on every item, at most `atOnce` at a time, and begins no more once `mayBegin` says no. What has begun is
 * always waited for. Failures are for `work` to deal with.
 * @returns whether every item was begun
 */
export async function forEachAtMost<Item>(
  atOnce: number,
  items: Iterable<Item>,
  mayBegin: () => boolean,
  work: (item: Item) => Promise<void>,
): Promise<boolean> {
  const queue = items[Symbol.iterator]();
  let isStopped = false;

  async function takeTurns(): Promise<void> {
    while (!isStopped) {
      const next = queue.next();
      if (next.done) return;
      if (mayBegin()) await work(next.value);
      else isStopped = true;
    }
  }

  await Promise.all(Array.from({ length: atOnce }, takeTurns));
  return !isStopped;
}
