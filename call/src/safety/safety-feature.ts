/** Words by which two people can tell whether anybody sits between their browsers: made on each link anew, once both are in the call. */
import { type PeerPresence, ProtocolError, parseSafetyMessage } from '@parley/protocol';
import type { LinkFeature } from '../channels/link-feature.ts';
import { Cell } from '../lib/cell.ts';
import { childLifetime, delay, ignoreAbort } from '../lib/lifetime.ts';
import type { Channel, Fingerprints, Link } from '../link/link.ts';
import { BrokenPromiseError, SafetyExchange } from './safety-exchange.ts';

/** How long the other's page may take once both are in the call. */
export const SAFETY_LIMIT_MS = 10_000;

/** How the words stand by which the two can tell that nobody is between their browsers. */
export type SafetyState =
  /**
   * `none`: the two are not both in the call and connected, or the words are just being made. `old-page`: what comes from the other's
   * page says that it knows of none. `broken`: what it said does not fit together, or has not come in time.
   */
  | { readonly phase: 'none' | 'old-page' | 'broken' }
  /**
   * `number` is read as words by `safetyWords`. `isAnother`: this page had another before, since the two are connected anew.
   * `isAfterFailure`: before it some were not made that had been begun.
   */
  | {
      readonly phase: 'made';
      readonly number: bigint;
      readonly isAnother: boolean;
      readonly isAfterFailure: boolean;
    };

export class SafetyFeature implements LinkFeature {
  readonly state = new Cell<SafetyState>({ phase: 'none' });
  readonly #onIgnored: (cause: unknown) => void;
  #lifetime = new AbortController();
  #channel: Channel | undefined;
  #isOpen = false;
  #isTogether = false;
  #exchange: SafetyExchange | undefined;
  #hadNumber = false;
  #isUnderWay = false;
  #hasFailed = false;
  /** Of the exchange that is under way: ends when its link does, or has another end by now. */
  #run: AbortController | undefined;
  #deadline: AbortController | undefined;

  constructor(onIgnored: (cause: unknown) => void) {
    this.#onIgnored = onIgnored;
  }

  begin(link: Link): void {
    this.#lifetime = new AbortController();
    const channel = link.channel('safety');
    const { signal } = this.#lifetime;
    this.#channel = channel;
    link.fingerprints.subscribe((fingerprints) => this.#renew(fingerprints), signal);
    channel.listen({
      onOpen: () => {
        if (this.#channel !== channel) return;
        this.#isOpen = true;
        this.#start();
      },
      onMessage: (data) => this.#channel === channel && this.#receive(data),
    });
  }

  together(peer: PeerPresence): void {
    if (this.#isTogether) return;
    if (peer.can?.includes('safety/1') !== true) return this.state.set({ phase: 'old-page' });
    this.#isTogether = true;
    this.#limit();
    this.#start();
  }

  end(): void {
    this.#lifetime.abort();
    this.#abandon();
    this.#exchange = undefined;
    this.#channel = undefined;
    this.#isOpen = false;
    this.#isTogether = false;
    this.state.set({ phase: 'none' });
  }

  /** The ends of this link are known, or are others by now. */
  #renew(fingerprints: Fingerprints | undefined): void {
    this.#abandon();
    this.#exchange = fingerprints && new SafetyExchange(fingerprints);
    this.state.set({ phase: 'none' });
    this.#limit();
    this.#start();
  }

  /** Whoever is in between could try again and again until words agree: that it was begun before is not forgotten. */
  #abandon(): void {
    this.#run?.abort();
    this.#run = undefined;
    this.#hasFailed ||= this.#isUnderWay;
    this.#isUnderWay = false;
  }

  /** Whoever says nothing is told of like whoever says what does not fit. */
  #limit(): void {
    this.#deadline?.abort();
    if (!this.#isTogether) return;
    this.#deadline = childLifetime(this.#lifetime.signal);
    delay(SAFETY_LIMIT_MS, this.#deadline.signal).then(() => this.#fail(), ignoreAbort);
  }

  #start(): void {
    const [exchange, channel] = [this.#exchange, this.#channel];
    if (this.#run !== undefined || !this.#isOpen || !this.#isTogether) return;
    if (exchange === undefined || channel === undefined) return;
    const run = childLifetime(this.#lifetime.signal);
    this.#run = run;
    this.#isUnderWay = true;
    const said = exchange.run((message) => run.signal.aborted || channel.send(message));
    said.then(
      (number) => run.signal.aborted || this.#made(number),
      (error) => {
        if (!(error instanceof BrokenPromiseError)) throw error;
        if (!run.signal.aborted) this.#fail();
      },
    );
  }

  #made(number: bigint): void {
    this.#deadline?.abort();
    this.#isUnderWay = false;
    this.state.set({ phase: 'made', number, isAnother: this.#hadNumber, isAfterFailure: this.#hasFailed });
    this.#hadNumber = true;
  }

  #fail(): void {
    this.#deadline?.abort();
    this.#isUnderWay = false;
    this.#hasFailed = true;
    this.state.set({ phase: 'broken' });
  }

  #receive(data: unknown): void {
    try {
      const message = parseSafetyMessage(data);
      this.#exchange?.receive(message);
    } catch (cause) {
      if (!(cause instanceof ProtocolError)) throw cause;
      this.#onIgnored(cause);
    }
  }
}
