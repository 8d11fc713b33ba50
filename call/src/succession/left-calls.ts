/**
 * Calls that their host has left for another link, or has begun to make and never came to: ended until the server has heard it, also by
 * the next page of this browser. Until then a call lapses by itself, since nobody is in it; a lasting room stays for ninety days, and longer
 * if somebody comes by its old link.
 */
import { endOf } from '@parley/protocol';
import { Cell, type Readable } from '../lib/cell.ts';
import { delay, ignoreAbort } from '../lib/lifetime.ts';
import type { ServerClock } from '../lib/server-clock.ts';
import type { DeviceMemory } from '../memory/device-memory.ts';
import { CallError, isPassing } from '../ports/call-error.ts';
import type { CallStore } from '../ports/call-store.ts';

/** Of document IDs, which lead to no link. */
const KEY = 'parley:left-calls';
/** Each with when it was begun. */
const MAKING_KEY = 'parley:calls-being-made';
/** Whose page does not know by then that it was made has been closed. */
const MAKING_MS = 60_000;
const MAKING_PATTERN = /^([A-Za-z0-9_-]{22})@(\d{1,16})$/;
const DOC_ID_PATTERN = /^[A-Za-z0-9_-]{22}$/;
/** More are not kept: nobody may make so many in an hour. */
const MAX_KEPT = 20;

/** How long after it was not heard it is said again, each time by so much later. */
const RETRY_MS = 1_000;
const MAX_RETRY_MS = 10_000;

export interface LeftCallsOptions {
  readonly store: Pick<CallStore, 'commit' | 'readCall'>;
  readonly clock: ServerClock;
  /** Outlives this page. */
  readonly memory: DeviceMemory;
  readonly signal: AbortSignal;
}

export class LeftCalls {
  readonly #options: LeftCallsOptions;
  /** How many are to be ended still. */
  readonly #openCount = new Cell(0);
  readonly #ending = new Set<string>();

  constructor(options: LeftCallsOptions) {
    this.#options = options;
    for (const docId of readLeftCalls(options.memory)) void this.#endIt(docId);
    for (const making of readMaking(options.memory)) void this.#endUnlessMade(making);
  }

  get openCount(): Readable<number> {
    return this.#openCount;
  }

  /** It is to be ended by the next page, if this one does not come to it. */
  note(docId: string): void {
    const { memory } = this.#options;
    keep(memory, [...readLeftCalls(memory).filter((known) => known !== docId), docId]);
  }

  /** It is not left after all, or is over. */
  unnote(docId: string): void {
    const { memory } = this.#options;
    const others = readLeftCalls(memory).filter((known) => known !== docId);
    keep(memory, others);
  }

  end(docId: string): void {
    this.note(docId);
    this.made(docId);
    void this.#endIt(docId);
  }

  /** A call is being made there, which nobody finds if this page is closed meanwhile: then the next page ends it. */
  making(docId: string): void {
    const { memory } = this.#options;
    keepMaking(memory, [...readMaking(memory), { docId, since: Date.now() }]);
  }

  /** It is there and known, or there is none. */
  made(docId: string): void {
    const { memory } = this.#options;
    const known = readMaking(memory);
    const others = known.filter((making) => making.docId !== docId);
    if (others.length < known.length) keepMaking(memory, others);
  }

  async #endUnlessMade({ docId, since }: Making): Promise<void> {
    const { memory, signal } = this.#options;
    // A clock that was set back meanwhile makes it no longer.
    const waitMs = Math.min(Math.max(since + MAKING_MS - Date.now(), 0), MAKING_MS);
    await delay(waitMs, signal).catch(ignoreAbort);
    if (!signal.aborted && readMaking(memory).some((making) => making.docId === docId)) this.end(docId);
  }

  async #endIt(docId: string): Promise<void> {
    if (this.#ending.has(docId)) return;
    this.#ending.add(docId);
    this.#openCount.set(this.#ending.size);
    const { signal } = this.#options;
    for (let tryCount = 1; !signal.aborted; tryCount += 1) {
      const outcome = await this.#tryToEnd(docId);
      if (outcome === 'over') this.unnote(docId);
      if (outcome === 'over' || signal.aborted) break;
      // What does not pass may have passed for the next page.
      if (outcome === 'in-vain') return;
      await delay(Math.min(RETRY_MS * tryCount, MAX_RETRY_MS), signal).catch(ignoreAbort);
    }
    this.#ending.delete(docId);
    this.#openCount.set(this.#ending.size);
  }

  async #tryToEnd(docId: string): Promise<'over' | 'again' | 'in-vain'> {
    const { store, clock, signal } = this.#options;
    try {
      // It may have ended, or be another's by now, and have a door or none. Asking also puts right this page's idea of the time.
      const call = await store.readCall(docId, signal);
      // Refused, it is open and not this user's: the browser's user may be another since.
      if (call.ended === null) await store.commit(docId, endOf(call, clock.now()), { signal });
      return 'over';
    } catch (error) {
      return outcomeOf(error, signal);
    }
  }
}

function outcomeOf(error: unknown, signal: AbortSignal): 'over' | 'again' | 'in-vain' {
  if (signal.aborted) return 'again';
  if (!(error instanceof CallError)) throw error;
  if (error.code === 'no-such-call') return 'over';
  return isPassing(error.code) ? 'again' : 'in-vain';
}

export function readLeftCalls(memory: DeviceMemory): readonly string[] {
  return (memory.getItem(KEY) ?? '').split(' ').filter((docId) => DOC_ID_PATTERN.test(docId));
}

interface Making {
  readonly docId: string;
  /** By this device's clock. */
  readonly since: number;
}

function readMaking(memory: DeviceMemory): readonly Making[] {
  return (memory.getItem(MAKING_KEY) ?? '').split(' ').flatMap((text) => {
    const [, docId, since] = MAKING_PATTERN.exec(text) ?? [];
    return docId === undefined ? [] : [{ docId, since: Number(since) }];
  });
}

function keepMaking(memory: DeviceMemory, all: readonly Making[]): void {
  const texts = all.slice(-MAX_KEPT).map(({ docId, since }) => `${docId}@${since}`);
  memory.setItem(MAKING_KEY, texts.join(' '));
}

function keep(memory: DeviceMemory, docIds: readonly string[]): void {
  memory.setItem(KEY, docIds.slice(-MAX_KEPT).join(' '));
}
