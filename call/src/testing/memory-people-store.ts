/** Names and rings in memory, with the same referee as the rules. */
import {
  applyHolder,
  applyName,
  applyRing,
  applyRinger,
  countCreation,
  fieldsAfter,
  foldPersonName,
  type HolderDoc,
  type HolderTransition,
  holderWrite,
  isNameOf,
  MAX_LISTED_RINGS,
  mayReadName,
  NAME_KEPT_MS,
  NAME_TRIES,
  type NameDoc,
  type NameTransition,
  nameLeaseEnd,
  nameWrite,
  type RingCount,
  type RingDoc,
  type RingerDoc,
  type RingTransition,
  ringerWrite,
} from '@parley/protocol';
import { childLifetime } from '../lib/lifetime.ts';
import { CallError } from '../ports/call-error.ts';
import type { CommitOptions } from '../ports/call-store.ts';
import type {
  NameChange,
  NameObserver,
  PeopleStore,
  RingObserver,
  RingsObserver,
} from '../ports/people-store.ts';
import type { MemoryDatabase } from './memory-call-store.ts';

export class MemoryPeopleStore implements PeopleStore {
  /** What this person's requests meet; `lost`: a ring's write is carried out, and nothing comes back of it. */
  reach: 'online' | 'offline' | 'lost' = 'online';
  /** Nothing gets to their listeners; what was missed is not told later. */
  isDeaf = false;
  readonly #database: MemoryDatabase;
  readonly #uid: string;
  readonly #contact = new EventTarget();

  constructor(database: MemoryDatabase, uid: string) {
    this.#database = database;
    this.#uid = uid;
  }

