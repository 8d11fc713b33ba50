/** Knocks in memory, beside the calls: with the same referee as the rules, on one person's wire. */
import {
  applyKnock,
  type CallDoc,
  isDismissed,
  isOpen,
  type KnockDoc,
  type KnockTransition,
  MAX_LISTED_KNOCKS,
} from '@parley/protocol';
import { childLifetime } from '../lib/lifetime.ts';
import { CallError } from '../ports/call-error.ts';
import type { CommitOptions } from '../ports/call-store.ts';
import type { KnockObserver, KnockStore, KnocksObserver, ListedKnock } from '../ports/knock-store.ts';
import { knockPath, type MemoryCallStore, type MemoryDatabase } from './memory-call-store.ts';

export class MemoryKnockStore implements KnockStore {
  readonly commits: KnockTransition[] = [];
  readonly #database: MemoryDatabase;
  readonly #uid: string;
  /** The wire and the reach are one person's. */
  readonly #way: Pick<MemoryCallStore, 'wire' | 'reach'>;

  constructor(database: MemoryDatabase, uid: string, way: Pick<MemoryCallStore, 'wire' | 'reach'>) {
    this.#database = database;
    this.#uid = uid;
    this.#way = way;
  }

  async commitKnock(
    docId: string,
    knocker: string,
    transition: KnockTransition,
    { signal }: CommitOptions,
  ): Promise<void> {
    await this.#trip(signal);
    this.commits.push(transition);
    const { knocks, calls } = this.#database;
    const path = knockPath(docId, knocker);
    const writer = { uid: this.#uid, knocker, now: this.#database.now() };
    const after = applyKnock(knocks.get(path) ?? null, calls.get(docId) ?? null, transition, writer);
    if (after === null) throw new CallError('refused');
    this.#database.write(path, () => knocks.set(path, after));
    if (this.#way.reach === 'lost') throw new CallError('signaling-unreachable');
  }

  async readKnock(docId: string, uid: string, signal: AbortSignal): Promise<KnockDoc | null> {
    await this.#trip(signal);
    if (!this.#hasDoor(docId)) throw new CallError('no-such-call');
    return this.#database.knocks.get(knockPath(docId, uid)) ?? null;
  }

  async wasDismissed(docId: string, uid: string, signal: AbortSignal): Promise<boolean> {
    await this.#trip(signal);
    const call = this.#database.calls.get(docId);
    return call !== undefined && call.expiresAt > this.#database.now() && isDismissed(call, uid);
  }

  watchKnock(docId: string, uid: string, { onKnock, onError }: KnockObserver, parent: AbortSignal): void {
    const path = knockPath(docId, uid);
    this.#follow(
      docId,
      (changed) => changed === path,
      onError,
      parent,
      () => {
        const knock = this.#database.knocks.get(path);
        if (knock !== undefined) onKnock(knock);
      },
    );
  }

  async readKnocks(docId: string, signal: AbortSignal): Promise<readonly ListedKnock[]> {
    await this.#trip(signal);
    if (!this.#isOwnDoor(docId)) throw new CallError('no-such-call');
    return this.#latest(docId);
  }

  watchKnocks(docId: string, { onKnocks, onError }: KnocksObserver, parent: AbortSignal): void {
    const isOfThese = (changed: string) => changed.startsWith(knockPath(docId, ''));
    this.#follow(docId, isOfThese, onError, parent, () => onKnocks(this.#latest(docId)));
  }

  async #trip(signal: AbortSignal): Promise<void> {
    await Promise.resolve();
    signal.throwIfAborted();
    if (this.#way.reach === 'offline') throw new CallError('signaling-unreachable');
  }

  #follow(
    docId: string,
    isMeant: (changed: string) => boolean,
    onError: (error: CallError) => void,
    parent: AbortSignal,
    tell: () => void,
  ): void {
    const listening = childLifetime(parent);
    const { signal } = listening;
    const deliver = () =>
      this.#way.wire.carry(() => {
        if (signal.aborted) return;
        if (this.#hasDoor(docId)) return tell();
        listening.abort();
        onError(new CallError('no-such-call'));
      });
    deliver();
    this.#database.listen((changed) => isMeant(changed) && deliver(), signal);
  }

  #door(docId: string): CallDoc | undefined {
    const call = this.#database.calls.get(docId);
    if (call?.door === undefined || !isOpen(call, this.#database.now())) return undefined;
    return isDismissed(call, this.#uid) && call.hostUid !== this.#uid ? undefined : call;
  }

  #hasDoor(docId: string): boolean {
    return this.#door(docId) !== undefined;
  }

  #isOwnDoor(docId: string): boolean {
    return this.#door(docId)?.hostUid === this.#uid;
  }

  #latest(docId: string): ListedKnock[] {
    const prefix = knockPath(docId, '');
    return [...this.#database.knocks]
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, knock]) => ({ uid: path.slice(prefix.length), ...knock }))
      .sort((one, other) => other.rungAt - one.rungAt)
      .slice(0, MAX_LISTED_KNOCKS);
  }
}
