/** Offers and answers as they are stored: sealed, each for its place in the call. */
import {
  type CallKeys,
  type Description,
  open,
  parseDescription,
  type SealedPlace,
  seal,
} from '@parley/protocol';

export class DescriptionBox {
  readonly #keys: CallKeys;

  constructor(keys: CallKeys) {
    this.#keys = keys;
  }

  seal(kind: 'offer' | 'answer', round: number, description: Description): Promise<Uint8Array> {
    return seal(this.#keys.sealingKey, this.#place(kind, round), description);
  }

  /** @throws {ProtocolError} when it does not open, or is not a description */
  async open(kind: 'offer' | 'answer', round: number, sealed: Uint8Array): Promise<Description> {
    return parseDescription(await open(this.#keys.sealingKey, this.#place(kind, round), sealed));
  }

  #place(kind: 'offer' | 'answer', round: number): SealedPlace {
    return { docId: this.#keys.docId, kind, round, index: 0 };
  }
}
