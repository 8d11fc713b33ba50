/**
 * Which sessions of a call were this tab's: a page that is loaded anew has another one, and finds its own seat by this. A
 * seat of the same user that is none of theirs is held on another device.
 */
import type { DeviceMemory } from '../memory/device-memory.ts';

/** More than are loaded before the document shows one of them. */
const MAX_PAGES = 8;

export class OwnPages {
  readonly #memory: DeviceMemory;
  readonly #key: string;
  readonly #session: string;

  /** @param memory outlives a reload of this tab. @param session this page's */
  constructor(memory: DeviceMemory, docId: string, session: string) {
    this.#memory = memory;
    this.#key = `parley:sessions:${docId}`;
    this.#session = session;
  }

  /** This page may sit down from now on. What it writes may be heard though it learns nothing of that. */
  remember(): void {
    const others = this.#remembered.filter((session) => session !== this.#session);
    this.#memory.setItem(this.#key, [this.#session, ...others].slice(0, MAX_PAGES).join(' '));
  }

  has(session: string): boolean {
    return session === this.#session || this.#remembered.includes(session);
  }

  get #remembered(): string[] {
    return (this.#memory.getItem(this.#key) ?? '').split(' ').filter(Boolean);
  }
}
