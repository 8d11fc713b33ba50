/** A lifetime is an AbortSignal. These make and await them. */

/** A lifetime that ends with its parent or before. */
export function childLifetime(parent: AbortSignal): AbortController {
  const child = new AbortController();
  if (parent.aborted) child.abort(parent.reason);
  // `signal: child.signal` removes the listener when the child ends first, so long-lived parents collect nothing.
  else
    parent.addEventListener('abort', () => child.abort(parent.reason), { once: true, signal: child.signal });
  return child;
}

/** Resolves after `ms` milliseconds. @throws the signal's reason when the lifetime ends first */
export function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** Calls `tick` every `ms` milliseconds of the lifetime. */
export function every(ms: number, tick: () => void, signal: AbortSignal): void {
  if (signal.aborted) return;
  const timer = setInterval(tick, ms);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}

/** Settles as the promise does, or rejects with the signal's reason as soon as the lifetime ends. */
export function whileAlive<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const ended = Promise.withResolvers<never>();
  const onAbort = () => ended.reject(signal.reason);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  // The end comes first where both are there. The race also sees to a promise that fails when nobody waits any more.
  return Promise.race([ended.promise, promise]).finally(() => signal.removeEventListener('abort', onAbort));
}

/** For whoever awaits a lifetime's end: abort is not an error. */
export function ignoreAbort(): void {}
