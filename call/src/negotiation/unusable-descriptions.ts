/** Descriptions of the other's that could not be used, in a row: a program that writes such ones may go on for ever. */
import type { Standing } from './next-step.ts';
import { backoffAfter } from './setbacks.ts';

const NO_OFFERS: Standing['unreadable'] = { round: 0, count: 0 };

export class UnusableDescriptions {
  #offers = NO_OFFERS;
  #answerCount = 0;

  get offers(): Standing['unreadable'] {
    return this.#offers;
  }

  /** @param isForAnother it was not meant for this session, and says nothing about the two programs */
  noteOffer(round: number, isForAnother = false): undefined {
    this.#offers = { round, count: this.#offers.count + (isForAnother ? 0 : 1) };
  }

  /**
   * At once, then ever slower: each is a write that is paid for.
   * @returns in how many milliseconds another link may be tried
   */
  noteAnswer(): number {
    const backoffMs = this.#answerCount === 0 ? 0 : backoffAfter(this.#answerCount);
    this.#answerCount += 1;
    return backoffMs;
  }

  /** The two have understood each other. */
  forget(): void {
    this.#offers = NO_OFFERS;
    this.#answerCount = 0;
  }
}
