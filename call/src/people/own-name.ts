import {
  areSameBytes,
  foldPersonName,
  keysOf,
  type NameDoc,
  nameLeaseEnd,
  nextClaimAt,
  type PersonName,
  withKey,
} from '@parley/protocol';
import { Cell } from '../lib/cell.ts';
import type { DeviceKeys } from '../memory/device-keys.ts';
import { CallError } from '../ports/call-error.ts';
import type { PeopleStore } from '../ports/people-store.ts';
import { readHeldName } from './held-name.ts';
import { PeopleError } from './people-error.ts';

export interface OwnNameOptions {
  readonly store: Pick<PeopleStore, 'readHolder' | 'readName' | 'countName' | 'changeName'>;
  readonly uid: string;
  readonly keys: DeviceKeys;
  /** The server's time. */
  readonly now: () => number;
}

/** The name that this user has, with this device among those that it rings. */
export class OwnName {
  /** Null: they have none. Undefined: it was not asked yet. */
  readonly value = new Cell<PersonName | null | undefined>(undefined);
  /** The name that they had here, and have given up on another page or device since; undefined: there is none such. */
  readonly lost = new Cell<PersonName | undefined>(undefined);
  readonly #options: OwnNameOptions;
  /** How often it began, or ended, to be claimed or given up here: what was asked before that is old. */
  #changeCount = 0;
  #isChanging = false;

  constructor(options: OwnNameOptions) {
    this.#options = options;
  }

  /** Asks the database, and keeps the name theirs for another while. @throws {CallError} */
  async load(signal: AbortSignal): Promise<void> {
    const { store, uid, keys, now } = this.#options;
    const changes = this.#changeCount;
    const name = await this.#held(signal);
    if (this.#isOld(changes)) return;
    if (name === null) {
      this.lost.set(this.value.value ?? this.lost.value);
      return this.value.set(null);
    }
    const known = keysOf(name);
    if (!this.isRungHere(name) || name.expiresAt < nameLeaseEnd(now())) {
      const nameId = foldPersonName(name.name);
      const change = { type: 'renew', nameId, keys: withKey(known, keys.publicKey), now: now() } as const;
      await store.changeName(uid, change, signal);
    }
    if (!this.#isOld(changes)) this.#have(name.name);
  }

  /** Whether this device is among those that the name rings: the last few that came to it. */
  isRungHere(name: NameDoc): boolean {
    return keysOf(name).some((key) => areSameBytes(key, this.#options.keys.publicKey));
  }

  /** @throws {PeopleError} `name-taken`, `name-paused` @throws {CallError} why there is no answer */
  claim(name: PersonName, signal: AbortSignal): Promise<void> {
    return this.#change(() => this.#claim(name, signal));
  }

  /** @throws {CallError} */
  release(signal: AbortSignal): Promise<void> {
    return this.#change(() => this.#release(signal));
  }

  async #claim(name: PersonName, signal: AbortSignal): Promise<void> {
    const { store, uid, keys, now } = this.#options;
    const held = await this.#held(signal);
    const left = held === null ? null : foldPersonName(held.name);
    // It is theirs already, as they wrote it first.
    if (left === foldPersonName(name)) return;
    if (nextClaimAt(await store.readHolder(uid, signal)) > now()) throw new PeopleError('name-paused');
    if (!(await store.countName(uid, foldPersonName(name), signal))) throw new PeopleError('too-many-names');
    const devices = withKey(held === null ? [] : keysOf(held), keys.publicKey);
    const change = { type: 'claim', name, keys: devices, left, now: now() } as const;
    try {
      await store.changeName(uid, change, signal);
    } catch (error) {
      if (error instanceof CallError && error.code === 'refused') throw new PeopleError('name-taken');
      throw error;
    }
    this.#have(name);
  }

  async #release(signal: AbortSignal): Promise<void> {
    const { store, uid, now } = this.#options;
    const held = await this.#held(signal);
    if (held !== null)
      await store.changeName(uid, { type: 'release', nameId: foldPersonName(held.name), now: now() }, signal);
    this.lost.set(undefined);
    this.value.set(null);
  }

  /** What the database says meanwhile is of before or after it, and nobody knows which. */
  async #change(perform: () => Promise<void>): Promise<void> {
    this.#changeCount += 1;
    this.#isChanging = true;
    try {
      await perform();
    } finally {
      this.#isChanging = false;
    }
  }

  #isOld(changes: number): boolean {
    return this.#isChanging || changes !== this.#changeCount;
  }

  #have(name: PersonName): void {
    this.lost.set(undefined);
    this.value.set(name);
  }

  #held(signal: AbortSignal): Promise<NameDoc | null> {
    return readHeldName(this.#options, signal);
  }
}
