/** Knocks in Firestore. */
import {
  CALLS,
  DISMISSED,
  KNOCKS,
  type KnockDoc,
  type KnockTransition,
  MAX_LISTED_KNOCKS,
  parseKnockDoc,
} from '@parley/protocol';
import { CallError } from '../ports/call-error.ts';
import type { CommitOptions } from '../ports/call-store.ts';
import type { KnockObserver, KnockStore, KnocksObserver, ListedKnock } from '../ports/knock-store.ts';
import { encodeKnock } from './encode-transition.ts';
import type { FirestoreDocuments, ListedDocument } from './firestore-documents.ts';
import { parseStored } from './parse-stored.ts';

export interface FirestoreKnockStoreOptions {
  readonly documents: FirestoreDocuments;
  /** Something was there that no version of this program writes. Default: nobody is told. */
  readonly onIgnored?: (cause: unknown) => void;
}

export class FirestoreKnockStore implements KnockStore {
  readonly #options: FirestoreKnockStoreOptions;

  constructor(options: FirestoreKnockStoreOptions) {
    this.#options = options;
  }

  async commitKnock(
    docId: string,
    knocker: string,
    transition: KnockTransition,
    { signal, isLastWord }: CommitOptions,
  ): Promise<void> {
    const { documents } = this.#options;
    await documents.commit([encodeKnock(documents.root, docId, knocker, transition)], signal, isLastWord);
  }

  async readKnock(docId: string, uid: string, signal: AbortSignal): Promise<KnockDoc | null> {
    const fields = await this.#options.documents.read(pathOf(docId, uid), signal);
    return fields === undefined ? null : (this.#parse(fields) ?? null);
  }

  async wasDismissed(docId: string, uid: string, signal: AbortSignal): Promise<boolean> {
    try {
      // There is nothing there; that it may be asked for is the answer.
      await this.#options.documents.read(`${CALLS}/${docId}/${DISMISSED}/${uid}`, signal);
      return true;
    } catch (error) {
      if (error instanceof CallError && error.code === 'no-such-call') return false;
      throw error;
    }
  }

  watchKnock(docId: string, uid: string, { onKnock, onError }: KnockObserver, signal: AbortSignal): void {
    const onFields = (fields: unknown) => {
      const knock = fields === null ? undefined : this.#parse(fields);
      if (knock !== undefined) onKnock(knock);
    };
    this.#options.documents.listen(pathOf(docId, uid), { onFields, onError }, signal);
  }

  async readKnocks(docId: string, signal: AbortSignal): Promise<readonly ListedKnock[]> {
    return this.#parseAll(await this.#options.documents.readLatest(latestOf(docId), signal));
  }

  watchKnocks(docId: string, { onKnocks, onError }: KnocksObserver, signal: AbortSignal): void {
    const onDocuments = (documents: readonly ListedDocument[]) => onKnocks(this.#parseAll(documents));
    this.#options.documents.listenToLatest(latestOf(docId), { onDocuments, onError }, signal);
  }

  #parseAll(documents: readonly ListedDocument[]): ListedKnock[] {
    return documents.flatMap(([uid, fields]) => {
      const knock = this.#parse(fields);
      return knock === undefined ? [] : [{ uid, ...knock }];
    });
  }

  #parse(fields: unknown): KnockDoc | undefined {
    return parseStored(parseKnockDoc, fields, this.#options.onIgnored);
  }
}

function pathOf(docId: string, uid: string): string {
  return `${CALLS}/${docId}/${KNOCKS}/${uid}`;
}

/** With the limit that the rules ask for. */
function latestOf(docId: string) {
  return {
    ...{ parent: `${CALLS}/${docId}`, collectionId: KNOCKS },
    ...{ timeField: 'rungAt', limit: MAX_LISTED_KNOCKS },
  };
}
