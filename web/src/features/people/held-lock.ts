/** Tells the other pages of this browser, by a lock that several may hold, that something goes on here. */
export class HeldLock {
  readonly #name: string;
  #release: (() => void) | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  get isHeld(): boolean {
    return this.#release !== undefined;
  }

  set(isHeld: boolean): void {
    if (isHeld === this.isHeld) return;
    this.#release?.();
    this.#release = undefined;
    if (!isHeld) return;
    const held = Promise.withResolvers<void>();
    this.#release = held.resolve;
    // Where storage is blocked, locks may be, too: then other pages do not know.
    navigator.locks.request(this.#name, { mode: 'shared' }, () => held.promise).catch(() => {});
  }
}
