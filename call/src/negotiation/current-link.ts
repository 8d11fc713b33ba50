/** The link that there is, one after the other, and what is wished for in its place. */
import type { Link } from '../link/link.ts';
import { CallError } from '../ports/call-error.ts';
import { NegotiatedLink, type NegotiatedLinkOptions } from './negotiated-link.ts';
import type { LinkWish } from './next-step.ts';

export interface CurrentLinkOptions extends NegotiatedLinkOptions {
  /** A link begins; whatever was heard of the one before is past. */
  readonly onLink: (link: Link) => void;
  /** The link is no more. */
  readonly onClosed: () => void;
}

export class CurrentLink {
  readonly #options: CurrentLinkOptions;
  #link: NegotiatedLink | undefined;
  #wish: LinkWish | 'nothing' = 'nothing';

  constructor(options: CurrentLinkOptions) {
    this.#options = options;
    options.signal.addEventListener('abort', () => this.close(), { once: true });
  }

  /** Undefined: there is none. */
  get link(): NegotiatedLink | undefined {
    return this.#link;
  }

  get wish(): LinkWish | 'nothing' {
    return this.#wish;
  }

  /**
   * In the place of the one that there is.
   * @param id as the other calls it; undefined: it is new to both
   * @throws {CallError} `unexpected`: the browser makes none
   */
  open(id?: string): NegotiatedLink {
    const { onLink, onIgnored } = this.#options;
    this.close();
    try {
      this.#link = new NegotiatedLink(this.#options, id);
    } catch (cause) {
      // A browser that makes no connection, or not with these servers.
      onIgnored(cause);
      throw new CallError('unexpected', { cause });
    }
    onLink(this.#link.link);
    return this.#link;
  }

  close(): void {
    const link = this.#link;
    if (link === undefined) return;
    this.#link = undefined;
    link.close();
    this.#options.onClosed();
  }

  /** Links are to be made in another way: this one tells no more, and is replaced whatever becomes of its round. */
  outdate(): void {
    if (this.#link === undefined) return;
    this.#link.isOutdated = true;
    this.#link.link.disclose('nothing');
  }

  ask(wish: LinkWish): void {
    if (this.#wish !== 'replacement') this.#wish = wish;
  }

  /** What is asked for from here on is asked for anew. */
  wishNoMore(): void {
    this.#wish = this.#link?.isOutdated === true ? 'replacement' : 'nothing';
  }

  /** The answer to what is offered will do as well as a restart. */
  restartIsOffered(): void {
    if (this.#wish === 'restart') this.#wish = 'nothing';
  }
}
