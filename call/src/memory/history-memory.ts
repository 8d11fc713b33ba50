/**
 * What this tab remembers where the browser keeps nothing for a site: it lies in the tab's history, beside the address,
 * which no setting blocks. It outlives reloads, and nothing else: not the tab, nor an address that is opened anew.
 */
type Entry = Pick<History, 'state' | 'replaceState'>;

/** In the state of a history entry, beside what others keep there. */
const FIELD = 'kept';

const memories = new WeakMap<Entry, HistoryMemory>();

/** One memory for each history. @param history undefined: there is none, and what is remembered goes with the page */
export function historyMemory(history: Entry | undefined = globalThis.history): HistoryMemory {
  if (history === undefined) return new HistoryMemory(history);
  const memory = memories.get(history) ?? new HistoryMemory(history);
  memories.set(history, memory);
  return memory;
}

class HistoryMemory {
  readonly #history: Entry | undefined;
  readonly #items: Map<string, string>;

  constructor(history: Entry | undefined) {
    this.#history = history;
    this.#items = new Map(itemsIn(history?.state));
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.#items.get(key) === value) return;
    this.#items.set(key, value);
    this.#write();
  }

  removeItem(key: string): void {
    if (this.#items.delete(key)) this.#write();
  }

  /** Each address of the tab has a memory of its own. Call when another is shown, and it knows what the last one knew. */
  carryOver(): void {
    const there = itemsIn(this.#history?.state);
    const isSame =
      there.length === this.#items.size && there.every(([key, it]) => this.#items.get(key) === it);
    if (!isSame) this.#write();
  }

  #write(): void {
    try {
      amendEntry({ [FIELD]: Object.fromEntries(this.#items) }, undefined, this.#history);
    } catch {
      // Safari takes 100 of these in 30 seconds. Until it is closed, the page still knows.
    }
  }
}

/** Changes what is kept with the present address and, if one is given, the address. */
export function amendEntry(
  change: Readonly<Record<string, unknown>>,
  address?: string,
  history: Entry | undefined = globalThis.history,
): void {
  history?.replaceState({ ...history.state, ...change }, '', address);
}

/** Of a page of this origin, though perhaps of another version. */
function itemsIn(state: unknown): [string, string][] {
  const kept: unknown =
    typeof state === 'object' && state !== null && FIELD in state ? state[FIELD] : undefined;
  if (typeof kept !== 'object' || kept === null) return [];
  return Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}
