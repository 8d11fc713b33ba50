/**
 * One number that both ends of a link have and nobody between them can bring about: a short authentication string, as ZRTP's
 * (https://www.rfc-editor.org/rfc/rfc6189#section-4.4.1.1). Each page promises a random number by its hash, and tells it when the other has promised theirs,
 * too. Whoever sits between the two has two links, each with other certificates, so has to hit the same words by chance, once for each link.
 */
import { areSameBytes, encodeSafetyMessage, SAFETY_BYTES, type SafetyMessage } from '@parley/protocol';
import type { Fingerprints } from '../link/link.ts';

/** What came is not what was promised, or not in its turn. */
export class BrokenPromiseError extends Error {
  override readonly name = 'BrokenPromiseError';
}

export class SafetyExchange {
  readonly #fingerprints: Fingerprints;
  readonly #said = {
    promise: Promise.withResolvers<Uint8Array<ArrayBuffer>>(),
    reveal: Promise.withResolvers<Uint8Array<ArrayBuffer>>(),
  };
  readonly #heard = new Set<SafetyMessage['type']>();

  constructor(fingerprints: Fingerprints) {
    this.#fingerprints = fingerprints;
    // Whoever breaks it before anybody asks is told of when somebody does.
    for (const { promise } of Object.values(this.#said)) promise.catch(() => {});
  }

  /** What the other says; it may come before {@link run}. */
  receive({ type, bytes }: SafetyMessage): void {
    const isInTurn = !this.#heard.has(type) && (type === 'promise' || this.#heard.has('promise'));
    this.#heard.add(type);
    if (isInTurn) this.#said[type].resolve(bytes);
    else for (const { reject } of Object.values(this.#said)) reject(new BrokenPromiseError(type));
  }

  /**
   * @param send never before it may be heard
   * @returns 64 bits, the same for both
   * @throws {BrokenPromiseError}
   */
  async run(send: (message: Uint8Array<ArrayBuffer>) => void): Promise<bigint> {
    const { own, theirs } = this.#fingerprints;
    const random = crypto.getRandomValues(new Uint8Array(SAFETY_BYTES));
    send(encodeSafetyMessage({ type: 'promise', bytes: await promiseOf(own, random) }));
    const promised = await this.#said.promise.promise;
    // Not before: who has promised nothing could choose by it.
    send(encodeSafetyMessage({ type: 'reveal', bytes: random }));
    const revealed = await this.#said.reveal.promise;
    const isKept = areSameBytes(await promiseOf(theirs, revealed), promised);
    if (!isKept || own === theirs) throw new BrokenPromiseError('reveal');
    return numberOf([own, random], [theirs, revealed]);
  }
}

type Side = readonly [fingerprints: string, random: Uint8Array<ArrayBuffer>];

/** Bound to whose certificate it is, so that nobody hands another's on as theirs. */
function promiseOf(fingerprints: string, random: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return hash(`parley/safety/1 promise ${fingerprints}\n`, random);
}

async function numberOf(one: Side, other: Side): Promise<bigint> {
  const sides = one[0] < other[0] ? [one, other] : [other, one];
  const names = sides.map(([fingerprints]) => fingerprints).join('\n');
  const digest = await hash(`parley/safety/1 words ${names}\n`, ...sides.map(([, random]) => random));
  return new DataView(digest.buffer).getBigUint64(0);
}

async function hash(label: string, ...parts: Uint8Array<ArrayBuffer>[]): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await new Blob([label, ...parts]).arrayBuffer();
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
