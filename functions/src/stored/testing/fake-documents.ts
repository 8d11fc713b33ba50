import { type DocumentData, type Firestore, GrpcStatus, type Timestamp } from 'firebase-admin/firestore';

type Precondition = { readonly lastUpdateTime?: Timestamp };

/**
 * Single documents of Firestore, with the preconditions of its writes and no more: no queries, no transactions, and no
 * batches but what a test makes of `create`.
 */
export class FakeDocuments {
  /** How often a document was read, which is what Firestore is paid for. */
  readCount = 0;
  writeCount = 0;
  readonly #documents = new Map<string, { readonly fields: DocumentData; readonly version: number }>();
  #version = 0;

  /** For whoever asks Firestore for documents by their names. */
  get firestore(): Firestore {
    const collection = (name: string) => ({ doc: (id: string) => this.#reference(`${name}/${id}`) });
    const getAll = (...references: readonly { get: () => unknown }[]) =>
      Promise.all(references.map((reference) => reference.get()));
    return { collection, getAll } as unknown as Firestore;
  }

  /** The fields of every document, by its path. */
  get fields(): ReadonlyMap<string, DocumentData> {
    return new Map([...this.#documents].map(([path, { fields }]) => [path, fields]));
  }

  create(path: string, fields: DocumentData): void {
    if (this.#documents.has(path)) throw refusal(GrpcStatus.ALREADY_EXISTS);
    this.#write(path, fields);
  }

  #reference(path: string) {
    const id = path.slice(path.lastIndexOf('/') + 1);
    const reference = {
      path,
      id,
      get: async () => {
        this.readCount += 1;
        const stored = this.#documents.get(path);
        const get = (name: string) => stored?.fields[name];
        const data = () => stored?.fields;
        return { ref: reference, id, exists: stored !== undefined, updateTime: stored?.version, get, data };
      },
      create: async (fields: DocumentData) => this.create(path, fields),
      update: async (fields: DocumentData, precondition: Precondition = {}) => {
        const within = Object.keys(fields).find((name) => name.includes('.'));
        if (within !== undefined) throw new Error(`Only whole fields are updated here, not ${within}`);
        this.#check(path, precondition);
        this.#write(path, { ...this.#documents.get(path)?.fields, ...fields });
      },
      delete: async (precondition: Precondition = {}) => {
        if (precondition.lastUpdateTime !== undefined) this.#check(path, precondition);
        this.#documents.delete(path);
      },
    };
    return reference;
  }

  #write(path: string, fields: DocumentData): void {
    this.#version += 1;
    this.writeCount += 1;
    this.#documents.set(path, { fields, version: this.#version });
  }

  #check(path: string, { lastUpdateTime }: Precondition): void {
    const stored = this.#documents.get(path);
    if (stored === undefined) throw refusal(GrpcStatus.NOT_FOUND);
    const isUnchanged = lastUpdateTime === undefined || (lastUpdateTime as unknown) === stored.version;
    if (!isUnchanged) throw refusal(GrpcStatus.FAILED_PRECONDITION);
  }
}

function refusal(code: GrpcStatus): Error {
  return Object.assign(new Error(GrpcStatus[code]), { code });
}
