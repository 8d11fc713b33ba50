/**
 * What this tab remembers, reloads included: in sessionStorage, and where that is blocked, beside the address in the
 * tab's history, which no setting blocks. There it goes with the entry; until the page is closed, the page itself knows.
 */
import { type DeviceMemory, deviceMemory } from './device-memory.ts';

interface Scope {
  readonly sessionStorage: DeviceMemory;
  readonly localStorage: DeviceMemory;
  readonly history: Pick<History, 'state' | 'replaceState'>;
}

export function tabMemory(scope: Scope = globalThis): DeviceMemory {
  const session = deviceMemory('sessionStorage', scope);
  return {
    getItem(key) {
      const kept: unknown = session.getItem(key) ?? scope.history.state?.[key];
      return typeof kept === 'string' ? kept : null;
    },
    setItem(key, value) {
      session.setItem(key, value);
      if (hasKept(scope, key, value)) return;
      try {
        scope.history.replaceState({ ...scope.history.state, [key]: value }, '');
      } catch {
        // Safari takes 100 of these in 30 seconds. Until it is closed, the page still knows.
      }
    },
  };
}

function hasKept(scope: Scope, key: string, value: string): boolean {
  try {
    return scope.sessionStorage.getItem(key) === value;
  } catch {
    return false;
  }
}
