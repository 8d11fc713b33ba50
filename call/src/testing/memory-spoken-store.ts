/** Words that are read out, in memory: with the same referee as the rules, on one person's wire. */
import {
  applySpoken,
  type CreatorDoc,
  countCreation,
  mayReadSpoken,
  type SpokenDoc,
  type SpokenTransition,
} from '@parley/protocol';
import { childLifetime } from '../lib/lifetime.ts';
import { CallError } from '../ports/call-error.ts';
import type { CommitOptions } from '../ports/call-store.ts';
import type { SpokenObserver, SpokenStore } from '../ports/spoken-store.ts';
import type { MemoryCallStore, MemoryDatabase } from './memory-call-store.ts';

const pathOf = (docId: string) => `spoken/${docId}`;

export class MemorySpokenStore implements SpokenStore {
  readonly #database: MemoryDatabase;
  readonly #uid: string;
  /** The wire and the reach are one person's. */
  readonly #way: Pick<MemoryCallStore, 'wire' | 'reach'>;
  #count: CreatorDoc | null = null;

  constructor(database: MemoryDatabase, uid: string, way: Pick<MemoryCallStore, 'wire' | 'reach'>) {
    this.#database = database;
    this.#uid = uid;
    this.#way = way;
  }

  async readOut(docId: string, place: Pick<SpokenDoc, 'key' | 'expiresAt'>, signal: AbortSignal) {
    await this.tryWords(docId, signal);
    this.#apply(docId, { type: 'read-out', ...place });
  }

  async tryWords(docId: string, signal: AbortSignal): Promise<void> {
    await this.#trip(signal);
    if (this.#count?.lastCall === docId) return;
    const count = countCreation(this.#count, docId, this.#database.now());
    if (count === null) throw new CallError('too-many-tries');
    this.#count = count;
  }

  async commitSpoken(
    docId: string,
    transition: Exclude<SpokenTransition, { type: 'read-out' }>,
    { signal }: CommitOptions,
  ): Promise<void> {
    await this.#trip(signal);
    this.#apply(docId, transition);
  }

  async forgetSpoken(docId: string, { signal }: CommitOptions): Promise<void> {
    await this.#trip(signal);
    const { spoken } = this.#database;
    if (spoken.get(docId)?.hostUid !== this.#uid) throw new CallError('refused');
    this.#database.write(pathOf(docId), () => spoken.delete(docId));
  }

  async readSpoken(docId: string, signal: AbortSignal): Promise<SpokenDoc | null> {
    await this.#trip(signal);
    return this.#seen(docId);
  }

  watchSpoken(docId: string, { onWords }: SpokenObserver, parent: AbortSignal): void {
    const { signal } = childLifetime(parent);
    const deliver = () => this.#way.wire.carry(() => signal.aborted || onWords(this.#seen(docId)));
    deliver();
    this.#database.listen((changed) => changed === pathOf(docId) && deliver(), signal);
  }

  #seen(docId: string): SpokenDoc | null {
    const words = this.#database.spoken.get(docId) ?? null;
    return mayReadSpoken(words, this.#writer(docId)) ? words : null;
  }

  #apply(docId: string, transition: SpokenTransition): void {
    const { spoken } = this.#database;
    const after = applySpoken(spoken.get(docId) ?? null, transition, this.#writer(docId));
    if (after === null) throw new CallError('refused');
    this.#database.write(pathOf(docId), () => spoken.set(docId, after));
  }

  #writer(docId: string) {
    return { uid: this.#uid, now: this.#database.now(), hasTried: this.#count?.lastCall === docId };
  }

  async #trip(signal: AbortSignal): Promise<void> {
    await Promise.resolve();
    signal.throwIfAborted();
    if (this.#way.reach === 'offline') throw new CallError('signaling-unreachable');
  }
}
