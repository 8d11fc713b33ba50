/**
 * The relays that a call's links may go through. They are fetched beside everything else, the reading of the call among it, and never
 * waited for: a link begins with those that there are, and is told of newer ones.
 */
import type { IssuedRelays, RelayServer } from '@parley/protocol';
import type { LinkFeature } from '../channels/link-feature.ts';
import { Cell, type Readable } from '../lib/cell.ts';
import { delay, ignoreAbort } from '../lib/lifetime.ts';
import type { Link } from '../link/link.ts';

/** When new ones are fetched, as a part of how long those that there are will do: no link is ever restarted with old ones. */
const RENEWED_AT = 0.5;
/** How often it is looked whether it is time: a device that slept is not told how long. */
const LOOK_MS = 10_000;
/** How soon it is tried again after a failure; twice as late after each further one. */
const FIRST_RETRY_MS = 2_000;
const MAX_RETRY_MS = 60_000;

type Issue = (signal: AbortSignal) => Promise<IssuedRelays>;

interface Answer {
  readonly issued: IssuedRelays;
  readonly askedAt: number;
}

export interface RelaySupplyOptions {
  /** There were none that still hold, and now there are: a link that does not stand has ways that it has not tried. */
  readonly onFirst: () => void;
  readonly onIgnored: (cause: unknown) => void;
}

export class RelaySupply implements LinkFeature {
  readonly #servers = new Cell<readonly RelayServer[]>([]);
  readonly #options: RelaySupplyOptions;
  /** Relays have been issued in this call, so the site has some. */
  readonly #isOffered = new Cell(false);
  /** Milliseconds since the epoch, by this device's clock, which goes on while it sleeps. */
  #validUntil = 0;
  #link = new AbortController();
  /** What came of asking before there was a seat; undefined: it was not asked, or has been heard of. */
  #early: Promise<Answer | undefined> | undefined;

  constructor(options: RelaySupplyOptions) {
    this.#options = options;
  }

  /** The site has relays, as far as is known. */
  get isOffered(): Readable<boolean> {
    return this.#isOffered;
  }

  /** There are some that a link could go through now. */
  get isThere(): boolean {
    return this.#servers.value.length > 0 && Date.now() < this.#validUntil;
  }

  begin(link: Link): void {
    this.#link = new AbortController();
    this.#servers.subscribe((servers) => {
      if (this.isThere) link.useRelays(servers);
    }, this.#link.signal);
  }

  end(): void {
    this.#link.abort();
  }

  /**
   * Asks once, for whoever has no seat yet: a browser tries only relays that it knew when it described its link. What goes wrong is of no
   * weight, since `keep` asks again then.
   */
  askEarly(issue: Issue, signal: AbortSignal): void {
    this.#early = this.#ask(issue, signal).catch(() => undefined);
  }

  /** Has relays, and has them anew before they are needed, until the signal is aborted. Where there are none it ends. */
  keep(issue: Issue, signal: AbortSignal): void {
    this.#keep(issue, signal).catch(ignoreAbort);
  }

  async #keep(issue: Issue, signal: AbortSignal): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    for (;;) {
      const early = await this.#early;
      this.#early = undefined;
      signal.throwIfAborted();
      const answer =
        early ??
        (await this.#ask(issue, signal).catch((cause: unknown) => {
          signal.throwIfAborted();
          this.#options.onIgnored(cause);
          return undefined;
        }));
      if (answer?.issued.servers.length === 0) return;
      if (answer === undefined) {
        await delay(retryMs, signal);
        retryMs = Math.min(2 * retryMs, MAX_RETRY_MS);
        continue;
      }
      retryMs = FIRST_RETRY_MS;
      const renewAt = answer.askedAt + answer.issued.validForSeconds * 1000 * RENEWED_AT;
      while (Date.now() < renewAt) await delay(Math.min(LOOK_MS, renewAt - Date.now()), signal);
    }
  }

  async #ask(issue: Issue, signal: AbortSignal): Promise<Answer> {
    const askedAt = Date.now();
    const issued = await issue(signal);
    signal.throwIfAborted();
    const { servers, validForSeconds } = issued;
    if (servers.length > 0) this.#take(servers, askedAt + validForSeconds * 1000);
    return { issued, askedAt };
  }

  #take(servers: readonly RelayServer[], validUntil: number): void {
    const areFirst = Date.now() >= this.#validUntil;
    this.#validUntil = validUntil;
    this.#servers.set(servers);
    this.#isOffered.set(true);
    if (areFirst) this.#options.onFirst();
  }
}
