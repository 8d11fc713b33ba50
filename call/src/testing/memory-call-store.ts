/** Calls in memory: a store with the same referee as the rules, and a wire to each person that can be meddled with. */
import {
  applyKnock,
  applyTransition,
  type CallDoc,
  type CallTransition,
  type CandidatesPlace,
  type CreatorDoc,
  callAfter,
  candidatesPath,
  type DocumentWrite,
  type HolderDoc,
  type KnockDoc,
  mayAddCandidates,
  mayRead,
  mayReadCandidates,
  type NameDoc,
  type RingDoc,
  type RingerDoc,
  type SpokenDoc,
  type Welcome,
  welcomeOf,
} from '@parley/protocol';
import { childLifetime, delay } from '../lib/lifetime.ts';
import { ServerClock } from '../lib/server-clock.ts';
import { CallError, type CallErrorCode } from '../ports/call-error.ts';
import type { CallObserver, CallStore, CommitOptions } from '../ports/call-store.ts';
import { Wire } from './wire.ts';

/** What everybody shares. */
export class MemoryDatabase {
  readonly calls = new Map<string, CallDoc>();
  /** IDs of calls that are gone, or that programs have booked: nobody creates another there. */
  readonly retired = new Set<string>();
  readonly candidates = new Map<string, Uint8Array>();
  /** By `knockPath`. */
  readonly knocks = new Map<string, KnockDoc>();
  /** By document ID. */
  readonly spoken = new Map<string, SpokenDoc>();
  /** By the folded name, by whose they are, and by the caller. */
  readonly names = new Map<string, NameDoc>();
  readonly holders = new Map<string, HolderDoc>();
  readonly nameTries = new Map<string, CreatorDoc>();
  readonly rings = new Map<string, RingDoc>();
  readonly ringers = new Map<string, RingerDoc>();
  readonly #listeners = new Set<(path: string) => void>();

  /** What the server's clock is ahead of `performance.now()`: it does not jump when a device's is set. */
  #aheadMs = Date.now() - performance.now();

  /** The server's clock. */
  now(): number {
    return Math.round(performance.now() + this.#aheadMs);
  }

  /** Time passes in which this device is asleep. */
  sleep(ms: number): void {
    this.#aheadMs += ms;
  }

  /** Past the referee, as the server writes. */
  writeCall(docId: string, write: DocumentWrite): void {
    const after = callAfter(this.calls.get(docId) ?? null, write, this.now());
    this.write(docId, () => this.calls.set(docId, after));
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
  /** How often it was asked, and its listeners' channel opened anew. */
  readCount = 0;
  restartCount = 0;
  /** Whether a wire that is held carries again once its channel was opened anew. */
  isHealedByRestart = false;
  readonly #database: MemoryDatabase;
  readonly #uid: string;
  /** What the server's answers tell the time to. */
  readonly #clock: ServerClock;
  readonly #failures = new Set<(error: CallError) => void>();

  constructor(database: MemoryDatabase, uid: string, clock = new ServerClock()) {
    this.#database = database;
    this.#uid = uid;
    this.#clock = clock;
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
    const welcome = welcomeOf(transition);
    const told = welcome && this.#welcomed(docId, welcome);
    this.#database.write(docId, () => calls.set(docId, after));
    told?.();
    if (this.acknowledgementMs > 0) await delay(this.acknowledgementMs, signal);
    if (this.reach === 'lost') throw new CallError('signaling-unreachable');
  }

  /** What tells whoever is let in. @throws {CallError} `refused` when their page is another by now */
  #welcomed(docId: string, { uid, knock: session, word: sealed }: Welcome): () => void {
    const { calls, knocks } = this.#database;
    const path = knockPath(docId, uid);
    const word = { type: 'reply', session, answer: 'admitted', word: sealed } as const;
    const writer = { uid: this.#uid, knocker: uid, now: this.#database.now() };
    const after = applyKnock(knocks.get(path) ?? null, calls.get(docId) ?? null, word, writer);
    if (after === null) throw new CallError('refused');
    return () => this.#database.write(path, () => knocks.set(path, after));
  }

  #isReadable(call: CallDoc | undefined): call is CallDoc {
    const now = this.#database.now();
    return call !== undefined && call.expiresAt > now && mayRead(call, { uid: this.#uid, now });
  }

  async readCall(docId: string, signal: AbortSignal): Promise<CallDoc> {
    await Promise.resolve();
    signal.throwIfAborted();
    this.readCount += 1;
    if (this.reach === 'offline') throw new CallError('signaling-unreachable');
    this.#clock.measure()(this.#database.now());
    const call = this.#database.calls.get(docId);
    if (!this.#isReadable(call)) throw new CallError('no-such-call');
    return call;
  }

  listenAnew(): void {
    this.restartCount += 1;
    if (this.isHealedByRestart) this.wire.release();
  }

  /** All listeners are told that they have ended, as a database does. */
  failListeners(code: CallErrorCode): void {
    for (const fail of [...this.#failures]) fail(new CallError(code));
  }

  watchCall(docId: string, observer: CallObserver, parent: AbortSignal): void {
    const listening = childLifetime(parent);
    const { signal } = listening;
    const fail = (error: CallError) => {
      listening.abort();
      observer.onError(error);
    };
    this.#failures.add(fail);
    signal.addEventListener('abort', () => this.#failures.delete(fail), { once: true });
    const deliver = () => {
      const call = this.#database.calls.get(docId);
      this.wire.carry(() => {
        if (signal.aborted) return;
        if (this.#isReadable(call)) observer.onCall(call);
        else fail(new CallError('no-such-call'));
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
      const { candidates, calls } = this.#database;
      const [sealed, call] = [candidates.get(path), calls.get(place.docId)];
      const reader = { uid: this.#uid, now: this.#database.now() };
      if (call === undefined || !mayReadCandidates(call, reader)) return;
      if (sealed !== undefined) this.wire.carry(() => signal.aborted || onBatch(sealed));
    };
    deliver();
    this.#database.listen((changed) => changed === path && deliver(), signal);
  }
}

/** Where a knock is. */
export function knockPath(docId: string, uid: string): string {
  return `${docId}/knocks/${uid}`;
}

function pathOf(place: CandidatesPlace): string {
  return [place.docId, ...candidatesPath(place)].join('/');
}
