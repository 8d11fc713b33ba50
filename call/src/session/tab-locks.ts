/** Seats as Web Locks: held by a tab for as long as it lives, released by the browser however it dies. */
import type { Role } from '@parley/protocol';
import { type DeviceMemory, deviceMemory } from '../memory/device-memory.ts';
import type { SeatLocks } from '../ports/seat-locks.ts';

/** How long a page that is being reloaded may take to let go of its seat. */
const RELOAD_GRACE_MS = 2_000;

export class TabLocks implements SeatLocks {
  readonly #locks: Pick<LockManager, 'request'>;
  /** Survives a reload of the tab, and reopening it. */
  readonly #memory: DeviceMemory;

  constructor(
    locks: Pick<LockManager, 'request'> = navigator.locks,
    memory: DeviceMemory = deviceMemory('sessionStorage'),
  ) {
    this.#locks = locks;
    this.#memory = memory;
  }

  async claim(docId: string, roles: readonly Role[], signal: AbortSignal): Promise<Role | undefined> {
    const key = keyOf(docId);
    const remembered = roles.find((role) => role === this.#memory.getItem(key));
    // The page that this one replaces may not have let go yet. A duplicated tab remembers too, and will not get it.
    if (remembered !== undefined) {
      const grace = { signal: AbortSignal.timeout(RELOAD_GRACE_MS) };
      return (await this.#hold(docId, remembered, grace, signal)) ? remembered : undefined;
    }
    const [preferred] = roles;
    return preferred && this.#claim(docId, preferred, { ifAvailable: true }, signal);
  }

  async isFree(docId: string, roles: readonly Role[]): Promise<boolean> {
    const remembered = roles.find((role) => role === this.#memory.getItem(keyOf(docId)));
    const role = remembered ?? roles[0];
    if (role === undefined) return false;
    const onlyToLook = AbortSignal.abort();
    return this.#hold(docId, role, { ifAvailable: true }, onlyToLook);
  }

  async takeOver(docId: string, roles: readonly Role[], signal: AbortSignal): Promise<Role | undefined> {
    const remembered = roles.find((role) => role === this.#memory.getItem(keyOf(docId)));
    const role = remembered ?? roles[0];
    return role && this.#claim(docId, role, { steal: true }, signal);
  }

  async #claim(
    docId: string,
    role: Role,
    options: LockOptions,
    signal: AbortSignal,
  ): Promise<Role | undefined> {
    if (!(await this.#hold(docId, role, options, signal))) return undefined;
    this.#memory.setItem(keyOf(docId), role);
    return role;
  }

  /** @returns once it is known whether this tab has the lock; it is then held until `signal` aborts */
  #hold(docId: string, role: Role, options: LockOptions, signal: AbortSignal): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const keep = (lock: Lock | null) => {
      resolve(lock !== null);
      if (lock === null || signal.aborted) return undefined;
      return new Promise<void>((release) =>
        signal.addEventListener('abort', () => release(), { once: true }),
      );
    };
    // A browser that blocks storage may block locks with it. Then the tabs are not told apart, and a call is possible.
    const onError = (error: unknown) =>
      resolve(error instanceof DOMException && error.name === 'SecurityError');
    this.#locks.request(`parley:${docId}:${role}`, options, keep).catch(onError);
    return promise;
  }
}

function keyOf(docId: string): string {
  return `parley:seat:${docId}`;
}
