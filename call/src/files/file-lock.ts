/** Says to the other pages of the site which of the files that lie there are in use. */

export interface FileLock {
  release(): void;
}

/** Long enough for the page before this one to be gone. */
const HANDOVER_MS = 2_000;

/** For as long as this page lives, or until it is released. Never rejects. @returns undefined: another page has it */
export async function holdLock(name: string): Promise<FileLock | undefined> {
  const held = Promise.withResolvers<void>();
  const taken = Promise.withResolvers<FileLock | undefined>();
  const holding = async () =>
    navigator.locks.request(lockName(name), { signal: AbortSignal.timeout(HANDOVER_MS) }, () => {
      taken.resolve({ release: held.resolve });
      return held.promise;
    });
  // No page has locks whose storage is blocked.
  holding().catch(() => taken.resolve(undefined));
  return taken.promise;
}

/** Does it where nobody holds the lock. Never rejects. */
export async function ifFree(name: string, act: () => Promise<void>): Promise<void> {
  try {
    await navigator.locks.request(lockName(name), { ifAvailable: true }, (lock) => lock && act());
  } catch {
    // What cannot be done with one, as where a download still reads it, keeps no other.
  }
}

function lockName(name: string): string {
  return `parley-file:${name}`;
}