  async countName(uid: string, nameId: string, signal: AbortSignal): Promise<boolean> {
    await this.#trip(signal);
    if (uid !== this.#uid) throw new CallError('refused');
    const { nameTries } = this.#database;
    const before = nameTries.get(uid) ?? null;
    if (before?.lastCall === nameId) return true;
    const count = countCreation(before, nameId, this.#database.now(), NAME_TRIES);
    if (count !== null) nameTries.set(uid, count);
    return count !== null;
  }

  async readName(nameId: string, signal: AbortSignal): Promise<NameDoc | null> {
    await this.#trip(signal);
    const { names, rings } = this.#database;
    const name = names.get(nameId) ?? null;
    const reader = {
      ...{ uid: this.#uid, now: this.#database.now(), hasAskedFor: this.#hasAskedFor(nameId) },
      ringOf: (uid: string) => rings.get(uid) ?? null,
    };
    return mayReadName(name, reader) ? name : null;
  }

  #hasAskedFor(nameId: string): boolean {
    return this.#database.nameTries.get(this.#uid)?.lastCall === nameId;
  }

  async readHolder(uid: string, signal: AbortSignal): Promise<HolderDoc | null> {
    await this.#trip(signal);
    if (uid !== this.#uid) throw new CallError('no-such-call');
    return this.#database.holders.get(uid) ?? null;
  }

  async changeName(uid: string, change: NameChange, signal: AbortSignal): Promise<void> {
    await this.#trip(signal);
    const { names, holders } = this.#database;
    const writer = { uid: this.#uid, now: this.#database.now() };
    const [moves, hold] = movesOf(change);
    const holder = holders.get(uid) ?? null;
    const held =
      hold === null ? holder : (fieldsAfter(holder, holderWrite(hold), writer.now) as unknown as HolderDoc);
    const after = new Map(names);
    for (const [nameId, move] of moves) {
      const before = names.get(nameId) ?? null;
      const hasAskedFor = this.#hasAskedFor(nameId);
      if (applyName({ nameId, before, holder: held, hasAskedFor }, move, writer) === null)
        throw new CallError('refused');
      after.set(nameId, fieldsAfter(before, nameWrite(move, uid), writer.now) as unknown as NameDoc);
    }
    if (hold !== null) {
      const scene = {
        before: holder,
        claimed: after.get(held?.name ?? '') ?? null,
        left: after.get(holder?.name ?? '') ?? null,
      };
      const next = applyHolder(scene, hold, writer);
      if (next === null) throw new CallError('refused');
      holders.set(uid, next);
    }
    for (const [nameId, name] of after)
      if (names.get(nameId) !== name) this.#database.write(`names/${nameId}`, () => names.set(nameId, name));
  }

  async readRing(caller: string, signal: AbortSignal): Promise<RingDoc | null> {
    await this.#trip(signal);
    return this.#database.rings.get(caller) ?? null;
  }

  async readRinger(uid: string, signal: AbortSignal): Promise<RingerDoc | null> {
    await this.#trip(signal);
    if (uid !== this.#uid) throw new CallError('no-such-call');
    return this.#database.ringers.get(uid) ?? null;
  }

  async commitRing(
    caller: string,
    transition: RingTransition,
    { signal }: CommitOptions,
    count?: RingCount,
  ): Promise<void> {
    await this.#trip(signal);
    const { rings, ringers } = this.#database;
    const writer = { uid: this.#uid, caller, now: this.#database.now() };
    const [before, counts] = [rings.get(caller) ?? null, ringers.get(caller) ?? null];
    const ringer = count && (fieldsAfter(counts, ringerWrite(count), writer.now) as unknown as RingerDoc);
    const after = applyRing({ before, ringer: ringer ?? counts }, transition, writer);
    const counted = count && applyRinger({ before: counts, ring: after }, count, writer);
    if (after === null || counted === null) throw new CallError('refused');
    if (counted !== undefined) ringers.set(caller, counted);
    this.#database.write(`rings/${caller}`, () => rings.set(caller, after));
    if (this.reach === 'lost') throw new CallError('signaling-unreachable');
  }

  watchName(nameId: string, { onName, onLost }: NameObserver, signal: AbortSignal): void {
    const watching = childLifetime(signal);
    const look = () => {
      const name = this.#database.names.get(nameId);
      if (name !== undefined && isNameOf(name, this.#uid, this.#database.now())) return onName(name);
      watching.abort();
      onLost();
    };
    this.#follow((path) => path === `names/${nameId}`, look, watching.signal);
  }

  watchRing(caller: string, { onRing }: RingObserver, signal: AbortSignal): void {
    this.#follow(
      (path) => path === `rings/${caller}`,
      () => {
        const ring = this.#database.rings.get(caller);
        if (ring !== undefined) onRing(ring);
      },
      signal,
    );
  }

  /** Whoever follows their rings has the database no more, or again. */
  turn(to: 'lost' | 'back'): void {
    this.#contact.dispatchEvent(new Event(to));
  }

  watchRings(callee: string, { onRings, onLost }: RingsObserver, signal: AbortSignal): void {
    const tell = () =>
      onRings(
        [...this.#database.rings]
          .filter(([, ring]) => ring.callee === callee)
          .map(([caller, ring]) => ({ caller, ...ring }))
          .sort((one, other) => other.rungAt - one.rungAt)
          .slice(0, MAX_LISTED_RINGS),
      );
    this.#follow((path) => path.startsWith('rings/'), tell, signal);
    this.#contact.addEventListener('lost', () => onLost?.(), { signal });
    this.#contact.addEventListener('back', tell, { signal });
  }

  async #trip(signal: AbortSignal): Promise<void> {
    await Promise.resolve();
    signal.throwIfAborted();
    if (this.reach === 'offline') throw new CallError('signaling-unreachable');
  }

  #follow(isMeant: (path: string) => boolean, tell: () => void, signal: AbortSignal): void {
    const deliver = () => queueMicrotask(() => signal.aborted || this.isDeaf || tell());
    deliver();
    this.#database.listen((path) => isMeant(path) && deliver(), signal);
  }
}

function movesOf(change: NameChange): [(readonly [string, NameTransition])[], HolderTransition | null] {
  const expiresAt = nameLeaseEnd(change.now);
  const release = { type: 'release', expiresAt: change.now + NAME_KEPT_MS } as const;
  switch (change.type) {
    case 'claim': {
      const { name, keys, left } = change;
      const nameId = foldPersonName(name);
      const moves = [[nameId, { type: 'claim', name, keys, expiresAt }]] as [string, NameTransition][];
      return [
        [...(left === null ? [] : [[left, release] as const]), ...moves],
        { type: 'claim', name: nameId, expiresAt },
      ];
    }
    case 'renew':
      return [
        [[change.nameId, { type: 'renew', keys: change.keys, expiresAt }]],
        { type: 'renew', expiresAt },
      ];
    case 'release':
      return [[[change.nameId, release]], null];
  }
}
