/**
 * What this browser remembers for this site. Where its storage is blocked (with cookies), full or gone, reading it can
 * throw, even asking for it does: then the page itself remembers, until it is closed, and nobody need know.
 */
export interface DeviceMemory {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

type StorageName = 'localStorage' | 'sessionStorage';

/** @param name `localStorage`: for the browser's profile. `sessionStorage`: for this tab. */
export function deviceMemory(
  name: StorageName,
  scope: Readonly<Record<StorageName, DeviceMemory>> = globalThis,
): DeviceMemory {
  /** What the storage did not take. */
  const refused = new Map<string, string>();
  return {
    getItem(key) {
      const kept = refused.get(key);
      if (kept !== undefined) return kept;
      try {
        return scope[name].getItem(key);
      } catch {
        return null;
      }
    },
    setItem(key, value) {
      try {
        scope[name].setItem(key, value);
        refused.delete(key);
      } catch {
        refused.set(key, value);
      }
    },
  };
}
