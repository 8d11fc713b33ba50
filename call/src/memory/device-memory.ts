/**
 * What this browser remembers for this site. Where its storage is blocked (with cookies), full or gone, reading it can
 * throw, even asking for it does: then this tab remembers, reloads included, and nobody need know.
 */
import { historyMemory } from './history-memory.ts';

/** What a site remembers of a person: the part of the web's `Storage` that is asked for. Neither throws. */
export interface DeviceMemory {
  /** Null: nothing is remembered under this key. */
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

type StorageName = 'localStorage' | 'sessionStorage';

type Scope = Readonly<Record<StorageName, DeviceMemory>> & {
  readonly history?: Pick<History, 'state' | 'replaceState'>;
};

/** @param name `localStorage`: for the browser's profile. `sessionStorage`: for this tab. */
export function deviceMemory(name: StorageName, scope: Scope = globalThis): DeviceMemory {
  /** Has what the storage did not take. */
  const refuge = historyMemory(scope.history);
  return {
    getItem(key) {
      const kept = refuge.getItem(key);
      if (kept !== null) return kept;
      try {
        return scope[name].getItem(key);
      } catch {
        return null;
      }
    },
    setItem(key, value) {
      try {
        scope[name].setItem(key, value);
      } catch {
        return refuge.setItem(key, value);
      }
      refuge.removeItem(key);
    },
  };
}

/** Whether what this browser remembers outlives the tab. */
export function hasLastingMemory(scope: Pick<typeof globalThis, 'localStorage'> = globalThis): boolean {
  const key = 'parley:probe';
  try {
    scope.localStorage.setItem(key, '');
    scope.localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}
