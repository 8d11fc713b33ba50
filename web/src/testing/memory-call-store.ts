/** Calls in memory: a store with the same referee as the rules, and a wire to each person that can be meddled with. */
import {
  applyTransition,
  type CallDoc,
  type CallTransition,
  type CandidatesPlace,
  candidatesPath,
  mayAddCandidates,
} from '@parley/protocol';
import { CallError } from '../call/call-error.ts';
import type { CallObserver, CallStore, CommitOptions } from '../call/call-store.ts';
import { delay } from '../lib/lifetime.ts';
import { Wire } from './wire.ts';

/** What everybody shares. */
export class MemoryDatabase {
  readonly calls = new Map<string, CallDoc>();
  /** IDs of calls that are gone, or that programs have booked: nobody creates another there. */
  readonly retired = new Set<string>();
  readonly candidates = new Map<string, Uint8Array>();
  readonly #listeners = new Set<(path: string) => void>();

  /** The server's clock. */
  now(): number {
    return Date.now();
  }

  write(path: string, apply: () => void): void {
    apply();
    for (const listener of this.#listeners) listener(path);
  }

  listen(listener: (path: string) => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
  }
}

/** One person's way to the database. */
export class MemoryCallStore implements CallStore {
  readonly wire = new Wire();
  /** What their writes meet. `lost`: the server has accepted it, but the answer does not arrive. */
  reach: 'online' | 'offline' | 'lost' = 'online';
  /** How long the server's answer to a write takes; what it has accepted, others see at once. Milliseconds. */
  acknowledgementMs = 0;
  readonly commits: CallTransition[] = [];
  readonly #database: MemoryDatabase;
  readonly #uid: string;

  constructor(database: MemoryDatabase, uid: string) {
    this.#database = database;
    this.#uid = uid;
  }

  async commit(docId: string, transition: CallTransition, { signal }: CommitOptions): Promise<void> {
    // A round trip: what others write in this instant may come first.
    await Promise.resolve();
    signal.throwIfAborted();
    if (this.reach === 'offline') throw new CallError('signaling-unreachable');
    this.commits.push(transition);
    const { calls } = this.#database;
    const writer = { uid: this.#uid, now: this.#database.now() };
    const before = calls.get(docId) ?? (this.#database.retired.has(docId) ? 'retired' : null);
    const after = applyTransition(before, transition, writer);
    if (after === null) throw new CallError('refused');
    this.#database.write(docId, () => calls.set(docId, after));
    if (this.acknowledgementMs > 0) await delay(this.acknowledgementMs, signal);
    if (this.reach === 'lost') throw new CallError('signaling-unreachable');
  }

  watchCall(docId: string, observer: CallObserver, signal: AbortSignal): void {
    const deliver = () => {
      const call = this.#database.calls.get(docId);
      this.wire.carry(() => {
        if (signal.aborted) return;
        if (call === undefined || call.expiresAt <= this.#database.now()) {
          observer.onError(new CallError('no-such-call'));
        } else observer.onCall(call);
      });
    };
    deliver();
    this.#database.listen((path) => path === docId && deliver(), signal);
  }

  async addCandidates(place: CandidatesPlace, sealed: Uint8Array, expiresAt: number, signal: AbortSignal) {
    await Promise.resolve();
    signal.throwIfAborted();
    if (this.reach === 'offline') throw new CallError('signaling-unreachable');
    const { candidates, calls } = this.#database;
    const path = pathOf(place);
    const call = calls.get(place.docId);
    const writer = { uid: this.#uid, now: this.#database.now() };
    const mayAdd = call !== undefined && mayAddCandidates(call, place, expiresAt, writer);
    if (candidates.has(path) || !mayAdd) throw new CallError('refused');
    this.#database.write(path, () => candidates.set(path, sealed));
  }

  watchCandidates(place: CandidatesPlace, onBatch: (sealed: Uint8Array) => void, signal: AbortSignal): void {
    const path = pathOf(place);
    const deliver = () => {
      const sealed = this.#database.candidates.get(path);
      if (sealed !== undefined) this.wire.carry(() => signal.aborted || onBatch(sealed));
    };
    deliver();
    this.#database.listen((changed) => changed === path && deliver(), signal);
  }
}

function pathOf(place: CandidatesPlace): string {
  return [place.docId, ...candidatesPath(place)].join('/');
}
