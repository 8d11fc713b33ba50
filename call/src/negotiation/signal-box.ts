/**
 * Descriptions and candidates as they are stored: sealed, each for its place in the call, and for the one session that
 * they are meant for. Where that is not known, or has no key, whoever has the link can read them: then the sender says
 * nothing of itself in them.
 */
import {
  audienceOf,
  type CallKeys,
  type CandidateBatch,
  type CandidatesSide,
  type Description,
  derivePairKey,
  open,
  ProtocolError,
  parseCandidateBatch,
  parseDescription,
  type Role,
  type SealedPlace,
  type SessionKeys,
  seal,
  sealWord,
} from '@parley/protocol';

/** Of the session that something is meant for, or comes from; null: nobody in particular, or a page without keys. */
export type PeerKey = Uint8Array | null;

export class SignalBox {
  readonly #keys: CallKeys;
  readonly #role: Role;
  readonly #own: SessionKeys;
  /** The last one, which is nearly always the one. */
  #pair: { readonly theirs: Uint8Array; readonly key: Promise<CryptoKey> } | undefined;

  constructor(keys: CallKeys, role: Role, own: SessionKeys) {
    this.#keys = keys;
    this.#role = role;
    this.#own = own;
  }

  /** Whether something can be sealed for it. Whoever sits there put it there. */
  async isUsable(theirs: Uint8Array): Promise<boolean> {
    return this.#pairKey(theirs).then(
      () => true,
      () => false,
    );
  }

  /** What is said at the door to whoever is let in: nothing but that they are. */
  sealWord(ring: { readonly session: string; readonly rings: number }): Promise<Uint8Array> {
    return sealWord(this.#keys, ring, '');
  }

  /** @throws {ProtocolError} `invalid` when `theirs` is no key */
  sealDescription(kind: 'offer' | 'answer', round: number, description: Description, theirs: PeerKey) {
    return this.#seal({ kind, round, index: 0 }, description, theirs);
  }

  /** @throws {ProtocolError} when it does not open, or is not a description */
  async openDescription(kind: 'offer' | 'answer', round: number, sealed: Uint8Array, theirs: PeerKey) {
    return parseDescription(await this.#open({ kind, round, index: 0 }, sealed, theirs));
  }

  /** @throws {ProtocolError} `invalid` when `theirs` is no key */
  sealBatch(side: CandidatesSide, round: number, index: number, batch: CandidateBatch, theirs: PeerKey) {
    return this.#seal({ kind: `${side}-candidates`, round, index }, batch, theirs);
  }

  /** @throws {ProtocolError} when it does not open, or is no batch */
  async openBatch(side: CandidatesSide, round: number, index: number, sealed: Uint8Array, theirs: PeerKey) {
    return parseCandidateBatch(
      await this.#open({ kind: `${side}-candidates`, round, index }, sealed, theirs),
    );
  }

  async #seal(place: Omit<SealedPlace, 'docId'>, value: unknown, theirs: PeerKey): Promise<Uint8Array> {
    const { docId, sealingKey } = this.#keys;
    if (theirs === null) return seal(sealingKey, { docId, ...place }, value);
    return seal(await this.#pairKey(theirs), { docId, ...place }, value, 'pair');
  }

  async #open(place: Omit<SealedPlace, 'docId'>, sealed: Uint8Array, theirs: PeerKey): Promise<unknown> {
    const { docId, sealingKey } = this.#keys;
    const isForPair = audienceOf(sealed) === 'pair' && theirs !== null;
    return open(isForPair ? await this.#pairKey(theirs) : sealingKey, { docId, ...place }, sealed);
  }

  async #pairKey(theirs: Uint8Array): Promise<CryptoKey> {
    if (this.#pair?.theirs.join() !== theirs.join())
      this.#pair = { theirs, key: derivePairKey(this.#keys, this.#role, this.#own, theirs) };
    try {
      return await this.#pair.key;
    } catch (cause) {
      throw new ProtocolError('invalid', 'key must be a point of the curve', { cause });
    }
  }
}
