/** Names and rings in Firestore. */
import {
  countCreation,
  foldPersonName,
  HOLDERS,
  type HolderDoc,
  MAX_LISTED_RINGS,
  NAME_KEPT_MS,
  NAME_TRIES,
  NAMES,
  type NameDoc,
  nameLeaseEnd,
  parseHolderDoc,
  parseNameDoc,
  parseRingDoc,
  parseRingerDoc,
  RINGERS,
  RINGS,
  type RingCount,
  type RingDoc,
  type RingerDoc,
  type RingTransition,
} from '@parley/protocol';
import { childLifetime } from '../lib/lifetime.ts';
import type { CommitOptions } from '../ports/call-store.ts';
import type {
  NameChange,
  NameObserver,
  PeopleStore,
  RingObserver,
  RingsObserver,
} from '../ports/people-store.ts';
import {
  encodeHolder,
  encodeName,
  encodeRing,
  encodeRinger,
  encodeTries,
  type RestWrite,
} from './encode-transition.ts';
import type { FirestoreDocuments, ListedDocument } from './firestore-documents.ts';
import { parseStored, parseStoredCount } from './parse-stored.ts';

export interface FirestorePeopleStoreOptions {
  readonly documents: FirestoreDocuments;
  /** The server's time. */
  readonly now: () => number;
  /** Something was there that no version of this program writes. Default: nobody is told. */
  readonly onIgnored?: (cause: unknown) => void;
}

export class FirestorePeopleStore implements PeopleStore {
  readonly #options: FirestorePeopleStoreOptions;

  constructor(options: FirestorePeopleStoreOptions) {
    this.#options = options;
  }

  async countName(uid: string, nameId: string, signal: AbortSignal): Promise<boolean> {
    const { documents, now } = this.#options;
    const fields = await documents.read(`${NAME_TRIES}/${uid}`, signal);
    const before = fields === undefined ? null : parseStoredCount(fields, NAME_TRIES);
    if (before?.lastCall === nameId) return true;
    const count = countCreation(before, nameId, now(), NAME_TRIES);
    if (count === null) return false;
    await documents.commit([encodeTries(documents.root, NAME_TRIES, uid, before, count)], signal);
    return true;
  }

  /** The rules refuse to show a name that nobody has, as one that is kept. */
  async readName(nameId: string, signal: AbortSignal): Promise<NameDoc | null> {
    const fields = await this.#options.documents.readUnlessRefused(`${NAMES}/${nameId}`, signal);
    return fields === undefined ? null : this.#parse(parseNameDoc, fields);
  }

  readHolder(uid: string, signal: AbortSignal): Promise<HolderDoc | null> {
    return this.#read(`${HOLDERS}/${uid}`, parseHolderDoc, signal);
  }

  async changeName(uid: string, change: NameChange, signal: AbortSignal): Promise<void> {
    const { documents } = this.#options;
    await documents.commit(writesOf(documents.root, uid, change), signal);
  }

  readRing(caller: string, signal: AbortSignal): Promise<RingDoc | null> {
    return this.#read(`${RINGS}/${caller}`, parseRingDoc, signal);
  }

  readRinger(uid: string, signal: AbortSignal): Promise<RingerDoc | null> {
    return this.#read(`${RINGERS}/${uid}`, parseRingerDoc, signal);
  }

  async commitRing(
    caller: string,
    transition: RingTransition,
    { signal, isLastWord }: CommitOptions,
    count?: RingCount,
  ): Promise<void> {
    const { documents } = this.#options;
    const writes = [
      encodeRing(documents.root, caller, transition),
      ...(count === undefined ? [] : [encodeRinger(documents.root, caller, count)]),
    ];
    await documents.commit(writes, signal, isLastWord);
  }

  /** Of a name that was given up the rules show nothing, and the listener ends. */
  watchName(nameId: string, { onName, onLost }: NameObserver, signal: AbortSignal): void {
    const watching = childLifetime(signal);
    const lose = () => {
      watching.abort();
      onLost();
    };
    const onFields = (fields: unknown) => {
      const name = fields === null ? null : this.#parse(parseNameDoc, fields);
      if (name === null || name.releasedAt !== null) lose();
      else onName(name);
    };
    this.#options.documents.listen(`${NAMES}/${nameId}`, { onFields, onError: lose }, watching.signal);
  }

  watchRing(caller: string, { onRing, onError }: RingObserver, signal: AbortSignal): void {
    const onFields = (fields: unknown) => {
      const ring = fields === null ? null : this.#parse(parseRingDoc, fields);
      if (ring !== null) onRing(ring);
    };
    this.#options.documents.listen(`${RINGS}/${caller}`, { onFields, onError }, signal);
  }

  watchRings(callee: string, { onRings, onLost, onError }: RingsObserver, signal: AbortSignal): void {
    const latest = {
      ...{ parent: '', collectionId: RINGS, where: { field: 'callee', value: callee } },
      ...{ timeField: 'rungAt', limit: MAX_LISTED_RINGS },
    };
    const onDocuments = (documents: readonly ListedDocument[]) =>
      onRings(
        documents.flatMap(([caller, fields]) => {
          const ring = this.#parse(parseRingDoc, fields);
          return ring === null ? [] : [{ caller, ...ring }];
        }),
      );
    this.#options.documents.listenToLatest(latest, { onDocuments, onLost, onError }, signal);
  }

  async #read<Doc>(path: string, parse: (fields: unknown) => Doc, signal: AbortSignal): Promise<Doc | null> {
    const fields = await this.#options.documents.read(path, signal);
    return fields === undefined ? null : this.#parse(parse, fields);
  }

  #parse<Doc>(parse: (fields: unknown) => Doc, fields: unknown): Doc | null {
    return parseStored(parse, fields, this.#options.onIgnored) ?? null;
  }
}

function writesOf(root: string, uid: string, change: NameChange): RestWrite[] {
  const expiresAt = nameLeaseEnd(change.now);
  const release = (nameId: string) =>
    encodeName(root, nameId, uid, { type: 'release', expiresAt: change.now + NAME_KEPT_MS });
  switch (change.type) {
    case 'claim': {
      const { name, keys, left } = change;
      const nameId = foldPersonName(name);
      return [
        ...(left === null ? [] : [release(left)]),
        encodeHolder(root, uid, { type: 'claim', name: nameId, expiresAt }),
        encodeName(root, nameId, uid, { type: 'claim', name, keys, expiresAt }),
      ];
    }
    case 'renew':
      return [
        encodeHolder(root, uid, { type: 'renew', expiresAt }),
        encodeName(root, change.nameId, uid, { type: 'renew', keys: change.keys, expiresAt }),
      ];
    case 'release':
      return [release(change.nameId)];
  }
}
