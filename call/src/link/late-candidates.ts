/** The other's candidates that come after their description: so many of each generation, which no browser exceeds. */
import { type Candidate, isUsableCandidate, ProtocolError } from '@parley/protocol';
import { usernameFragmentIn } from './gathering.ts';

/**
 * So many of the other's candidates are taken after a description: machines have fewer ways in. Each is tried with each
 * of our own, and a thousand of them keep a browser busy for longer than anybody waits.
 */
export const MAX_LATE_CANDIDATES = 100;

export class LateCandidates {
  /** By its username fragment. */
  #generation = '';
  #count = 0;

  /** Those of this description come from now on. Another one of the same generation does not make room for more. */
  expect(theirs: string): void {
    const generation = usernameFragmentIn(theirs) ?? '';
    if (generation === this.#generation) return;
    this.#generation = generation;
    this.#count = 0;
  }

  /** @throws {ProtocolError} `invalid`: it is none that browsers make, or one too many */
  take({ candidate }: Candidate): void {
    // An empty one says that there are no more.
    if (candidate !== '' && !isUsableCandidate(candidate))
      throw new ProtocolError('invalid', 'candidate must be one that browsers make');
    if (this.#count === MAX_LATE_CANDIDATES) throw new ProtocolError('invalid', 'candidates must be fewer');
    this.#count += 1;
  }
}
