/** Offers and answers: what a link says and takes, sealed for whom it is meant, and as much in it as they may be told. */
import type { Description } from '@parley/protocol';
import type { LocalDescription } from '../link/link.ts';
import type { Addressee } from './addressee.ts';
import type { NegotiatedLink } from './negotiated-link.ts';
import type { Self } from './negotiator-events.ts';
import type { SignalBox } from './signal-box.ts';

export interface DescriptionsOptions {
  readonly box: Pick<SignalBox, 'sealDescription' | 'openDescription'>;
  readonly self: () => Self;
  /** Something of the other's could not be used. */
  readonly onIgnored: (cause: unknown) => void;
  readonly signal: AbortSignal;
}

export class Descriptions {
  readonly #options: DescriptionsOptions;

  constructor(options: DescriptionsOptions) {
    this.#options = options;
  }

  /** @throws what the browser throws */
  async offer(on: NegotiatedLink, round: number, to: Addressee, isRestart: boolean): Promise<Uint8Array> {
    this.discloseTo(to, on);
    const local = await on.link.createOffer({ iceRestart: isRestart });
    return this.#seal('offer', on, round, to, local, isRestart);
  }

  /** What the other has written; undefined: it cannot be read. */
  read(kind: 'offer' | 'answer', round: number, sealed: Uint8Array, from: Addressee) {
    return this.#ifUsable(() => this.#options.box.openDescription(kind, round, sealed, from.key));
  }

  /** @returns undefined when the offer does not fit */
  answer(on: NegotiatedLink, round: number, offer: Description, to: Addressee) {
    return this.#ifUsable(async () => {
      this.discloseTo(to, on);
      const local = await on.link.acceptOffer(offer.sdp);
      return this.#seal('answer', on, round, to, local, false);
    });
  }

  /** @returns whether it fits */
  async accept(on: NegotiatedLink, answer: Description): Promise<boolean> {
    if (answer.link !== on.id) return false;
    return (await this.#ifUsable(() => on.link.acceptAnswer(answer.sdp).then(() => true))) === true;
  }

  /** So much may leave the link from now on: nothing of ours before somebody is there to read it. */
  discloseTo({ isThere }: Pick<Addressee, 'isThere'>, { link, isOutdated }: NegotiatedLink): void {
    if (!isThere || isOutdated) link.disclose('nothing');
    else link.disclose(this.#options.self().hasEntered ? 'all' : 'public');
  }

  #seal(
    kind: 'offer' | 'answer',
    { id: link }: NegotiatedLink,
    round: number,
    to: Addressee,
    { sdp, isComplete }: LocalDescription,
    isRestart: boolean,
  ): Promise<Uint8Array> {
    const { box, self } = this.#options;
    const { name, hasEntered } = self();
    const described = { link, isRestart, sdp, isComplete, name: to.isThere && hasEntered ? name : '' };
    return box.sealDescription(kind, round, { ...described, can: ['candidates/1'] }, to.key);
  }

  /** What came of something of the other's; undefined when it could not be used. */
  async #ifUsable<T>(use: () => Promise<T>): Promise<T | undefined> {
    const { onIgnored, signal } = this.#options;
    try {
      const result = await use();
      signal.throwIfAborted();
      return result;
    } catch (error) {
      signal.throwIfAborted();
      onIgnored(error);
      return undefined;
    }
  }
}
