import type { Persistence } from 'firebase/auth';
import { historyMemory } from '../memory/history-memory.ts';

/**
 * Where Firebase keeps the user when the browser keeps nothing for a site: otherwise a reload would make another user of
 * a person, and the host of a call could not come back to it. The SDK has an interface for this and does not publish it; what
 * it asks of its own kinds of persistence (`InMemoryPersistence` of @firebase/auth 1.13) is here.
 */
class HistoryPersistence implements Persistence {
  static readonly type = 'SESSION';
  readonly type = 'SESSION';
  readonly #memory = historyMemory();

  async _isAvailable(): Promise<boolean> {
    return true;
  }

  async _set(key: string, value: unknown): Promise<void> {
    this.#memory.setItem(key, JSON.stringify(value));
  }

  async _get(key: string): Promise<unknown> {
    const text = this.#memory.getItem(key);
    return text === null ? null : JSON.parse(text);
  }

  async _remove(key: string): Promise<void> {
    this.#memory.removeItem(key);
  }

  /** No other tab has this history. */
  _addListener(): void {}

  _removeListener(): void {}
}

/** The SDK takes the class and makes the one instance itself. */
export const historyPersistence: Persistence = HistoryPersistence;
