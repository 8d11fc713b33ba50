/** What this side's network lets through, looked at when a link does not come about. */
import type { NetworkReach, ProbeNetwork } from '../link/network-probe.ts';

export interface NetworkWatchOptions {
  /** undefined: it cannot be looked at, and nothing is said of it. */
  readonly probe: ProbeNetwork | undefined;
  /** It lets UDP out now, or this side is seen from elsewhere: there may be a way that was not there. */
  readonly onChange: () => void;
  /** It has turned out what it is. */
  readonly onKnown: () => void;
  readonly signal: AbortSignal;
}

export class NetworkWatch {
  readonly #options: NetworkWatchOptions;
  #reach: NetworkReach = { udp: 'unknown', seenFrom: '' };
  /** Every address that this side was ever seen by: who has two ways out is seen now by the one and now by the other. */
  readonly #seenFrom = new Set<string>();
  #isLooking = false;

  constructor(options: NetworkWatchOptions) {
    this.#options = options;
  }

  /** This network lets no UDP out, so that only a relay could help. */
  get refusesUdp(): boolean {
    return this.#reach.udp === 'refused';
  }

  look(): void {
    const { probe, signal } = this.#options;
    if (probe === undefined || this.#isLooking) return;
    this.#isLooking = true;
    probe(signal).then(
      (reach) => {
        this.#isLooking = false;
        if (!signal.aborted) this.#take(reach);
      },
      // A browser that makes no connection for it says nothing.
      () => {
        this.#isLooking = false;
      },
    );
  }

  #take(reach: NetworkReach): void {
    const before = this.#reach;
    if (reach.udp === 'unknown') return;
    this.#reach = reach;
    this.#options.onKnown();
    const addresses = reach.seenFrom.split(' ').filter((address) => address !== '');
    const isOther = this.#seenFrom.size > 0 && addresses.some((address) => !this.#seenFrom.has(address));
    for (const address of addresses) this.#seenFrom.add(address);
    if (reach.udp === 'open' && (before.udp === 'refused' || isOther)) this.#options.onChange();
  }
}
