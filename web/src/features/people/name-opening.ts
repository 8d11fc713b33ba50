/** Where it could not be asked which name this browser's user has, it is asked anew: nobody could ring them here before. */

/** How long after a try that failed the next one follows, if nothing tells of a better moment. */
const AGAIN_MS = 15_000;

export interface NameOpening {
  /** Whether there is something to be asked, and no answer yet. */
  readonly isNeeded: () => boolean;
  /** One that is under way is the same one. */
  readonly open: () => Promise<unknown>;
}

export function openUntilKnown({ isNeeded, open }: NameOpening, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const act = () => {
    clearTimeout(timer);
    if (signal.aborted || !isNeeded()) return;
    // The panel tells why it does not work, to whoever looks.
    open().catch(() => {
      clearTimeout(timer);
      timer = setTimeout(act, AGAIN_MS);
    });
  };
  addEventListener('online', act, { signal });
  document.addEventListener('visibilitychange', () => !document.hidden && act(), { signal });
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  act();
}
